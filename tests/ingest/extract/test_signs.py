"""What learnt decisions look at: sides, the words around a name, where it stands, and no figure of the note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract import extract, heard
from incidents.ingest.extract.decisions.another import other_units
from incidents.ingest.extract.decisions.heard import Note, telling_sentence_signs
from incidents.ingest.extract.decisions.scene import Candidate, candidates, scene_of
from incidents.ingest.extract.decisions.signs import (
    UNNAMED,
    draft_signs,
    kind_of_side,
    side_of,
    telling_signs,
    told_at,
    words_as_signs,
    words_beside,
)
from incidents.ingest.extract.decisions.spots import choices_of_place, place_signs, spots_of
from incidents.ingest.extract.decisions.suspects import naming_signs, party_signs
from incidents.ingest.extract.text.tokens import passage
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 5)  # a Wednesday
TEXT = (
    "On Monday gunmen killed 14 herders at Talataye, the mayor said. JNIM claimed the raid. "
    "The Malian army sent a patrol from Gao."
)


def first(text: str, tables: Tables) -> tuple[IncidentDraft, Note]:
    note = extract(text, published=PUBLISHED, tables=tables, language="en")
    return note.incidents[0], heard(text, PUBLISHED, tables, "en")


def of_party(side: str, text: str, tables: Tables) -> dict[str, float]:
    draft, note = first(text, tables)
    scene = scene_of(draft, note)
    every = candidates(scene)
    return party_signs(next(one for one in every if one.side == side), every, scene)


@pytest.mark.parametrize(
    ("slug", "side", "kind"),
    [
        ("fama", "state-MLI", "state"),
        ("police-niger", "state-NER", "state"),
        ("jnim", "jnim", "2"),
        ("unidentified-armed-group", UNNAMED, UNNAMED),
        ("unidentified-islamist-militia", UNNAMED, UNNAMED),
        (None, UNNAMED, UNNAMED),
        ("nobody-knows-this", UNNAMED, UNNAMED),
        ("rioters", "rioters", "rioters"),
    ],
)
def test_who_counts_as_one(slug: str | None, side: str, kind: str, reference_tables: Tables) -> None:
    assert (side_of(slug, reference_tables), kind_of_side(side, reference_tables)) == (side, kind)


def test_words_and_pairs_weigh_together_the_same_in_every_text() -> None:
    for text in ("Gunmen came", "Gunmen came at dawn and 14 people died in 3 villages"):
        signs = words_as_signs(passage(text, 0, len(text)))
        assert sum(value**2 for value in signs.values()) == pytest.approx(9)


def test_a_figure_is_a_figure_whichever_it_is() -> None:
    one, two = (
        words_as_signs(passage(text, 0, len(text))) for text in ("14 died at 16h30", "9 died at 05h00")
    )
    assert set(one) == set(two) == {"t=0", "t=died", "t=at", "t=0h0", "t=0 died", "t=died at", "t=at 0h0"}


def test_the_words_beside_a_name() -> None:
    text = passage("blamed by officials on JNIM fighters who", 0, 40)
    assert words_beside(text, 4, 5, 2) == [
        "before=officials", "before=on", "behind=fighters", "behind=who", "just before=on", "just behind=fighters",
        "two before=officials on", "two behind=fighters who",
    ]  # fmt: skip


def test_candidates_are_all_parties_and_whoever_it_was(reference_tables: Tables) -> None:
    draft, note = first(TEXT, reference_tables)
    found = {one.side: len(one.mentions) for one in candidates(scene_of(draft, note))}
    assert found == {"jnim": 1, "state-MLI": 1, UNNAMED: 1}


def test_a_crowd_may_have_done_it_where_one_is_told_of(reference_tables: Tables) -> None:
    draft, note = first("On Monday hundreds marched in Gao and some threw stones.", reference_tables)
    sides = {one.side for one in candidates(scene_of(draft, note))}
    assert {"protesters", "rioters"} <= sides


def test_a_party_knows_where_it_stands_to_the_event_and_what_it_says(reference_tables: Tables) -> None:
    jnim = of_party("jnim", TEXT, reference_tables)
    assert {"where=in next", "says=claimed", "just behind=claimed", "kind=2", "only group"} <= jnim.keys()
    army = of_party("state-MLI", TEXT, reference_tables)
    assert {"where=in later", "kind=state", "rivals=1"} <= army.keys()
    assert "says=claimed" not in army


def test_a_party_that_no_sentence_names_has_signs_too(reference_tables: Tables) -> None:
    draft, note = first(TEXT, reference_tables)
    signs = party_signs(Candidate("isgs"), [Candidate("isgs")], scene_of(draft, note))
    assert signs["mentions=0"] == 1.0


def test_a_party_knows_what_is_told_where_it_comes_among_the_named_and_what_else_it_did(
    reference_tables: Tables,
) -> None:
    jnim, army = (of_party(side, TEXT, reference_tables) for side in ("jnim", "state-MLI"))
    assert {"event=killed kind=2", "told=herders kind=2", "opens=mayor kind=2"} <= jnim.keys()
    assert {"nearest=0 kind=2", "first named=True", "last named=False"} <= jnim.keys()
    assert {"nearest=1 kind=state", "first named=False", "last named=True"} <= army.keys()
    draft, note = first(TEXT, reference_tables)
    other = replace(draft, text_start=draft.text_start + 1)
    scene = scene_of(draft, note, [draft, other])
    elsewhere = {
        one.side: "elsewhere=True" in party_signs(one, candidates(scene), scene) for one in candidates(scene)
    }
    assert elsewhere == {"jnim": True, "state-MLI": False, UNNAMED: False}


def test_the_sentence_that_tells_has_signs_of_its_own(reference_tables: Tables) -> None:
    draft, note = first(TEXT, reference_tables)
    signs = telling_sentence_signs(draft, note)
    assert {"own t=herders", "own event=killed True", "own toll=killed civilians"} <= signs.keys()
    assert "own t=patrol" not in signs


def test_how_it_is_named_looks_at_the_first_perpetrator_alone(reference_tables: Tables) -> None:
    draft, note = first(TEXT, reference_tables)
    signs = naming_signs(draft, note)
    assert "its says=claimed" in signs
    assert "its beside=patrol" not in signs
    assert naming_signs(replace(draft, actors=()), note) == {}


def test_a_draft_is_told_at_the_word_for_the_event(reference_tables: Tables) -> None:
    draft, _note = first(TEXT, reference_tables)
    assert TEXT[told_at(draft) :].startswith("killed 14 herders")
    assert told_at(replace(draft, evidence=())) == draft.text_start


def test_signs_of_a_draft_hold_what_the_rules_made_of_it_and_no_toll(reference_tables: Tables) -> None:
    draft, note = first(TEXT, reference_tables)
    signs = draft_signs(draft, note.whole, "en", reference_tables)
    assert {
        "type=violence_against_civilians",
        "perpetrator=jnim",
        "perpetrator how=claimed",
        "t=mayor",
    } <= signs.keys()
    assert [sign for sign in signs if "14" in sign] == []


@pytest.mark.parametrize(
    ("days", "age"), [(0, "0-1"), (2, "2-4"), (8, "5-8"), (14, "9-14"), (60, "15-60"), (61, "older")]
)
def test_how_old_an_incident_is(days: int, age: str, reference_tables: Tables) -> None:
    draft, _note = first(TEXT, reference_tables)
    assert draft.date is not None
    then = date.fromordinal(draft.date.end.toordinal() + days)
    assert f"age={age}" in telling_signs(draft, 0, 1, TEXT, then, None)


def test_a_sentence_knows_whether_its_place_and_day_are_new(reference_tables: Tables) -> None:
    text = "On Monday gunmen killed a man in Gao. On Monday a mine exploded in Gao. On Tuesday one exploded at Bourem."
    note = heard(text, PUBLISHED, reference_tables, "en")
    new = [next(sign for sign in signs if sign.startswith("new place")) for signs in note.unit_signs]
    assert new == [
        "new place=True new day=True",
        "new place=False new day=False",
        "new place=True new day=True",
    ]
    assert ["last=True" in signs for signs in note.unit_signs] == [False, False, True]


# Another incident ---------------------------------------------------------------------------------------------
def of_others(text: str, tables: Tables) -> dict[str, dict[str, float]]:
    """The signs of each sentence that tells none of the incidents, by its first two words."""
    draft, note = first(text, tables)
    told = [draft]
    return {
        " ".join(text[unit.passage.start :].split()[:2]): signs for unit, signs in other_units(note, told)
    }


@pytest.mark.parametrize(
    ("sentence", "signs"),
    [
        ("On Tuesday a teacher was fetched at Ansongo.", {"its day=later place=very far", "another day=True place=True"}),
        ("Last Sunday a teacher was fetched at Talataye.", {"its day=earlier place=same", "another day=True place=False"}),
        ("On Monday a teacher was fetched at Bourem.", {"its day=same place=very far", "another day=False place=True"}),
        ("Nobody was fetched there.", {"its day=none place=none", "another day=False place=False"}),
        ("This month the region of Gao is calm.", {"its day=overlapping place=region"}),
    ],
)  # fmt: skip
def test_a_sentence_is_held_against_the_incident_told(
    sentence: str, signs: set[str], reference_tables: Tables
) -> None:
    others = of_others(
        f"On Monday gunmen killed 14 herders at Talataye. {sentence} All is calm.", reference_tables
    )
    assert signs <= others[" ".join(sentence.split()[:2])].keys()


def test_the_sentence_that_tells_a_draft_tells_no_other(reference_tables: Tables) -> None:
    assert list(of_others(TEXT, reference_tables)) == ["JNIM claimed", "The Malian"]


def test_a_sentence_is_held_against_the_incident_that_it_stands_in_or_next_to(
    reference_tables: Tables,
) -> None:
    text = (
        "On Monday gunmen killed 14 herders at Talataye. On Tuesday a mine killed a soldier near Ansongo. "
        "On Tuesday a teacher was fetched at Ansongo."
    )
    note = heard(text, PUBLISHED, reference_tables, "en")
    drafts = extract(text, published=PUBLISHED, tables=reference_tables, language="en").incidents
    ((_unit, signs),) = other_units(note, drafts)
    assert {"its day=same place=same", "beside=explosions_remote_violence", "steps=1"} <= signs.keys()


# Places -----------------------------------------------------------------------------------------------------
def test_spots_are_the_points_that_the_note_may_mean(reference_tables: Tables) -> None:
    text = f"{TEXT} Mali is at war. Nobody knows Xyzzyville. In Talataye people fled."
    spots = spots_of(heard(text, PUBLISHED, reference_tables, "en"))
    assert [(spot.draft.name, len(spot.mentions)) for spot in spots] == [("Talataye", 2), ("Gao", 1)]


def test_the_place_of_the_rules_is_one_of_the_choices_or_stands_by_itself(reference_tables: Tables) -> None:
    draft, note = first(TEXT, reference_tables)
    spots = spots_of(note)
    marked = [(spot.draft.name, spot.is_chosen) for spot in choices_of_place(draft, spots)]
    assert marked == [("Talataye", True), ("Gao", False)]
    assert draft.place is not None
    elsewhere = replace(draft, place=replace(draft.place, name="Kidal", latitude=18.44, longitude=1.41))
    alone = choices_of_place(elsewhere, spots)[-1]
    assert (alone.draft.name, alone.is_chosen, alone.mentions) == ("Kidal", True, [])
    assert "by the rules alone" in place_signs(alone, [alone], elsewhere)


def test_a_spot_knows_how_it_stands_to_the_event(reference_tables: Tables) -> None:
    draft, note = first(TEXT, reference_tables)
    choices = choices_of_place(draft, spots_of(note))
    told, other = (place_signs(spot, choices, draft) for spot in choices)
    assert {"behind the event", "chosen=True", "just before=at"} <= told.keys()
    assert {"chosen=False", "just before=from"} <= other.keys()
    assert "behind the event" not in other


def test_a_name_that_only_tells_where_another_place_is_is_no_choice(reference_tables: Tables) -> None:
    draft, note = first("On Monday gunmen killed two herders at Amalaoulaou near Ansongo.", reference_tables)
    assert [spot.draft.name for spot in spots_of(note)] == ["Amalaoulaou", "Ansongo"]
    assert [spot.draft.name for spot in choices_of_place(draft, spots_of(note))] == ["Amalaoulaou"]
