"""What a note speaks of without telling it: older events, statistics, orders, questions, and what comes of an event."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2018, 10, 2)
NOW = {
    "en": "On 1 October gunmen killed five civilians in Gao.",
    "fr": "Le 1er octobre, des hommes armés ont tué cinq civils à Gao.",
}

NOT_TOLD = [
    # older events, told again
    (
        "en",
        "Last December 71 soldiers were killed at Ansongo in the worst attack the army has ever suffered.",
    ),
    ("en", "The last attack on such a convoy, at Ansongo in July 2018, left 39 workers dead."),
    ("fr", "Les attaques de juillet 2018 contre des postes de l'armée à Ansongo avaient marqué une rupture."),
    ("fr", "Pour rappel, deux soldats avaient été tués à Ansongo en juin."),
    # figures of a period
    ("en", "Explosive hazards caused 72 civilian deaths in the semester on the Ansongo road."),
    # what authorities order, and questions
    ("en", "The governor has banned motorcycles in Ansongo and ordered mines to close from 1 October."),
    ("fr", "Le gouverneur a interdit les motos à Ansongo le 1er octobre."),
    ("en", "Who attacked the camp at Ansongo on 30 September?"),
    # what it leads to
    ("en", "Some 2,300 people (330 households) have left for Ansongo."),
    ("en", "Another ten wounded are in care in Ansongo."),
    ("en", "The body of one of them was found on 2 October."),
    ("en", "The fighting, according to Bamako, ended on 2 October."),
]


def places(text: str, tables: Tables) -> list[str | None]:
    note = extract(text, published=PUBLISHED, tables=tables)
    return [incident.place.name if incident.place else None for incident in note.incidents]


@pytest.mark.parametrize(("language", "sentence"), NOT_TOLD)
def test_it_is_no_incident_of_its_own(language: str, sentence: str, tables: Tables) -> None:
    assert places(f"{NOW[language]}\n\n{sentence}", tables) == ["Gao"]


TOLD = [
    "On 30 September gunmen attacked the camp at Ansongo; three soldiers were killed.",
    "The rebels banned music in Ansongo and on 30 September killed two traders there.",
    "On 30 September the residents of Ansongo buried two people whom gunmen had shot dead there that day.",
]


@pytest.mark.parametrize("sentence", TOLD)
def test_words_like_these_hide_no_other_incident(sentence: str, tables: Tables) -> None:
    assert places(f"{NOW['en']}\n\n{sentence}", tables) == ["Gao", "Ansongo"]


def test_a_note_that_begins_with_an_old_month_tells_it(tables: Tables) -> None:
    text = "In March 2016 gunmen killed 19 people in Gao."
    assert places(text, tables) == ["Gao"]


def test_no_one_killed_is_not_one(tables: Tables) -> None:
    note = extract("1 October, Gao: shops looted, no one killed.", published=PUBLISHED, tables=tables)
    assert [incident.total("killed").best for incident in note.incidents] == [0]
