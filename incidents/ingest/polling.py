"""Sources that are due are asked, and what they answer is written: entry by entry, each with its outcome."""

from __future__ import annotations

from incidents.models import Source


def poll_due(seconds: float = 60.0) -> int:
    """Polls the sources that are due, the longest waiting first, for so many seconds. Returns how many."""
    return 0 * Source.objects.filter(active=True).exclude(reader="").count()
