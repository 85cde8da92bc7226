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

    @property
    def first_words(self) -> frozenset[str]:
        return frozenset(self._by_first)

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
        return next(self.where(words), None) is not None

    def where(self, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        """Where phrases begin, in order, and how many words the first that fits takes there."""
        if self._by_first.keys().isdisjoint(words):
            return
        for position, word in enumerate(words):
            for parts in self._by_first.get(word, ()):
                if words[position : position + len(parts)] == parts:
                    yield position, len(parts)
                    break

    def where_ends(self, words: tuple[str, ...]) -> Iterator[int]:
        """Where phrases end, in order: the position of their last word."""
        if self._by_last.keys().isdisjoint(words):
            return
        for position, word in enumerate(words):
            for parts in self._by_last.get(word, ()):
                begin = position + 1 - len(parts)
                if begin >= 0 and words[begin : position + 1] == parts:
                    yield position
                    break


def word_set(listed: str) -> frozenset[str]:
    """Words separated by blanks."""
    return frozenset(listed.split())


def phrase_list(listed: str) -> Phrases:
    """Phrases separated by bars, in their order: the first that fits wins."""
    return Phrases(phrase.strip() for phrase in listed.split("|"))
