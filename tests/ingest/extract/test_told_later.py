"""Which incident a clause means that tells none, and what it says of who did that one."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract import extract, heard
from incidents.ingest.extract.decisions.learnt import shipped
from incidents.ingest.extract.decisions.meant import clauses, meant
from incidents.ingest.extract.decisions.signs import UNNAMED
from incidents.ingest.extract.decisions.toldlater import Afterwards, ToldLater
from incidents.ingest.extract.text.tokens import passage
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 5)  # a Wednesday
TOLD = (
    "On Monday gunmen ambushed a convoy of traders near Ansongo, killing four.\n\n"
    "On Tuesday armed men abducted two herders at Talataye.\n\n"
)
RACONTE = (
    "Lundi, des hommes armés ont tendu une embuscade à un convoi de commerçants près d'Ansongo, tuant quatre d'entre eux.\n\n"
    "Mardi, deux bergers ont été enlevés à Talataye par des inconnus.\n\n"
)
TOLD_IN = {"en": TOLD, "fr": RACONTE}


def afterwards(text: str, language: str, tables: Tables) -> Afterwards:
    """What a text behind the two incidents says of them."""
    whole = TOLD_IN[language] + text
    drafts = extract(whole, published=PUBLISHED, tables=tables, language=language).incidents[:2]
    note = heard(whole, PUBLISHED, tables, language)
    return Afterwards(note, meant(drafts, note))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "JNIM claimed the first.", [(0, "ordinal")]),
        ("en", "JNIM claimed the latter attack.", [(1, "ordinal")]),
        ("en", "It was the first time that traders were hit there.", [(0, "words")]),
        ("en", "They fired first.", []),
        ("en", "JNIM claimed the attack near Ansongo.", [(0, "place")]),
        ("en", "JNIM says it was not there on Tuesday.", [(1, "day")]),
        ("en", "The kidnappers are not known.", [(1, "kind")]),
        ("en", "JNIM claimed the ambush; the kidnappers are not known.", [(0, "kind"), (1, "kind")]),
        ("en", "JNIM claimed the ambush but not the abduction.", [(0, "kind"), (1, "kind")]),
        ("en", "Nobody knows who stopped the traders.", [(0, "words")]),
        ("en", "Both attacks were claimed by JNIM near Ansongo.", []),
        ("en", "Tension runs high.", []),
        ("fr", "Le JNIM a revendiqué la première action.", [(0, "ordinal")]),
        ("fr", "Les ravisseurs de Talataye ne sont pas identifiés.", [(1, "place")]),
        ("fr", "L'enlèvement, lui, n'a pas été revendiqué.", [(1, "kind")]),
        ("fr", "Le JNIM a revendiqué l'embuscade mais pas l'enlèvement.", [(0, "kind"), (1, "kind")]),
        ("fr", "Les deux attaques sont imputées au JNIM.", []),
    ],
)
def test_a_clause_means_the_incident_that_its_words_single_out(
    language: str, text: str, expected: list[tuple[int, str]], tables: Tables
) -> None:
    behind = len(TOLD_IN[language])
    means = afterwards(text, language, tables).means
    assert [(one.incident, one.by) for one in means if one.clause.start >= behind] == expected


def test_in_a_note_of_one_incident_nothing_is_singled_out(tables: Tables) -> None:
    text = f"{TOLD.splitlines()[0]} JNIM claimed the ambush."
    drafts = extract(text, published=PUBLISHED, tables=tables, language="en").incidents
    assert (len(drafts), meant(drafts, heard(text, PUBLISHED, tables, "en"))) == (1, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("JNIM claimed the ambush.", ["JNIM claimed the ambush."]),
        ("JNIM claimed it; nobody knows more.", ["JNIM claimed it;", "nobody knows more."]),
        ("It claimed the ambush, but denies the rest of it.", ["It claimed the ambush, but", "denies the rest of it."]),
        ("It claimed the ambush but not the abduction.", ["It claimed the ambush", "but not the abduction."]),
        ("Le JNIM l'a revendiquée, mais pas l'enlèvement.", ["Le JNIM l'a revendiquée,", "mais pas l'enlèvement."]),
        ("One; two", ["One; two"]),
    ],
)  # fmt: skip
def test_a_sentence_is_cut_where_it_sets_one_thing_against_another(text: str, expected: list[str]) -> None:
    found = [one.text[one.start : one.end].strip() for one in clauses(passage(text, 0, len(text)))]
    assert found == expected


JNIM, ISGS = "jnim", "isgs"


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        ("en", "JNIM claimed the ambush.", ToldLater(JNIM, "claimed"), None),
        (
            "en", "JNIM claimed the ambush but not the abduction.",
            ToldLater(JNIM, "claimed"), ToldLater(UNNAMED, "unknown"),
        ),
        ("en", "The abduction is blamed on ISGS.", None, ToldLater(ISGS, "suspected")),
        ("en", "Officials suspect JNIM of the ambush.", ToldLater(JNIM, "suspected"), None),
        ("en", "The kidnappers have not been identified.", None, ToldLater(UNNAMED, "unknown")),
        ("en", "The abduction is the work of bandits.", None, ToldLater(UNNAMED, "unknown")),
        ("en", "Nothing is known of the kidnappers, although the same group is feared.", None, None),
        ("en", "JNIM is strong around Ansongo.", None, None),
        ("fr", "Le JNIM a revendiqué la première action.", ToldLater(JNIM, "claimed"), None),
        ("fr", "L'enlèvement est attribué à l'EIGS.", None, ToldLater(ISGS, "suspected")),
        ("fr", "Les ravisseurs de Talataye n'ont pas été identifiés.", None, ToldLater(UNNAMED, "unknown")),
    ],
)  # fmt: skip
def test_what_a_clause_says_of_the_incident_that_it_means(
    language: str, text: str, first: ToldLater | None, second: ToldLater | None, tables: Tables
) -> None:
    told = afterwards(text, language, tables)
    assert [told.of(number) for number in (0, 1)] == [first, second]


def test_it_keeps_where_the_name_stands(tables: Tables) -> None:
    text = "ISGS is near. The abduction is blamed on ISGS. ISGS has not spoken."
    told = afterwards(text, "en", tables).of(1)
    assert told is not None
    assert told.at == len(TOLD) + text.index("ISGS. ISGS")


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("JNIM claimed the ambush.", 1, frozenset({JNIM})),
        ("JNIM claimed the ambush.", 0, frozenset()),
        ("JNIM claimed the ambush. JNIM is strong in Ménaka.", 1, frozenset()),
        ("The abduction is blamed on ISGS.", 0, frozenset({ISGS})),
        ("JNIM is strong around Ansongo.", 1, frozenset()),
    ],
)
def test_who_is_named_for_other_incidents_alone(
    text: str, number: int, expected: frozenset[str], tables: Tables
) -> None:
    assert afterwards(text, "en", tables).named_for_others(number) == expected


@pytest.mark.parametrize(
    ("language", "text", "number", "expected"),
    [
        ("en", "JNIM claimed the ambush. The kidnappers have not been identified.", 0, (JNIM, "claimed")),
        ("en", "The abduction is blamed on ISGS.", 1, (ISGS, "suspected")),
        ("fr", "Le JNIM a revendiqué la première action.", 0, (JNIM, "claimed")),
        ("fr", "L'enlèvement est attribué à l'EIGS.", 1, (ISGS, "suspected")),
    ],
)
def test_a_draft_has_the_doer_that_a_later_clause_tells_of_it(
    language: str, text: str, number: int, expected: tuple[str, str], tables: Tables
) -> None:
    drafts = decided(TOLD_IN[language] + text, language, tables)
    assert [(actor.slug, actor.attribution) for actor in drafts[number].perpetrators] == [expected]


@pytest.mark.parametrize("text", ["JNIM claimed the ambush.", "JNIM claimed the first attack."])
def test_the_claim_of_one_incident_is_none_of_another(text: str, tables: Tables) -> None:
    drafts = decided(TOLD + text, "en", tables)
    assert [
        [actor.attribution for actor in draft.perpetrators if actor.attribution == "claimed"]
        for draft in drafts
    ] == [["claimed"], []]


def decided(text: str, language: str, tables: Tables) -> tuple[IncidentDraft, ...]:
    return extract(text, published=PUBLISHED, tables=tables, language=language, learnt=shipped()).incidents
