"""Words of a text with their offsets; every later step speaks of words by position in this list."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from operator import attrgetter
from typing import NamedTuple

from incidents.ingest.extract.text.wordlists import Phrases
from incidents.spelling import WORD, fold, fold_word

LONGEST_ASIDE = 16
BREAKS = frozenset(",;:()–—\n•")


class Token(NamedTuple):
    """A word as written, folded (lower case, no accents), and its offsets in the whole text."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True)
class Passage:
    """A sentence or a part of one: its words and the punctuation between them."""

    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    words: tuple[str, ...]

    def part(self, start: int, end: int) -> Passage:
        """What stands between two offsets; a word that they cut is left out."""
        first = bisect_left(self.tokens, start, key=attrgetter("start"))
        last = bisect_right(self.tokens, end, key=attrgetter("end"))
        return Passage(self.text, start, end, self.tokens[first:last], self.words[first:last])

    def holds(self, offset: int) -> bool:
        """Whether the character at `offset` of the whole text is in it."""
        return self.start <= offset < self.end

    def word(self, position: int) -> str:
        """The folded word at `position`; empty before the first one and behind the last."""
        return self.words[position] if 0 <= position < len(self.words) else ""

    def gap(self, position: int) -> str:
        """The characters between the word before `position` and the word at it."""
        if position <= 0 or position >= len(self.tokens):
            return ""
        return self.text[self.tokens[position - 1].end : self.tokens[position].start]

    def is_break(self, position: int) -> bool:
        """Whether punctuation stands before the word at `position`."""
        return position in self._breaks

    @cached_property
    def _breaks(self) -> frozenset[int]:
        return frozenset(
            position for position in range(1, len(self.tokens)) if not BREAKS.isdisjoint(self.gap(position))
        )

    @cached_property
    def folded(self) -> str:
        """The passage in lower case, without accents: not always of its length."""
        return fold(self.text[self.start : self.end])

    @property
    def is_in_step(self) -> bool:
        """Whether folding moved nothing: only then do offsets in `folded` lead into the text."""
        return len(self.folded) == self.end - self.start

    def text_before(self, within: int) -> str:
        """So many characters of its paragraph that stand before it."""
        return self.text[max(0, self.start - within) : self.start].rpartition("\n")[2]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the words `first` up to (not with) `last`."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def quote(self, first: int, last: int) -> str:
        """The words as written."""
        start, end = self.span(first, last)
        return self.text[start:end]

    def follows(self, position: int, *phrases: str | Phrases) -> int:
        """How many words the first of the phrases takes that begins at `position`; 0 if none does."""
        return _together(phrases).begin_at(self.words, position)

    def where(self, *phrases: str | Phrases) -> Iterator[tuple[int, int]]:
        """Where phrases begin, in order, and how many words the first that fits takes there."""
        return _together(phrases).where(self.words)

    def precedes(self, position: int, *phrases: str | Phrases) -> int:
        """How many words the first of the phrases takes that ends just before `position`; 0 if none does."""
        return _together(phrases).end_before(self.words, position)

    def ends_clause(self, position: int) -> bool:
        """Whether punctuation, or the end, stands before the word at `position`."""
        return position >= len(self.words) or self.is_break(position)

    def behind_aside(self, position: int, within: int = LONGEST_ASIDE) -> int:
        """Where the sentence goes on in "JNIM, whose men are all over the area, is the likely author", for the word behind
        the name; 0 where nothing of fewer than `within` words is set apart."""
        if not self.is_break(position) or "," not in self.gap(position):
            return 0
        end = min(position + within, len(self.words))
        return next((at for at in range(position + 1, end) if self.is_break(at)), 0)

    def is_hedged(self, position: int, hedges: frozenset[str]) -> bool:
        """Whether a word of doubt stands shortly before; "May" with a capital is a month."""
        near = self.tokens[max(0, position - 4) : position]
        return any(token.folded in hedges and not token.is_capitalised for token in near)

    def has(self, *phrases: str | Phrases) -> bool:
        """Whether one of the phrases (folded words) occurs."""
        return _together(phrases).occur_in(self.words)


@cache
def _together(phrases: tuple[str | Phrases, ...]) -> Phrases:
    if len(phrases) == 1 and isinstance(phrases[0], Phrases):
        return phrases[0]
    return Phrases(each for given in phrases for each in ((given,) if isinstance(given, str) else given))


def passage(text: str, start: int, end: int) -> Passage:
    """The words of `text[start:end]`, with offsets in the whole text."""
    tokens = tuple(
        Token(match.group(), fold_word(match.group()), match.start(), match.end())
        for match in WORD.finditer(text, start, end)
    )
    return Passage(text, start, end, tokens, tuple(token.folded for token in tokens))
