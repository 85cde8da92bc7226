"""Lists of phrases held against the words of a text, and the parts of a text."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract.text.tokens import passage
from incidents.ingest.extract.text.wordlists import Phrases, phrase_list
from incidents.ingest.extract.when.dates import dates, tells_when

WORDS = ("the", "army", "said", "so", "far")
PHRASES = phrase_list("army said so|army said|far")


@pytest.mark.parametrize(("position", "length"), [(0, 0), (1, 3), (2, 0), (4, 1), (5, 0), (9, 0)])
def test_the_first_phrase_that_fits_begins_at_a_word(position: int, length: int) -> None:
    assert PHRASES.begin_at(WORDS, position) == length


@pytest.mark.parametrize(("position", "length"), [(0, 0), (1, 0), (3, 2), (4, 3), (5, 1), (9, 0)])
def test_the_first_phrase_that_fits_ends_before_a_word(position: int, length: int) -> None:
    assert PHRASES.end_before(WORDS, position) == length


def test_phrases_are_joined_in_their_order() -> None:
    assert list(phrase_list("a b|c") + phrase_list("d")) == ["a b", "c", "d"]
    assert (Phrases(["far"]).occur_in(WORDS), Phrases(["army so"]).occur_in(WORDS)) == (True, False)


def test_lists_and_single_phrases_are_asked_together() -> None:
    sentence = passage("The army said so far nothing.", 0, 29)
    assert (sentence.follows(1, "police", PHRASES), sentence.precedes(4, PHRASES)) == (3, 3)


def test_a_part_of_a_text_has_its_words_and_the_offsets_of_the_whole() -> None:
    text = "Gao. Ménaka fell on Monday. Ansongo held."
    part = passage(text, 0, len(text)).part(5, 27)
    assert part == passage(text, 5, 27)
    assert [text[token.start : token.end] for token in part.tokens] == ["Ménaka", "fell", "on", "Monday"]


def test_what_stands_before_a_sentence_ends_at_its_paragraph() -> None:
    text = "Title.\nOne fell. Two fell. Three fell."
    sentence = passage(text, text.index("Three"), len(text))
    assert (sentence.text_before(100), sentence.text_before(10)) == ("One fell. Two fell. ", "Two fell. ")


def test_a_word_that_a_part_cuts_is_no_word_of_it() -> None:
    assert passage("Ansongo held", 0, 12).part(2, 12).words == ("held",)


@pytest.mark.parametrize(("text", "is_in_step"), [("Ménaka, Œuvre", True), ("Me\u0301naka", False)])
def test_folding_says_whether_it_moved_anything(text: str, is_in_step: bool) -> None:
    assert passage(text, 0, len(text)).is_in_step == is_in_step


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Gunmen attacked a village.", False),
        ("Gunmen attacked on Monday.", True),
        ("Le lendemain, des hommes sont venus.", True),
        ("Hier soir", True),
        ("14MAY", True),
        ("y'day", True),
    ],
)
def test_only_a_sentence_with_a_word_of_time_is_searched_for_dates(text: str, tells: bool) -> None:
    sentence = passage(text, 0, len(text))
    assert tells_when(sentence) == tells
    assert tells or dates(sentence, date(2022, 10, 7)) == []
