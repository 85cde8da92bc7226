"""Headlines, paragraphs, items of lists and datelines, in texts as they are sent."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.ingest.extract.text.blocks import Block, blocks, dateline_end

BODY = "Gunmen killed 22 civilians at Tassiga on Tuesday, officials in Ansongo said."
OTHER = "Nobody has claimed the attack so far."


def told(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks(text, 0, len(text))]


SHAPES = [
    pytest.param("", [], id="nothing"),
    pytest.param(" \n\n\t", [], id="blanks"),
    pytest.param(BODY, [("paragraph", BODY)], id="one paragraph"),
    pytest.param(f"{BODY}\n\n{OTHER}", [("paragraph", BODY), ("paragraph", OTHER)], id="an empty line between"),
    pytest.param(f"22 killed near Ansongo\n\n{BODY}", [("title", "22 killed near Ansongo"), ("paragraph", BODY)], id="a headline"),
    pytest.param("22 killed near Ansongo", [("paragraph", "22 killed near Ansongo")], id="a headline alone is the text"),
    pytest.param(f"It is over.\n{BODY}", [("paragraph", "It is over."), ("paragraph", BODY)], id="a sentence is no headline"),
    pytest.param(f"- {BODY}\n- {OTHER}", [("item", BODY), ("item", OTHER)], id="dashes"),
    pytest.param(f"1. {BODY}\n2. {OTHER}", [("item", BODY), ("item", OTHER)], id="numbers"),
    pytest.param(f"(a) {BODY}\n(b) {OTHER}", [("item", BODY), ("item", OTHER)], id="letters"),
    pytest.param("• Tassiga: 22 killed\n• Fafa: one hurt", [("item", "Tassiga: 22 killed"), ("item", "Fafa: one hurt")], id="bullets"),
    pytest.param("Gunmen killed 22 civilians\nat Tassiga.", [("paragraph", "Gunmen killed 22 civilians\nat Tassiga.")], id="a wrapped line goes on"),
    pytest.param("Where: Tassiga\nWhen: 25 September", [("paragraph", "Where: Tassiga\nWhen: 25 September")], id="pairs stay together"),
    pytest.param(f"Where: Tassiga\nWhen: 25 September\n\n{BODY}", [("paragraph", f"Where: Tassiga\nWhen: 25 September\n\n{BODY}")], id="pairs belong to what stands below"),
    pytest.param("2 things. (a) Tassiga: 22 killed. (b) Fafa: one hurt.", [("paragraph", "2 things."), ("item", "Tassiga: 22 killed."), ("item", "Fafa: one hurt.")], id="items counted within a line"),
    pytest.param("De Niono. 1/ 300 boeufs pris. 2/ un obus.", [("paragraph", "De Niono."), ("item", "300 boeufs pris."), ("item", "un obus.")], id="numbered within a line"),
    pytest.param("Section (b) before (a) is short.", [("paragraph", "Section (b) before (a) is short.")], id="letters out of order"),
    pytest.param("** MENAKA TOWN ** 20 APR", [("paragraph", "** MENAKA TOWN ** 20 APR")], id="stars around words are no bullets"),
    pytest.param(f"Gao : {BODY}\nMopti : calm\n\n{OTHER}", [("paragraph", f"Gao : {BODY}\nMopti : calm"), ("paragraph", OTHER)], id="towns before a colon are no heads"),
    pytest.param(f"Where: Fafa\nWhen: Monday\n\n{BODY}\n\nWhere: Tassiga\nWhen: Tuesday\n\n{OTHER}",
                 [("item", f"Where: Fafa\nWhen: Monday\n\n{BODY}"), ("item", f"Where: Tassiga\nWhen: Tuesday\n\n{OTHER}")], id="two of these are two items"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shape"), SHAPES)
def test_a_text_has_this_shape(text: str, shape: list[tuple[str, str]]) -> None:
    assert told(text) == shape


DATELINES = [
    ("NIAMEY, Feb 16 (Agency) - ", True),
    ("BAMAKO (Wire) -- ", True),
    ("Gao, 12 octobre 2018 – ", True),
    ("Ansongo - ", False),  # a place name in a sentence: nothing says that a report was written there
    ("The army - ", False),
    ("", False),
]


@pytest.mark.parametrize(("dateline", "counts"), DATELINES)
def test_where_a_report_was_written_is_not_read(dateline: str, counts: bool) -> None:
    text = dateline + BODY
    assert dateline_end(text, Block(0, len(text), "paragraph")) == (len(dateline) if counts else 0)


def test_a_dateline_without_a_text_behind_it_is_the_text() -> None:
    text = "NIAMEY, Feb 16 (Agency) - Two killed."
    assert dateline_end(text, Block(0, len(text), "paragraph")) == 0


@given(st.text(alphabet="Aa1 .\n-•:()2é\t", max_size=120))
def test_blocks_lie_in_the_text_in_order_and_lose_no_letter(text: str) -> None:
    found = blocks(text, 0, len(text))
    assert all(0 <= block.start < block.end <= len(text) for block in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    kept = "".join(text[block.start : block.end] for block in found)
    assert [kept.count(letter) for letter in "Aé"] == [text.count(letter) for letter in "Aé"]


@pytest.mark.parametrize("piece", ["- \n", "A: b\n", "1. ", "(a) ", "A, " * 3 + "- "])
def test_hostile_repetition_takes_no_more_than_its_length(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    for block in blocks(text, 0, len(text))[:50]:
        dateline_end(text, block)
