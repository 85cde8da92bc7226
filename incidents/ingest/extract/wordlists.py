"""Word lists as they read best in a source file: folded words (no accents, lower case) in one string."""

from __future__ import annotations


def word_set(listed: str) -> frozenset[str]:
    """Words separated by blanks."""
    return frozenset(listed.split())


def phrase_list(listed: str) -> tuple[str, ...]:
    """Phrases separated by bars, in their order: the first that fits wins."""
    return tuple(phrase.strip() for phrase in listed.split("|"))
