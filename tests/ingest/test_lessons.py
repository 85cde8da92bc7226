"""Learning from coded notes: examples of each decision, and what a fit keeps of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from incidents.ingest.extract import extract, heard
from incidents.ingest.extract.decisions.learnt import DECISIONS
from incidents.ingest.gazetteer import Tables
from incidents.ingest.lessons import SMALL, Lesson, fitted, learn, set_apart, telling_units
from incidents.ingest.scoring import Facts, facts_of
from tests.golden import unread
from tests.golden.notes import notes, reference_families

PUBLISHED = date(2022, 10, 5)  # a Wednesday
RAID = "On Monday gunmen killed {dead} herders at Talataye. Elders say that {group} men did it. Nobody came to help."
MINE = (
    "On Tuesday a mine killed {dead} soldiers near Ansongo. The road is closed. {group} fighters live there."
)
TALK = (
    "Last year gunmen killed {dead} herders at Talataye. A film about them opens today. {group} is not in it."
)
Family = Callable[[str | None], str]


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables.from_reference()


@pytest.fixture(scope="module")
def family(tables: Tables) -> Family:
    return reference_families(tables)


def lesson(text: str, truth: Callable[[Facts], Facts] | None, tables: Tables, family: Family) -> Lesson:
    """What the rules draft of a text; true is what `truth` makes of the first draft, or nothing."""
    drafts = extract(text, published=PUBLISHED, tables=tables, language="en").incidents
    true = (truth(facts_of(drafts[0], family)),) if truth and drafts else ()
    return Lesson(heard(text, PUBLISHED, tables, "en"), drafts, true)


@pytest.fixture(scope="module")
def lessons(tables: Tables, family: Family) -> list[Lesson]:
    """Raids that the group named afterwards did, mines that are battles to this coder, and talk that is no incident."""
    told = []
    for dead in range(3, 9):
        for group, slug in (("JNIM", "jnim"), ("ISGS", "isgs")):
            done = {"families": frozenset({family(slug)}), "attribution": "suspected"}
            told += [
                lesson(RAID.format(dead=dead, group=group), lambda one, done=done: replace(one, **done), tables, family),
                lesson(MINE.format(dead=dead, group=group), lambda one: replace(one, event_type="battles"), tables, family),
                lesson(TALK.format(dead=dead, group=group), None, tables, family),
            ]  # fmt: skip
    return told


def test_what_is_learnt_is_done_on_a_note_of_the_same_kind(
    lessons: list[Lesson], tables: Tables, family: Family
) -> None:
    learnt = learn(lessons, family)

    def read(text: str) -> list[tuple[str, list[str | None]]]:
        note = extract(text, published=PUBLISHED, tables=tables, language="en", learnt=learnt)
        return [
            (one.event_type, [actor.slug for actor in one.actors if actor.role == "perpetrator"])
            for one in note.incidents
        ]

    assert read(RAID.format(dead=40, group="JNIM")) == [("violence_against_civilians", ["jnim"])]
    assert read(MINE.format(dead=40, group="JNIM"))[0][0] == "battles"
    assert read(TALK.format(dead=40, group="JNIM")) == []


def test_how_many_died_is_learnt_of_notes_whose_coder_took_the_later_count(
    tables: Tables, family: Family
) -> None:
    disputed = "Gunmen attacked Talataye on Monday. The mayor said that {few} people were killed. A doctor put the dead at {more}."
    told = [
        lesson(
            disputed.format(few=few, more=few + 4),
            lambda one, few=few: replace(one, killed=few + 4),
            tables,
            family,
        )
        for few in range(5, 17)
    ]
    learnt = learn(told, family)
    text = disputed.format(few=31, more=40)
    rules, decided = (
        extract(text, published=PUBLISHED, tables=tables, language="en", learnt=how).incidents[0]
        for how in (None, learnt)
    )
    assert [total.best for one in (rules, decided) if (total := one.total("killed"))] == [None, 40]


def test_learning_twice_gives_the_same(lessons: list[Lesson], family: Family) -> None:
    assert learn(lessons, family) == learn(lessons, family)


def test_it_fits_every_decision(lessons: list[Lesson], family: Family) -> None:
    assert set(learn(lessons, family).as_json()) == set(DECISIONS)


def test_what_is_rare_or_next_to_nothing_is_left_out() -> None:
    # "half" stands in as many of the one as of the other, "once" in a single example.
    half: list[tuple[dict[str, float], str]] = [
        ({"often": 1.0, "half": 1.0}, "yes"), ({"often": 1.0}, "yes"), ({"half": 1.0}, "no"), ({}, "no"),
    ] * 10  # fmt: skip
    half[0] = ({"often": 1.0, "half": 1.0, "once": 1.0}, "yes")
    decision = fitted(half, 1.0)
    assert set(decision.weights) == {"often"}
    assert abs(decision.weights["often"][0]) >= SMALL


@pytest.mark.parametrize(("answer", "chance"), [("yes", 1.0), ("no", 0.0)])
def test_where_there_was_one_answer_only_it_is_given_again(answer: str, chance: float) -> None:
    assert fitted([({"a": 1.0}, answer)] * 5, 1.0).chance({"a": 1.0}) == pytest.approx(chance, abs=0.001)


def test_the_sentence_that_tells_shares_toll_place_and_day(tables: Tables, family: Family) -> None:
    text = (
        "The north is tense. On Sunday three people were robbed in Gao. Elsewhere the news was worse. "
        "On Monday 14 herders were killed at Talataye. Officials visited Gao."
    )
    note = heard(text, PUBLISHED, tables, "en")
    place = tables.places["ml-talataye"]
    true = Facts(
        date(2022, 10, 3), date(2022, 10, 3), "violence_against_civilians", 14, "Talataye",
        place.longitude, place.latitude, families=frozenset({"unidentified"}),
    )  # fmt: skip
    (start,) = telling_units(note.units, [true], note, family)
    assert text[start:].startswith("On Monday 14 herders")


def test_a_choice_is_learnt_from_what_sets_the_right_one_apart() -> None:
    told = [({"right": 1.0, "common": 1.0}, True), ({"common": 1.0, "wrong": 0.5}, False)]
    examples = list(set_apart(told))
    assert examples == [({"right": 1.0, "wrong": -0.5}, "yes"), ({"right": -1.0, "wrong": 0.5}, "no")]
    choice = fitted(examples * 5, 1.0, is_choice=True)
    assert (choice.bias, choice.scores({"right": 1.0})[0] > choice.scores({})[0]) == ((0.0,), True)


# The notes that were once unread ------------------------------------------------------------------------------
def test_no_held_note_is_learnt_from() -> None:
    names = set(unread.unread())
    assert names <= {note.name for note in notes("open")}
    assert names.isdisjoint(note.name for note in notes("held"))


def test_drafts_are_kept_as_they_were(tables: Tables) -> None:
    drafts = extract(RAID.format(dead=5, group="JNIM"), published=PUBLISHED, tables=tables).incidents
    line = unread.line_of("a", drafts)
    assert unread.line_of("a", unread.drafts_in(line)) == line
    assert unread.drafts_in(line)[0].date == drafts[0].date
