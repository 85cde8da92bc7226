"""A list of phrases says each of them once: the second of two is read by nobody, and missed when the first is changed."""

from __future__ import annotations

from collections import Counter
from importlib import import_module

import pytest

MODULES = (
    "who.blame_words", "people.casualty_words", "who.claims", "what.event_words_english", "what.event_words_french",
    "where.place_words", "who.role_words",
)  # fmt: skip


def listed(value: object) -> list[str]:
    """The phrases of a tuple of phrases, or of the lists of a table of event words."""
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return [str(one) for one in value]
    if isinstance(value, dict) and all(isinstance(one, str) and "|" in one for one in value.values()):
        return [
            f"{kind}: {phrase.strip()}" for kind, phrases in value.items() for phrase in phrases.split("|")
        ]
    return []


@pytest.mark.parametrize("name", MODULES)
def test_no_phrase_stands_twice_in_a_list(name: str) -> None:
    module = import_module(f"incidents.ingest.extract.{name}")
    twice = {
        f"{name}.{constant}: {phrase}"
        for constant, value in vars(module).items()
        for phrase, count in Counter(listed(value)).items()
        if constant.isupper() and count > 1
    }
    assert twice == set()
