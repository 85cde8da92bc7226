"""Decisions that were learnt: each changes its own field, says that it did, and leaves the rest to the rules."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from incidents.codes import EventType
from incidents.ingest.drafts import IncidentDraft, NoteDraft
from incidents.ingest.extract import extract
from incidents.ingest.extract.decisions.doers import RULE
from incidents.ingest.extract.decisions.learnt import DECISIONS, Learnt, shipped
from incidents.ingest.extract.decisions.linear import Linear
from incidents.ingest.gazetteer import Tables
from incidents.ingest.proposing import ATTRIBUTIONS

PUBLISHED = date(2022, 10, 5)  # a Wednesday
TYPES = ("battles", "explosions_remote_violence", "violence_against_civilians")
HOW = ("claimed", "denied", "stated", "suspected", "unknown")
TWO_PLACES = (
    "Gunmen killed three herders at Talataye on Monday. The wounded were taken to Gao. "
    "People in Talataye blamed JNIM, which did not comment."
)


def decision(bias: float = 0.0, **weights: float) -> Linear:
    return Linear(("no", "yes"), (bias,), {sign.replace("__", "="): (one,) for sign, one in weights.items()})


def always(chosen: str, answers: tuple[str, ...]) -> Linear:
    return Linear(answers, tuple(9.0 * (answer == chosen) for answer in answers), {})


def as_the_rules(sign: str, answers: tuple[str, ...]) -> Linear:
    """What the sign says that the rules made of it."""
    own = {f"{sign}={answer}": tuple(5.0 * (answer == one) for one in answers) for answer in answers}
    return Linear(answers, (0.0,) * len(answers), own)


# Agrees with the rules in everything.
CONTENT = Learnt(
    retold=decision(-5.0),
    told=decision(5.0),
    opens=decision(-5.0),
    another=decision(-5.0),
    place=decision(0.0, chosen__True=5.0),
    perpetrator=decision(-5.0, chosen__True=10.0),
    rather=decision(0.0, chosen__True=10.0),
    together=decision(-5.0, chosen__True=10.0),
    event_type=as_the_rules("type", TYPES),
    attribution=as_the_rules("perpetrator how", HOW),
    deaths=decision(0.0, chosen__True=5.0),
)


def read(text: str, tables: Tables, learnt: Learnt | None = CONTENT) -> NoteDraft:
    return extract(text, published=PUBLISHED, tables=tables, language="en", learnt=learnt)


def only(note: NoteDraft) -> IncidentDraft:
    assert len(note.incidents) == 1
    return note.incidents[0]


def done_by(incident: IncidentDraft) -> dict[str | None, str]:
    return {actor.slug: actor.attribution for actor in incident.actors if actor.role == "perpetrator"}


def changed(incident: IncidentDraft) -> list[str]:
    """Fields whose evidence says that they were learnt, each with its kind of evidence."""
    return [f"{span.field} {span.confidence}" for span in incident.evidence if span.rule == RULE]


def test_what_agrees_with_the_rules_changes_nothing(reference_tables: Tables) -> None:
    assert read(TWO_PLACES, reference_tables) == read(TWO_PLACES, reference_tables, None)


def test_a_draft_that_is_hardly_told_is_dropped(reference_tables: Tables) -> None:
    text = f"{TWO_PLACES} Residents fled. Nobody came."
    assert read(text, reference_tables, replace(CONTENT, told=decision(-5.0))).incidents == ()


def test_beside_a_sure_incident_a_less_sure_one_stays(reference_tables: Tables) -> None:
    text = (
        "Gunmen killed three herders at Talataye on Monday. Residents fled the next morning. They have not returned.\n\n"
        "On Tuesday a mine killed two soldiers near Ansongo. The army sent help. The road is closed."
    )
    unsure = decision(-5.0, number__0=10.0, number__1=4.5)
    assert len(read(text, reference_tables, replace(CONTENT, told=unsure)).incidents) == 2
    alone = decision(-5.0, number__0=5.3, number__1=4.5)
    assert len(read(text, reference_tables, replace(CONTENT, told=alone)).incidents) == 0


def test_a_sentence_without_any_word_of_the_rules_opens_an_incident(reference_tables: Tables) -> None:
    text = "Talataye saw the worst of it on Monday. Three herders did not live to tell. Their families wait."
    assert read(text, reference_tables).incidents == ()
    incident = only(read(text, reference_tables, replace(CONTENT, opens=decision(-5.0, number__0=9.0))))
    assert incident.place
    assert incident.date
    assert (incident.place.name, incident.date.start) == ("Talataye", date(2022, 10, 3))
    assert "event_type inferred" in changed(incident)


def test_a_sentence_beside_the_incident_told_opens_another(reference_tables: Tables) -> None:
    text = f"{TWO_PLACES} On Tuesday a teacher was fetched from his house in Ansongo. He is still away."
    assert len(read(text, reference_tables).incidents) == 1
    later = replace(CONTENT, another=decision(-5.0, **{"another day__True place=True": 9.0}))
    first, second = read(text, reference_tables, later).incidents
    assert first == only(read(text, reference_tables))
    assert second.place
    assert second.date
    assert (second.place.name, second.date.start) == ("Ansongo", date(2022, 10, 4))
    assert "event_type inferred" in changed(second)
    assert text[second.text_start :].startswith("On Tuesday")
    assert text[: second.text_end].endswith("still away.")


DISPUTED = "Gunmen attacked Talataye on Monday. The mayor said that twelve people were killed. A doctor put the dead at 15."


@pytest.mark.parametrize(
    ("weights", "killed"),
    [
        ({}, None),
        ({"last__True reached=conflict": 5.1}, None),  # not clearly likelier than what the rules made of it
        ({"last__True reached=conflict": 5.2}, 15),
        ({"first__True reached=conflict": 6.0}, 12),
        ({"nobody chosen__False": 9.0}, 0),
    ],
)
def test_how_many_died_is_chosen_where_another_count_is_clearly_likelier(
    weights: dict[str, float], killed: int | None, reference_tables: Tables
) -> None:
    deaths = decision(0.0, chosen__True=5.0, **weights)
    incident = only(read(DISPUTED, reference_tables, replace(CONTENT, deaths=deaths)))
    total = incident.total("killed")
    assert total
    assert total.best == killed
    assert changed(incident) == ([] if killed is None else ["casualties.killed inferred"])


def test_the_dead_of_an_incident_that_was_opened_are_not_counted_in_the_one_before(
    reference_tables: Tables,
) -> None:
    text = f"{TWO_PLACES} On Tuesday four teachers were found dead in Ansongo."
    later = replace(CONTENT, another=decision(-5.0, **{"another day__True place=True": 9.0}))
    tolls = [
        toll.best for one in read(text, reference_tables, later).incidents if (toll := one.total("killed"))
    ]
    assert tolls == [3, 4]


def test_of_those_who_may_have_done_it_the_likelier_is_taken(reference_tables: Tables) -> None:
    both = decision(-5.0, side__jnim=10.0, side__unnamed=10.0)
    for side, slug in (("jnim", "jnim"), ("unnamed", "unidentified-armed-group")):
        rather = decision(0.0, **{f"side__{side}": 5.0})
        incident = only(read(TWO_PLACES, reference_tables, replace(CONTENT, perpetrator=both, rather=rather)))
        assert next(iter(done_by(incident))) == slug


def test_what_a_sentence_opens_takes_the_day_told_before_it(reference_tables: Tables) -> None:
    opening = replace(CONTENT, another=decision(-5.0, before__True=9.0))
    text = "Gunmen killed three herders at Talataye on Monday. A teacher was fetched at Ansongo."
    first, second = read(text, reference_tables, opening).incidents
    assert second.place
    assert (second.place.name, second.date, second.flags) == ("Ansongo", first.date, ("date_inferred",))


def test_what_a_sentence_opens_takes_the_place_told_before_it(reference_tables: Tables) -> None:
    opening = replace(CONTENT, another=decision(-5.0, before__True=9.0))
    text = (
        "Gunmen killed three herders at Talataye on Monday. On Tuesday a teacher was fetched from his house."
    )
    first, second = read(text, reference_tables, opening).incidents
    assert second.date
    assert (second.place, second.date.start, second.flags) == (
        first.place,
        date(2022, 10, 4),
        ("place_inferred",),
    )


def test_what_a_sentence_opens_is_no_second_draft_of_the_same(reference_tables: Tables) -> None:
    opening = replace(CONTENT, another=decision(-5.0, before__True=9.0))
    text = (
        "Gunmen killed three herders at Talataye on Monday. Hours later a teacher was fetched from his house."
    )
    assert read(text, reference_tables, opening) == read(text, reference_tables)


def test_another_place_of_the_note_is_where_it_happened(reference_tables: Tables) -> None:
    elsewhere = decision(0.0, chosen__True=-5.0)
    incident = only(read(TWO_PLACES, reference_tables, replace(CONTENT, place=elsewhere)))
    assert incident.place
    assert incident.place.name == "Gao"
    assert changed(incident) == ["place inferred"]


def test_a_place_of_another_paragraph_is_none_for_a_sentence_that_names_its_own(
    reference_tables: Tables,
) -> None:
    text = "In Gao the governor received a delegation of traders.\n\nGunmen killed three herders at Talataye on Monday."
    elsewhere = decision(0.0, chosen__True=-5.0)
    incident = only(read(text, reference_tables, replace(CONTENT, place=elsewhere)))
    assert incident.place
    assert (incident.place.name, changed(incident)) == ("Talataye", [])


@pytest.mark.parametrize("chosen", [-0.2, 0.0, 0.4])
def test_where_two_places_far_apart_are_nearly_as_likely_both_are_candidates_and_none_is_the_point(
    chosen: float, reference_tables: Tables
) -> None:
    nearly = decision(0.0, chosen__True=chosen)
    incident = only(read(TWO_PLACES, reference_tables, replace(CONTENT, place=nearly)))
    assert incident.place
    assert (incident.place.name, incident.place.longitude, incident.place.method) == (
        "Talataye",
        None,
        "unresolved",
    )
    assert [candidate.name for candidate in incident.place.alternatives] == ["Talataye", "Gao"]
    assert "place_unresolved" in incident.flags
    assert changed(incident) == ["place inferred"]


def test_a_place_that_is_likelier_than_any_far_from_it_keeps_its_point(reference_tables: Tables) -> None:
    likelier = decision(0.0, chosen__True=0.6)
    assert read(TWO_PLACES, reference_tables, replace(CONTENT, place=likelier)) == read(
        TWO_PLACES, reference_tables, None
    )


def test_between_two_places_near_each_other_the_likelier_one_is_the_point(reference_tables: Tables) -> None:
    text = TWO_PLACES.replace("Talataye", "Ansongo").replace("Gao", "Bara")
    nearly = decision(0.0, chosen__True=0.1)
    incident = only(read(text, reference_tables, replace(CONTENT, place=nearly)))
    assert incident.place
    assert (incident.place.name, incident.place.longitude is None) == ("Ansongo", False)


def test_a_party_of_the_note_takes_the_place_of_gunmen(reference_tables: Tables) -> None:
    text = "Gunmen killed three herders at Talataye on Monday. In May JNIM had threatened the village."
    assert done_by(only(read(text, reference_tables))) == {"unidentified-armed-group": "unknown"}
    jnim = decision(-5.0, side__jnim=10.0)
    incident = only(read(text, reference_tables, replace(CONTENT, perpetrator=jnim, rather=jnim)))
    assert done_by(incident) == {"jnim": "stated"}
    assert changed(incident) == ["actors.perpetrator inferred"]
    span = incident.evidence[-1]
    assert text[span.start : span.end] == "JNIM"


def test_a_perpetrator_who_is_none_stays_another_party(reference_tables: Tables) -> None:
    text = "On Monday JNIM fighters killed three herders at Talataye. Residents say gunmen on horses came at dawn."
    unnamed = decision(-5.0, side__unnamed=10.0)
    incident = only(read(text, reference_tables, replace(CONTENT, perpetrator=unnamed, rather=unnamed)))
    assert done_by(incident) == {"unidentified-armed-group": "unknown"}
    assert [actor.role for actor in incident.actors if actor.slug == "jnim"] == ["other"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("On Monday JNIM fighters killed three herders at Talataye.", ["unidentified-armed-group"]),
        (
            "On Monday three herders were killed at Talataye, the mayor of Gao said.",
            ["unidentified-armed-group"],
        ),
        ("On Monday a crowd beat a thief to death at Talataye, said JNIM.", ["rioters"]),
        ("On Monday a mine of JNIM killed three herders at Talataye.", []),
        ("On Monday a mine killed three herders at Talataye.", []),
    ],
)
def test_only_a_mine_may_stand_without_anybody_who_did_it(
    text: str, who: list[str], reference_tables: Tables
) -> None:
    hardly = replace(CONTENT, perpetrator=decision(-5.0), rather=decision(0.0, side__rioters=5.0))
    assert list(done_by(only(read(text, reference_tables, hardly)))) == who


@pytest.mark.parametrize(("chance", "who"), [(-1.0, []), (0.0, ["jnim"])])
def test_a_mine_was_laid_by_whom_it_is_likely_enough_laid_to(
    chance: float, who: list[str], reference_tables: Tables
) -> None:
    text = "On Monday a mine killed three herders at Talataye. JNIM had threatened the village."
    jnim = replace(CONTENT, perpetrator=decision(chance), rather=decision(0.0, side__jnim=5.0))
    assert list(done_by(only(read(text, reference_tables, jnim)))) == who


def test_forces_of_one_state_are_one_party(reference_tables: Tables) -> None:
    text = "On Monday Malian soldiers and gendarmes killed three herders at Talataye, residents said."
    states = decision(-5.0, **{"side__state-MLI": 10.0})
    assert done_by(only(read(text, reference_tables, replace(CONTENT, perpetrator=states)))) == done_by(
        only(read(text, reference_tables, None))
    )


@pytest.mark.parametrize(
    ("guess", "who"),
    [
        ("It was probably carried out by JNIM.", "unidentified-armed-group"),
        ("It was likely carried out by JNIM.", "unidentified-armed-group"),
        ("It was very probably carried out by JNIM.", "jnim"),
        ("It was almost certainly carried out by JNIM.", "jnim"),
        ("JNIM is widely believed to be responsible.", "jnim"),
    ],
)
def test_the_writers_guess_about_what_nobody_claims_stays_a_guess_unless_it_is_more_than_likely(
    guess: str, who: str, reference_tables: Tables
) -> None:
    text = (
        "Gunmen killed three herders at Talataye on Monday. No group has claimed the attack. "
        f"{guess} The area is remote."
    )
    likely = decision(-5.0, side__jnim=10.0, side__unnamed=7.0)
    jnim = replace(CONTENT, perpetrator=likely, rather=likely)
    note = read(text, reference_tables, jnim)
    assert list(done_by(only(note))) == [who]
    assert [one.slug for one in note.assessment.attributions] == ["jnim"]


def test_another_type_of_event_has_no_subtype_of_the_first(reference_tables: Tables) -> None:
    battles = replace(CONTENT, event_type=always("battles", TYPES))
    incident = only(read(TWO_PLACES, reference_tables, battles))
    assert (incident.event_type, incident.sub_event_type) == ("battles", None)
    assert changed(incident) == ["event_type inferred"]


@pytest.mark.parametrize(
    ("how", "status"), [("claimed", "claimed"), ("denied", "denied"), ("suspected", "unknown")]
)
def test_how_firmly_a_party_is_named(how: str, status: str, reference_tables: Tables) -> None:
    text = "On Monday JNIM fighters killed three herders at Talataye."
    incident = only(read(text, reference_tables, replace(CONTENT, attribution=always(how, HOW))))
    actor = next(actor for actor in incident.actors if actor.role == "perpetrator")
    assert (actor.slug, actor.attribution, actor.claim_status) == ("jnim", how, status)


def test_a_party_that_nobody_knows_is_named_in_no_way(reference_tables: Tables) -> None:
    text = "On Monday gunmen killed three herders at Talataye."
    incident = only(read(text, reference_tables, replace(CONTENT, attribution=always("claimed", HOW))))
    assert done_by(incident) == {"unidentified-armed-group": "unknown"}


# What ships -------------------------------------------------------------------------------------------------
def test_what_ships_answers_in_the_products_own_codes() -> None:
    learnt = shipped()
    assert set(learnt.event_type.answers) == set(EventType.values)
    assert set(learnt.attribution.answers) <= set(ATTRIBUTIONS)
    yes_or_no = [
        getattr(learnt, name).answers for name in DECISIONS if name not in {"event_type", "attribution"}
    ]
    assert yes_or_no == [("no", "yes")] * 9


def test_what_ships_holds_no_number_of_a_note() -> None:
    """Words are kept, figures are not: 0 stands for each."""
    told = [sign for sign in shipped().opens.weights if sign.startswith("t=")]
    assert [sign for sign in told if any(mark in "123456789" for mark in sign)] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "A",
        "• " * 500,
        "Gunmen " * 200,
        "Le 5 mars, " * 50,
        "💥 Ménaka 💥",
        "killed\n\nkilled\n\n",
        "(" * 900,
    ],
)
def test_no_text_is_too_odd(text: str, reference_tables: Tables) -> None:
    for language in ("en", "fr"):
        note = extract(
            text, published=PUBLISHED, tables=reference_tables, language=language, learnt=shipped()
        )
        assert all(0 <= span.start < span.end <= len(text) for one in note.incidents for span in one.evidence)


def test_the_place_that_another_name_tells_the_whereabouts_of_is_kept(reference_tables: Tables) -> None:
    text = "Armed men killed 20 Tuareg civilians at Amalaoulaou near Ansongo on 3 October 2022, an official said."
    place = only(read(text, reference_tables, shipped())).place
    assert place is not None
    assert place.name == "Amalaoulaou"


def test_it_reads_the_same_twice(reference_tables: Tables) -> None:
    assert read(TWO_PLACES, reference_tables, shipped()) == read(TWO_PLACES, reference_tables, shipped())


VILLAGES = (
    "Ansongo",
    "Talataye",
    "Bara",
    "Labbezanga",
    "Djebok",
    "Bourem",
    "Ber",
    "Goundam",
    "Tonka",
    "Niafunké",
)
LONG_TEXTS = {
    "parties": "JNIM, ISGS and gunmen of JNIM in Gao. " * 1400,
    "incidents, each with an accusation": "\n\n".join(
        f"On {1 + n % 28} September gunmen killed {2 + n} herders near {VILLAGES[n % 10]}.\n\n"
        f"The mayor accused JNIM of the raid on market number {n}."
        for n in range(420)
    ),
}


@pytest.mark.parametrize("name", LONG_TEXTS)
def test_a_hostile_text_takes_no_longer_than_its_length(name: str, reference_tables: Tables) -> None:
    began = time.perf_counter()
    read(LONG_TEXTS[name][:50_000], reference_tables, shipped())
    assert time.perf_counter() - began < 20
