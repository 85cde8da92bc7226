"""The whole function: segmentation, context, types, assessment, and what must never happen."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.ingest.drafts import NoteDraft
from incidents.ingest.extract import LONGEST_TEXT, extract
from incidents.ingest.gazetteer import Tables

from .sample_tables import sample_tables

PUBLISHED = date(2018, 10, 2)
TABLES = sample_tables()
# Pieces of which generated notes are made: words that rules react to, in odd orders.
PIECES = (
    "22 civilians", " were killed ", "by gunmen ", "since September ", "more than 60 ", "Ansongo", " near ", "12 km north of ",
    "between ", "and ", "Ménaka", " region", "On 30 September", ", ", ". ", "\n", "\n\n", "Risks: ", "Indicators\n- ", "ISGS ",
    "probably ", "tués ", "une vingtaine ", "à ", "l'EIGS ", "bringing to ", "30", "1er ", "\x00", "é", "e\u0301", "’", "Ⅻ", "ß", "😀",
)  # fmt: skip


def read(text: str, tables: Tables = TABLES, language: str | None = "en") -> NoteDraft:
    return extract(text, published=PUBLISHED, tables=tables, language=language)


EVENTS = [
    ("en", "Gunmen killed five civilians in Gao.", "violence_against_civilians", "attack"),
    ("en", "Gunmen attacked the village of Inates on Monday.", "violence_against_civilians", "attack"),
    ("en", "Gunmen abducted a nurse in Gao.", "violence_against_civilians", "abduction_forced_disappearance"),
    ("en", "Gunmen ambushed a military convoy near Gao.", "battles", "armed_clash"),
    ("en", "Clashes between JNIM and ISGS near Gao left five fighters dead.", "battles", "armed_clash"),
    ("en", "Gunmen killed an ISGS operative in Ménaka.", "battles", "armed_clash"),
    ("en", "JNIM took control of Djibo on Monday.", "battles", "non_state_actor_overtakes_territory"),
    ("en", "Two civilians died when their bus hit a mine near Gao.", "explosions_remote_violence", "remote_explosive_landmine_ied"),
    ("en", "A French air strike killed 10 militants near Gao.", "explosions_remote_violence", "air_drone_strike"),
    ("en", "Rockets were fired, shelling wounded two civilians in Gao.", "explosions_remote_violence", "shelling_artillery_missile_attack"),
    ("en", "A suicide bomber killed three soldiers in Gao.", "explosions_remote_violence", "suicide_bomb"),
    ("en", "Militants ambushed soldiers near Gao and detonated an IED, killing two soldiers.", "battles", "armed_clash"),
    ("en", "Residents protested in Gao on Monday.", "protests", "peaceful_protest"),
    ("en", "Police dispersed demonstrators in Gao with tear gas on Monday, a protest leader said.", "protests", "protest_with_intervention"),
    ("en", "Troops arrested four suspects in Gao.", "strategic_developments", "arrests"),
    ("en", "On Monday 120 soldiers landed in Gao.", "strategic_developments", "other"),
    ("fr", "Des hommes armés ont tué cinq civils à Gao.", "violence_against_civilians", "attack"),
    ("fr", "Trois soldats sont morts dans une embuscade près de Gao.", "battles", "armed_clash"),
    ("fr", "Un véhicule a sauté sur une mine près de Gao, tuant deux civils.", "explosions_remote_violence", "remote_explosive_landmine_ied"),
    ("fr", "Quatre suspects ont été arrêtés à Gao lundi.", "strategic_developments", "arrests"),
    ("fr", "Un enseignant a été enlevé à Gao lundi.", "violence_against_civilians", "abduction_forced_disappearance"),
    ("fr", "Des affrontements ont opposé le GSIM à l'EIGS lundi près de Gao.", "battles", "armed_clash"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "event_type", "sub_event_type"), EVENTS, ids=[case[1] for case in EVENTS]
)
def test_event_type(language: str, text: str, event_type: str, sub_event_type: str) -> None:
    (incident,) = read(text, language=language).incidents
    assert (incident.event_type, incident.sub_event_type) == (event_type, sub_event_type)


TOTALS = [
    ("en", "15 people were killed in Gao on Monday, bringing to 89 the number of dead this year.", 15, (89, None, "2018")),
    ("en", "Five people were killed in Gao on Monday. Over 60 people have died since September.", 5, (60, "over", "2018-09")),
    ("en", "Since September, at least 60 people have been killed. On Monday five people were killed in Gao.", 5, (60, "at_least", "2018-09")),
    ("fr", "Six personnes ont été tuées lundi à Gao, portant à 46 le nombre de morts depuis janvier.", 6, (46, None, "2018-01")),
    ("fr", "Depuis septembre, plus de 60 personnes sont mortes. Lundi, six civils ont été tués à Gao.", 6, (60, "over", "2018-09")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "killed", "fact"), TOTALS, ids=[case[1] for case in TOTALS])
def test_running_total_is_context_and_no_toll(
    language: str, text: str, killed: int, fact: tuple[int, str | None, str]
) -> None:
    note = read(text, language=language)
    tolls = [incident.total("killed") for incident in note.incidents]
    assert [toll.best for toll in tolls if toll] == [killed]
    assert [(one.value, one.qualifier, one.since) for one in note.context] == [fact]


def test_the_worst_attack_since_keeps_its_toll() -> None:
    note = read("On Monday 20 people were killed in Gao, the worst attack since 2012.")
    assert [toll.best for incident in note.incidents if (toll := incident.total("killed"))] == [20]
    assert note.context == ()


def test_an_old_event_told_again_is_background() -> None:
    note = read(
        "Gunmen killed two people in Gao on Monday, near the hotel which saw the attack that left 19 dead in March 2016."
    )
    assert [toll.best for incident in note.incidents if (toll := incident.total("killed"))] == [2]
    assert [(one.kind, one.value, one.since) for one in note.context] == [("background", 19, "2016-03")]


SEGMENTS = [
    ("Gunmen killed five people in Gao on Monday. Ten others were injured.", [("2018-10-01", 5)]),
    ("Gunmen killed five people in Gao on Monday. On 27 September two soldiers died in Djibo.", [("2018-10-01", 5), ("2018-09-27", 2)]),
    ("Five people died in Gao on Monday. In a separate attack, two soldiers were killed.", [("2018-10-01", 5), (None, 2)]),
    ("Five people killed in Gao\n\nGunmen killed five people in Gao on Monday.", [("2018-10-01", 5)]),
    ("On 27 September two soldiers died in Djibo, and on 30 September five people were killed in Gao.", [("2018-09-27", 2), ("2018-09-30", 5)]),
    ("Five people were killed in Gao on Monday. The same day, two soldiers died in Djibo.", [("2018-10-01", 5), ("2018-10-01", 2)]),
    ("Armed groups could attack villages in the coming weeks.", []),
    ("The minister visited Gao on Monday.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SEGMENTS, ids=[case[0] for case in SEGMENTS])
def test_sentences_are_grouped_into_incidents(text: str, expected: list[tuple[str | None, int]]) -> None:
    found = [
        (incident.date.start.isoformat() if incident.date else None, toll.best if toll else None)
        for incident in read(text).incidents
        for toll in [incident.total("killed")]
    ]
    assert found == expected


def test_conflicting_tolls_are_a_range_without_a_best_value() -> None:
    (incident,) = read(
        "Gunmen killed 21 villagers in Gao on Monday. A local source said 31 villagers were killed."
    ).incidents
    toll = incident.total("killed")
    assert toll is not None
    assert (toll.low, toll.best, toll.high, incident.flags) == (21, None, 31, ("toll_conflict",))


def test_total_without_a_best_part_has_no_best_value() -> None:
    (incident,) = read("Several civilians and two soldiers were killed in Gao on Monday.").incidents
    toll = incident.total("killed")
    assert toll is not None
    assert (toll.low, toll.best, toll.high) == (5, None, None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Hombres armados mataron a cinco civiles en la ciudad de Gao el lunes, según las autoridades.",
            "und",
        ),
        ("Bewaffnete haben in der Stadt fünf Menschen getötet und sind mit dem Auto geflohen.", "und"),
        ("قتل مسلحون خمسة مدنيين في غاو", "und"),
        ("", "und"),
        ("12345", "und"),
        ("Gunmen killed five civilians in the town of Gao on Monday.", "en"),
        ("Des hommes armés ont tué cinq civils dans la ville de Gao.", "fr"),
    ],
)
def test_a_language_that_is_not_read_gives_an_empty_note(text: str, language: str) -> None:
    note = read(text, language=None)
    assert note.language == language
    assert bool(note.incidents) is (language != "und")


def test_text_beyond_the_limit_is_ignored_and_flagged() -> None:
    text = "x" * LONGEST_TEXT + " Gunmen killed five civilians in Gao."
    note = read(text)
    assert (note.incidents, note.flags) == ((), ("text_truncated",))


def test_output_has_the_keys_of_the_contract() -> None:
    note = read("On 30 September, 22 civilians were killed at Amalaou-laou.").as_json()
    incident = note["incidents"][0]
    assert list(note) == ["language", "incidents", "context", "assessment", "flags"]
    assert incident["casualties"] == {
        "killed": {"low": 22, "best": 22, "high": 22},
        "injured": None,
        "abducted": None,
        "by_group": [],
    }
    assert incident["evidence"][2] == {
        "field": "casualties.killed",
        "start": 17,
        "end": 41,
        "rule": "passive-toll",
        "confidence": "exact",
    }


def test_without_a_date_or_a_place_the_output_says_null() -> None:
    incident = read("Gunmen killed five civilians.").as_json()["incidents"][0]
    assert incident["date"] == {"start": None, "end": None, "precision": None}
    assert (incident["place"]["name"], incident["place"]["latitude"], incident["country"]) == (
        None,
        None,
        None,
    )
    assert incident["flags"] == ["place_unstated", "date_unstated"]


@settings(max_examples=150, deadline=None)
@given(
    text=st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)),
    language=st.sampled_from(["en", "fr", None]),
)
def test_any_text_gives_a_note_whose_spans_lie_in_it(text: str, language: str | None) -> None:
    note = read(text, language=language)
    spans = [span for incident in note.incidents for span in incident.evidence]
    assert [span for span in spans if not 0 <= span.start < span.end <= len(text)] == []
    assert json.loads(json.dumps(note.as_json())) == note.as_json()


HOSTILE = {
    "one letter": "a" * LONGEST_TEXT,
    "one word": "killed " * 8000,
    "capitals": "Xa-" * 16000,
    "figures": "1 " * 25000,
    "tolls": "22 civilians were killed, " * 1900,
    "places": "Gao Ansongo " * 4000,
    "unknown places": "in Zzyx Abcd near Qwer " * 2100,
    "since": "since " * 8000,
    "blanks": " " * 25000 + "30" + " " * 24000,
    "headings": "Risks: " * 7000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_reading_hostile_text_of_full_length_does_not_take_the_square_of_it(name: str) -> None:
    begun = time.perf_counter()
    read(HOSTILE[name][:LONGEST_TEXT])
    assert time.perf_counter() - begun < 30


def test_a_model_of_event_types_decides_where_it_is_sure_and_the_rules_where_it_is_not() -> None:
    text = "Gunmen killed five civilians in Gao on Monday. On Sunday, gunmen killed two civilians in Ansongo."

    def types(told: str) -> tuple[str, float] | None:
        return ("battles", 0.97) if "Ansongo" in told else None

    found = extract(text, published=PUBLISHED, tables=Tables.from_reference(), types=types).incidents
    assert [(draft.event_type, draft.sub_event_type) for draft in found] == [
        ("violence_against_civilians", "attack"),
        ("battles", None),
    ]
    spans = [span for span in found[1].evidence if span.field == "event_type"]
    assert [(span.rule, text[span.start : span.end]) for span in spans] == [
        ("event-model", "On Sunday, gunmen killed two civilians in Ansongo.")
    ]
