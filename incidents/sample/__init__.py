"""Sample data: the founding note's real incidents, and generated ones with fictional actors.

Both belong to sources of kind `sample`, which is how `clear` finds exactly them again.
"""

from django.db import transaction

from incidents.sample.founding import load_founding
from incidents.sample.load import Progress, clear, load_generated

__all__ = ["clear", "load"]


def load(number: int, progress: Progress = lambda done, total: None) -> tuple[int, int]:
    """Both kinds, all or nothing; returns how many founding and how many generated incidents are new."""
    with transaction.atomic():
        return load_founding(), load_generated(number, progress)
