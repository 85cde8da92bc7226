from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.drafts import AssessmentDraft
from incidents.ingest.extract import extract
from incidents.ingest.extract.text.sentences import parts, sentences
from incidents.ingest.gazetteer import Tables


def read(text: str, tables: Tables, language: str = "en") -> AssessmentDraft:
    return extract(text, published=date(2018, 10, 2), tables=tables, language=language).assessment


@pytest.mark.parametrize(
    ("text", "risks"),
    [
        ("Risks: Terrorism; Death and injury", ("terrorism", "death_and_injury")),
        ("## Risks\n- Civil war\n- Kidnapping", ("civil_war", "kidnapping")),
        ("Risques : terrorisme ; décès et blessures", ("terrorism", "death_and_injury")),
        ("The army faces terrorism.", ()),
    ],
)
def test_risks_come_from_their_section(text: str, risks: tuple[str, ...], tables: Tables) -> None:
    assert read(text, tables).risks == risks


@pytest.mark.parametrize(
    ("text", "sectors"),
    [
        (
            "Sectors or assets affected: Security forces; UN peacekeeping; Individuals; Property",
            ("security_forces", "un_peacekeeping", "individuals", "property"),
        ),
        ("Secteurs : santé ; aviation", ("aviation", "health")),
    ],
)
def test_sectors_come_from_their_section(text: str, sectors: tuple[str, ...], tables: Tables) -> None:
    assert read(text, tables).sectors == sectors


def test_lists_are_split_into_items(tables: Tables) -> None:
    text = "Indicators\n- Attacks on camps.\n- Reprisals;\n\nMitigating factors:\n1) Talks between elders"
    assessment = read(text, tables)
    assert assessment.indicators == ("Attacks on camps", "Reprisals")
    assert assessment.mitigating == ("Talks between elders",)


def test_sentences_without_a_heading_are_known_by_their_words(tables: Tables) -> None:
    text = (
        "Gunmen killed five people in Gao on Monday. A further indicator of escalation is the arming of villages. "
        "A dialogue would reduce the violence."
    )
    assessment = read(text, tables)
    assert assessment.indicators == ("A further indicator of escalation is the arming of villages",)
    assert assessment.mitigating == ("A dialogue would reduce the violence",)


def test_a_wrapped_line_that_begins_with_such_a_word_is_no_heading(tables: Tables) -> None:
    text = "Officials warned of the\nrisks\nof terrorism on the roads."
    assert read(text, tables).risks == ()


@pytest.mark.parametrize(
    ("text", "indicators", "mitigating"),
    [
        (
            "Event. Gunmen killed nine men at Gao.\n\nIndicators. Attacks on markets; new bombs.\n\nMitigating factors. Talks.",
            ("Attacks on markets", "new bombs"),
            ("Talks",),
        ),
        (
            "WHAT HAPPENED. Gunmen raided Gao.\n\nWHAT TO WATCH. Videos of hostages; attacks on lorries at Diboli.",
            ("Videos of hostages", "attacks on lorries at Diboli"),
            (),
        ),
        ("What to watch in Gao this very week is unclear. Attacks on markets are more frequent.", (), ()),
        ("The mayor knew nothing. What to watch. Attacks on markets.", (), ()),
        ("Gunmen raided Gao.\n\nwhat to watch. Attacks on markets.", (), ()),
    ],
)
def test_a_heading_may_end_in_a_full_stop_at_the_start_of_a_line(
    text: str, indicators: tuple[str, ...], mitigating: tuple[str, ...], tables: Tables
) -> None:
    assert (read(text, tables).indicators, read(text, tables).mitigating) == (indicators, mitigating)


def test_a_word_for_the_kind_of_text_is_no_heading(tables: Tables) -> None:
    assert read("Analysis. Why does the group attack herders?", tables).significance is None


def test_an_event_in_a_headed_section_is_no_incident(tables: Tables) -> None:
    text = "Indicators:\n- Gunmen killed in Gao on Monday five civilians"
    assert extract(text, published=date(2018, 10, 2), tables=tables, language="en").incidents == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two. Three.", 3),
        ("Gen. Traoré spoke. He left.", 2),
        ("It is 12.7 mm wide. It fired.", 2),
        ("On 5 Sept. 2018 it rained. It stopped.", 2),
        ("The U.S. army came. It left.", 2),
        ("Il a dit « non. » Puis il est parti.", 2),
        ("A headline\n\nA text.", 2),
        ("", 0),
        ("   \n ", 0),
    ],
)
def test_sentence_ends(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_sentences_index_the_original_text() -> None:
    text = "  Première phrase.\n\nDeuxième phrase.  "
    assert [text[start:end] for start, end in sentences(text)] == ["Première phrase.", "Deuxième phrase."]


def test_a_second_dated_event_in_a_sentence_is_a_part_of_its_own() -> None:
    text = "Two died on Monday, and on Tuesday three died."
    assert [text[start:end] for start, end in parts(text, 0, len(text))] == [
        "Two died on Monday, and ",
        "on Tuesday three died.",
    ]


NOTE = """Gunmen killed five civilians near Ansongo on 30 September.

Significance
The conflict is spreading.

Indicators
- Attacks on the camps in Ansongo.
2. Reprisals against villages.

Risks: Terrorism; Kidnapping
"""


def test_each_part_says_where_in_the_text_it_stands(tables: Tables) -> None:
    found = read(NOTE, tables)
    assert [(span.kind, NOTE[span.start : span.end]) for span in found.spans] == [
        ("significance", "The conflict is spreading."),
        ("indicators", "Attacks on the camps in Ansongo"),
        ("indicators", "Reprisals against villages"),
        ("risks", "Terrorism; Kidnapping"),
    ]
    assert found.indicators == ("Attacks on the camps in Ansongo", "Reprisals against villages")
    assert found.significance == "The conflict is spreading."


def test_a_sentence_that_judges_without_a_heading_has_its_place_too(tables: Tables) -> None:
    text = "Gunmen killed five civilians near Ansongo. The attack shows that the conflict spreads."
    found = read(text, tables)
    assert [(span.kind, text[span.start : span.end]) for span in found.spans] == [
        ("significance", "The attack shows that the conflict spreads.")
    ]
