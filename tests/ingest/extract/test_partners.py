"""Who did it together with one who did: what stands between two names, and whom nobody joins."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract import extract, heard
from incidents.ingest.extract.decisions.partners import partner_signs
from incidents.ingest.extract.decisions.scene import Candidate, Scene, candidates, scene_of
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 5)  # a Wednesday
JOINT = (
    "On Monday Malian soldiers and Wagner mercenaries killed three herders at Talataye. JNIM is active there."
)


def told(text: str, tables: Tables, language: str = "en") -> tuple[Scene, dict[str, Candidate]]:
    """The scene of the only incident, and who may have done it by side."""
    (draft,) = extract(text, published=PUBLISHED, tables=tables, language=language, learnt=None).incidents
    scene = scene_of(draft, heard(text, PUBLISHED, tables, language))
    return scene, {party.side: party for party in candidates(scene)}


def signs(text: str, first: str, other: str, tables: Tables, language: str = "en") -> set[str]:
    scene, parties = told(text, tables, language)
    return set(partner_signs(parties[first], parties[other], scene, {"own": 1.0}))


@pytest.mark.parametrize(
    ("text", "first", "other", "language", "expected"),
    [
        (JOINT, "state-MLI", "wagner", "en", {"pair joined=and", "pair ahead=first event=False", "pair told=True"}),
        (JOINT, "wagner", "state-MLI", "en", {"pair joined=and", "pair ahead=other event=False", "pair told=True"}),
        (JOINT, "state-MLI", "jnim", "en", {"pair told=False", "pair=state-MLI>jnim"}),
        (
            "Lundi, des soldats maliens appuyés par des mercenaires de Wagner ont tué trois éleveurs à Talataye.",
            "state-MLI", "wagner", "fr", {"pair joined=appuyes par des", "pair between=appuyes ahead=first"},
        ),
        (
            "On Monday Malian soldiers attacked a camp of JNIM at Talataye and killed three of them.",
            "state-MLI", "jnim", "en", {"pair ahead=first event=True", "pair opens=attacked"},
        ),
    ],
)  # fmt: skip
def test_what_stands_between_two_names_and_in_which_order(
    text: str, first: str, other: str, language: str, expected: set[str], reference_tables: Tables
) -> None:
    found = signs(text, first, other, reference_tables, language)
    assert expected <= found
    assert "own" in found


def test_two_who_are_named_in_different_sentences_are_not_told_together(reference_tables: Tables) -> None:
    found = signs(JOINT, "wagner", "jnim", reference_tables)
    assert [
        name for name in sorted(found) if name.startswith(("pair between", "pair joined", "pair reads"))
    ] == []


def test_a_long_way_between_two_names_tells_its_length_and_no_words(reference_tables: Tables) -> None:
    far = (
        "On Monday Malian soldiers killed three herders at Talataye in the far north of the country, a long way behind "
        "the nearest post, near a well that belongs to families close to JNIM."
    )
    found = signs(far, "state-MLI", "jnim", reference_tables)
    assert ("pair ahead=first apart=6" in found, {name for name in found if "between=" in name}) == (
        True,
        set(),
    )


def test_neither_a_crowd_nor_whoever_it_was_does_something_together_with_another(
    reference_tables: Tables,
) -> None:
    scene, parties = told(
        "On Monday a crowd of protesters and gunmen burned the post of the Malian gendarmes at Talataye.",
        reference_tables,
    )
    assert {side: party.has_name for side, party in parties.items()} == {
        "unnamed": False, "rioters": False, "protesters": False, "state-MLI": True,
    }  # fmt: skip
    assert scene.opener == 0
