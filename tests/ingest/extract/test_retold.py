"""A report that tells its incident twice has one: which draft tells another again, and what becomes of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract import extract, heard
from incidents.ingest.extract.decisions.learnt import Learnt, shipped
from incidents.ingest.extract.decisions.retold import neighbours
from incidents.ingest.extract.incident.segments import segments
from incidents.ingest.gazetteer import Tables
from tests.ingest.extract.test_learnt import CONTENT, decision

PUBLISHED = date(2022, 10, 5)  # a Wednesday
ALWAYS = replace(CONTENT, retold=decision(9.0))
LEAD = "At least 26 soldiers were killed when jihadists stormed a post in northern Burkina Faso this week, three sources said."
DETAIL = "Hundreds of fighters overran the camp of Bourzanga on Tuesday, the sources said. They held it for three hours."
STORY = f"{LEAD}\n\n{DETAIL}"
TWO = "On Monday gunmen killed six herders at Arbinda.\n\nOn Tuesday a mine killed three soldiers near Djibo."
THREE = (
    "On Monday gunmen killed six herders at Arbinda.\n\nOn Tuesday a mine killed three soldiers.\n\n"
    "On Wednesday gunmen abducted two traders at Dori."
)


def read(text: str, tables: Tables, learnt: Learnt | None) -> tuple[IncidentDraft, ...]:
    return extract(text, published=PUBLISHED, tables=tables, language="en", learnt=learnt).incidents


def told(draft: IncidentDraft) -> tuple[str | None, str | None, int | None]:
    """Its first day, place and dead."""
    killed = draft.total("killed")
    return (
        draft.date.start.isoformat() if draft.date else None,
        draft.place.name if draft.place else None,
        killed.best if killed else None,
    )


def test_what_is_told_again_is_a_part_of_the_incident(reference_tables: Tables) -> None:
    assert len(read(STORY, reference_tables, CONTENT)) == 2
    assert [told(draft) for draft in read(STORY, reference_tables, ALWAYS)] == [
        ("2022-10-04", "Bourzanga", 26)
    ]


def test_its_passage_goes_from_the_first_telling_to_the_end_of_the_last(reference_tables: Tables) -> None:
    (draft,) = read(STORY, reference_tables, ALWAYS)
    assert (draft.text_start, draft.text_end) == (0, len(STORY))


def test_what_ships_knows_a_lead_from_its_story(reference_tables: Tables) -> None:
    assert [told(draft) for draft in read(STORY, reference_tables, shipped())] == [
        ("2022-10-04", "Bourzanga", 26)
    ]


def test_what_ships_leaves_two_incidents_two(reference_tables: Tables) -> None:
    assert [told(draft) for draft in read(TWO, reference_tables, shipped())] == [
        ("2022-10-03", "Arbinda", 6),
        ("2022-10-04", "Djibo", 3),
    ]


def test_only_the_drafts_that_tell_again_are_joined(reference_tables: Tables) -> None:
    of_the_second = replace(CONTENT, retold=decision(-5.0, **{"number=1 of=3": 10.0}))
    assert [told(draft)[0] for draft in read(THREE, reference_tables, of_the_second)] == [
        "2022-10-03",
        "2022-10-05",
    ]


@pytest.mark.parametrize(
    ("retold", "begin"),
    [
        ({}, ["On Monday", "On Tuesday", "On Wednesday"]),
        ({1: 0}, ["On Monday", "On Wednesday"]),
        ({2: 1}, ["On Monday", "On Tuesday"]),
        ({1: 0, 2: 1}, ["On Monday"]),
        ({2: 0}, ["On Monday", "On Tuesday"]),
    ],
)
def test_an_incident_takes_in_what_tells_it_again(
    retold: dict[int, int], begin: list[str], reference_tables: Tables
) -> None:
    units = list(heard(THREE, PUBLISHED, reference_tables, "en").units)
    starts = [unit.passage.start for unit in units]
    found = segments(units, retold={starts[one]: starts[other] for one, other in retold.items()})
    assert [" ".join(THREE[segment.units[0].passage.start :].split()[:2]) for segment in found] == begin
    assert sorted(unit.passage.start for segment in found for unit in segment.units) == starts


def test_where_nothing_begins_that_was_named_nothing_is_joined(reference_tables: Tables) -> None:
    units = list(heard(THREE, PUBLISHED, reference_tables, "en").units)
    assert len(segments(units, retold={7: 0, units[1].passage.start: 9_999})) == 3


GUNMEN = "On Monday gunmen killed six herders at Arbinda."


@pytest.mark.parametrize(
    ("behind", "sign", "stands"),
    [
        ("On Tuesday a mine killed three soldiers near Djibo.", "day", "later"),
        ("On Sunday a mine killed three soldiers near Djibo.", "day", "earlier"),
        ("On Tuesday a mine killed three soldiers near Djibo.", "dead", "fewer"),
        ("On Tuesday a mine killed six soldiers near Djibo.", "dead", "same"),
        ("On Tuesday a mine killed sixteen soldiers near Djibo.", "dead", "more"),
        ("On Tuesday gunmen abducted two traders near Djibo.", "dead", "True False"),
        ("On Tuesday a mine killed three soldiers near Djibo.", "place", "far"),
        ("On Tuesday a mine killed three soldiers near Diffa.", "place", "very far"),
        ("On Tuesday a mine killed three soldiers in Burkina Faso.", "place", "points=1"),
        ("On Tuesday JNIM killed three soldiers near Djibo.", "doers", "first named"),
        ("On Tuesday gunmen killed three soldiers near Djibo.", "doers", "unnamed"),
        ("In a separate attack on Tuesday gunmen killed two soldiers near Djibo.", "another", "True False"),
    ],
)
def test_how_a_draft_stands_to_the_one_before_it(
    behind: str, sign: str, stands: str, reference_tables: Tables
) -> None:
    text = f"{GUNMEN}\n\n{behind}"
    drafts = read(text, reference_tables, None)
    note = heard(text, PUBLISHED, reference_tables, "en")
    ((before, after, signs),) = neighbours(drafts, note)
    values = {
        name.removeprefix(f"{sign}=") for name in signs if name.startswith(f"{sign}=") and name.count("=") < 3
    }
    alone = {value for value in values if "=" not in value.removeprefix("points=")}
    assert (before, after, alone) == (*drafts, {stands})


def test_a_note_of_one_incident_has_nothing_to_hold_it_against(reference_tables: Tables) -> None:
    note = heard(GUNMEN, PUBLISHED, reference_tables, "en")
    drafts = read(GUNMEN, reference_tables, None)
    assert (len(drafts), list(neighbours(drafts, note)), list(neighbours([], note))) == (1, [], [])


@pytest.mark.parametrize(
    ("day", "start"),
    [
        ("on Tuesday", "2022-10-04"),
        ("on 3 October", "2022-10-03"),
        ("on 20 September", "2022-10-03"),  # not of that week: the week stays
        ("in October", "2022-10-03"),
    ],
)
def test_of_a_week_the_day_that_the_story_tells_is_taken(
    day: str, start: str, reference_tables: Tables
) -> None:
    text = f"{LEAD}\n\n{DETAIL.replace('on Tuesday', day)}"
    assert next(told(draft)[0] for draft in read(text, reference_tables, ALWAYS)) == start
