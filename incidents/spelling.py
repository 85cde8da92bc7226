"""One spelling for the variants of a name: places are written down by ear, in two alphabets and three languages."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")
NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
# Words are folded again and again, sentences once.
LONGEST_KEPT = 30
# How French, English and Tamasheq transcriptions write the same sound.
SOUNDS = (("ou", "u"), ("w", "u"), ("dj", "j"), ("gh", "r"), ("kh", "k"))


def fold(word: str) -> str:
    """Lower case without accents: `Ménaka` and `MENAKA` become `menaka`."""
    return _fold_word(word) if len(word) <= LONGEST_KEPT else _fold(word)


@lru_cache(maxsize=50_000)
def _fold_word(word: str) -> str:
    return _fold(word)


def _fold(word: str) -> str:
    folded = word.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFD", folded)
    return NOT_ASCII.sub(_without_marks, decomposed)


def _without_marks(letters: re.Match[str]) -> str:
    return "".join(letter for letter in letters.group() if not unicodedata.combining(letter))


def fold_word(word: str) -> str:
    """A word folded, its ligatures as two letters: `Œuvre` becomes `oeuvre`, one letter longer than it is written."""
    return fold(word).replace("œ", "oe").replace("æ", "ae")


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, split at blanks, hyphens and apostrophes."""
    return tuple(fold_word(word) for word in WORD.findall(name))


def transliteration_key(name: str) -> str:
    """One spelling for the variants of a name: Amalaou-laou, Amalawlaw and Amallaoulaw give the same."""
    return key_of_words(words_of(name))


def key_of_words(words: tuple[str, ...]) -> str:
    """The transliteration key of a name given as its folded words."""
    key = "".join(words)
    for written, sound in SOUNDS:
        key = key.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", key)
