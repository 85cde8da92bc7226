"""Who did it, how firmly the text says so, and who claimed it."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.drafts import ActorDraft, NoteDraft
from incidents.ingest.extract import extract
from incidents.ingest.extract.text.tokens import passage
from incidents.ingest.extract.who.actors import actor_mentions, display_name
from incidents.ingest.extract.who.claims import claims
from incidents.ingest.gazetteer import Tables

UNNAMED = "unidentified-armed-group"


def read(text: str, tables: Tables, language: str = "en") -> NoteDraft:
    return extract(text, published=date(2018, 10, 2), tables=tables, language=language)


def party(actor: ActorDraft) -> tuple[str | None, str, str, str]:
    return actor.slug, actor.role, actor.attribution, actor.claim_status


CASES = [
    ("en", "Gunmen killed five civilians in Gao.", [(UNNAMED, "perpetrator", "unknown", "unknown")]),
    ("en", "Five civilians were killed in Gao.", [(UNNAMED, "perpetrator", "unknown", "unknown")]),
    ("en", "JNIM fighters killed five civilians in Gao.", [("jnim", "perpetrator", "stated", "unknown")]),
    ("en", "Five civilians were killed by ISGS in Gao.", [("isgs", "perpetrator", "stated", "unknown")]),
    ("en", "Suspected ISGS militants killed five civilians in Gao.", [("isgs", "perpetrator", "suspected", "unknown")]),
    ("en", "Five civilians were killed in Gao. JNIM claimed responsibility.", [("jnim", "perpetrator", "claimed", "claimed")]),
    ("en", "Gunmen killed five civilians in Gao. The attack was claimed by JNIM.", [("jnim", "perpetrator", "claimed", "claimed")]),
    ("en", "Gunmen killed five civilians in Gao. No group has claimed the attack.", [(UNNAMED, "perpetrator", "unknown", "none")]),
    ("en", "Five civilians were killed in Gao. JNIM denied any involvement.", [("jnim", "perpetrator", "denied", "denied")]),
    ("en", "Malian troops killed five militants in Gao.", [("fama", "perpetrator", "stated", "unknown")]),
    ("en", "A Malian air strike killed five militants in Gao.", [("fama", "perpetrator", "stated", "unknown")]),
    ("en", "Barkhane and FAMa killed five militants in Gao.", [("barkhane", "perpetrator", "stated", "unknown"), ("fama", "perpetrator", "stated", "unknown")]),
    ("fr", "Des hommes armés ont tué cinq civils à Gao.", [(UNNAMED, "perpetrator", "unknown", "unknown")]),
    ("fr", "Cinq civils ont été tués par l'EIGS à Gao.", [("isgs", "perpetrator", "stated", "unknown")]),
    ("fr", "Des éléments présumés du GSIM ont tué cinq civils à Gao.", [("jnim", "perpetrator", "suspected", "unknown")]),
    ("fr", "Cinq civils ont été tués à Gao. Le GSIM a revendiqué l'attaque.", [("jnim", "perpetrator", "claimed", "claimed")]),
    ("fr", "Cinq civils ont été tués à Gao. L'attaque n'a pas été revendiquée.", [(UNNAMED, "perpetrator", "unknown", "none")]),
    ("fr", "L'armée malienne a tué cinq terroristes à Gao.", [("fama", "perpetrator", "stated", "unknown")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[case[1] for case in CASES])
def test_perpetrator_attribution_and_claim(
    language: str, text: str, expected: list[tuple[str, str, str, str]], tables: Tables
) -> None:
    (incident,) = read(text, tables, language).incidents
    assert [party(actor) for actor in incident.actors if actor.role == "perpetrator"] == expected


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Gunmen killed five Tuareg civilians in Gao.", [("civilians", "tuareg")]),
        ("Gunmen ambushed Malian soldiers near Gao, killing five.", [("fama", None)]),
        ("Two peacekeepers died when a MINUSMA convoy hit a mine near Gao.", [("minusma", None)]),
        ("French troops killed an ISGS operative in Ménaka.", [("isgs", None)]),
    ],
)
def test_target_and_community(text: str, targets: list[tuple[str, str | None]], tables: Tables) -> None:
    (incident,) = read(text, tables).incidents
    found = [(actor.slug, actor.community) for actor in incident.actors if actor.role == "target"]
    assert found == targets


def test_a_suspicion_beside_gunmen_names_the_suspect(tables: Tables) -> None:
    (incident,) = read("Gunmen killed five civilians in Gao. It was probably ISGS.", tables).incidents
    found = [(actor.slug, actor.attribution) for actor in incident.actors if actor.role == "perpetrator"]
    assert found == [("isgs", "suspected")]


def test_of_an_attack_that_nobody_claims_it_stays_the_writers_judgement(tables: Tables) -> None:
    note = read("Gunmen killed five civilians in Gao. Nobody has claimed it. It was probably ISGS.", tables)
    assert [actor.slug for actor in note.incidents[0].actors if actor.role == "perpetrator"] == [UNNAMED]
    assert [(one.actor, one.words) for one in note.assessment.attributions] == [("ISGS", "probably")]


def test_a_judgement_in_the_clause_itself_makes_a_suspected_perpetrator(tables: Tables) -> None:
    (incident,) = read("Five civilians were killed in Gao, probably by ISGS.", tables).incidents
    found = [
        (actor.slug, actor.attribution, actor.words)
        for actor in incident.actors
        if actor.role == "perpetrator"
    ]
    assert found == [("isgs", "suspected", "probably")]


@pytest.mark.parametrize(
    ("day", "name"), [("2016-05-01", "ISGS"), ("2021-05-01", "ISGS"), ("2022-06-01", "ISSP")]
)
def test_the_name_in_use_on_the_day_is_shown(day: str, name: str, tables: Tables) -> None:
    assert display_name(tables.actors["isgs"], day) == name


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("the MSA said", ["msa"]),
        ("the msa said", []),
        ("the FAMa said", ["fama"]),
        ("l'EIGS a fui", ["isgs"]),
        ("a man of fame", []),
    ],
)
def test_acronyms_count_only_with_their_capitals(text: str, slugs: list[str], tables: Tables) -> None:
    mentions = actor_mentions(passage(text, 0, len(text)), tables, None, "2018-10-02")
    assert [mention.slug for mention in mentions] == slugs


def test_claiming_lives_is_no_claim(tables: Tables) -> None:
    sentence = passage("JNIM has claimed the lives of ten", 0, 33)
    mentions = actor_mentions(sentence, tables, None, "2018-10-02")
    assert [claim.status for claim in claims(sentence, mentions)] == []
