"""Word lists as they read best in a source file: folded words (no accents, lower case) in one string."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Phrases:
    """Phrases that the words of a text are held against, in their order: the first that fits wins.

    They are sorted once by the word that they begin or end with: most words of a text begin and end none of them.
    """

    __slots__ = ("_by_first", "_by_last", "listed")

    def __init__(self, listed: Iterable[str]) -> None:
        self.listed = tuple(listed)
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._by_last: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.listed:
            parts = tuple(phrase.split())
            self._by_first.setdefault(parts[0], []).append(parts)
            self._by_last.setdefault(parts[-1], []).append(parts)

    def __iter__(self) -> Iterator[str]:
        return iter(self.listed)

    def __add__(self, others: Iterable[str]) -> Phrases:
        return Phrases((*self, *others))

    def begin_at(self, words: tuple[str, ...], position: int) -> int:
        """How many words the first of the phrases takes that begins at `position`; 0 if none does."""
        if position >= len(words):
            return 0
        for parts in self._by_first.get(words[position], ()):
            if words[position : position + len(parts)] == parts:
                return len(parts)
        return 0

    def end_before(self, words: tuple[str, ...], position: int) -> int:
        """How many words the first of the phrases takes that ends just before `position`; 0 if none does."""
        if not 0 < position <= len(words):
            return 0
        for parts in self._by_last.get(words[position - 1], ()):
            if position >= len(parts) and words[position - len(parts) : position] == parts:
                return len(parts)
        return 0

    def occur_in(self, words: tuple[str, ...]) -> bool:
        """Whether one of the phrases occurs."""
        if self._by_first.keys().isdisjoint(words):
            return False
        return any(self.begin_at(words, position) for position in range(len(words)))


def word_set(listed: str) -> frozenset[str]:
    """Words separated by blanks."""
    return frozenset(listed.split())


def phrase_list(listed: str) -> Phrases:
    """Phrases separated by bars, in their order: the first that fits wins."""
    return Phrases(phrase.strip() for phrase in listed.split("|"))
