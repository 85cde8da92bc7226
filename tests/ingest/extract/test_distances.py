"""A distance from a place that was told before: which town it means, and where that puts the point."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.extract.text.tokens import passage
from incidents.ingest.extract.where.distances import distances_from_there, last_town
from incidents.ingest.extract.where.places import place_mentions
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 7)  # a Friday
GAO_RAID = "Gunmen raided Gao on Monday and shot dead the imam."
NORTH, EAST, WEST = 0.0, 90.0, 270.0


@pytest.mark.parametrize(
    ("before", "sentence", "language", "distances"),
    [
        ("Gao", "A mine went off 10 km west of the town.", "en", [("Gao", 10_000, WEST)]),
        ("Gao", "A mine went off ten kilometres north of here.", "en", [("Gao", 10_000, NORTH)]),
        ("Gao", "Un drone a frappé à une trentaine de kilomètres à l'est de la ville.", "fr", [("Gao", 30_000, EAST)]),
        ("Gao", "Accrochage env 30 km nord d'ici.", "fr", [("Gao", 30_000, NORTH)]),
        ("Gao", "They left Ansongo and camped 10 km west of the town.", "en", [("Ansongo", 10_000, WEST)]),
        ("Gao", "A mine went off 10 km west of the town of Ansongo.", "en", []),
        ("Gao", "The town is 10 years old.", "en", []),
        ("Gao", "They walked 10 km to the town.", "en", []),
        (None, "A mine went off 10 km west of the town.", "en", []),
    ],
)  # fmt: skip
def test_a_distance_is_one_from_the_town_that_was_named_last(
    before: str | None,
    sentence: str,
    language: str,
    distances: list[tuple[str, float, float]],
    reference_tables: Tables,
) -> None:
    def mentions(text: str) -> list:
        return place_mentions(passage(text, 0, len(text)), reference_tables, (), language)

    town = last_town(mentions(f"in {before}")) if before else None
    words = passage(sentence, 0, len(sentence))
    found = distances_from_there(words, mentions(sentence), town)
    assert [(one.name, one.distance_m, one.bearing) for one in found] == distances


def test_the_evidence_is_the_distance_and_the_word_for_the_town(reference_tables: Tables) -> None:
    text = f"{GAO_RAID} On Tuesday a mine killed two soldiers 10 km west of the town."
    _raid, mine = extract(text, published=PUBLISHED, tables=reference_tables, language="en").incidents
    assert mine.place
    assert (mine.place.name, mine.place.precision, mine.place.method) == ("Gao", "near", "offset")
    quoted = [text[span.start : span.end] for span in mine.evidence if span.field == "place"]
    assert quoted == ["10 km west of the town"]


def test_a_distance_in_other_units_may_stand_in_brackets(reference_tables: Tables) -> None:
    text = "A bomb killed two soldiers on Tuesday about 15 kilometers (9 miles) south of Gao."
    (incident,) = extract(text, published=PUBLISHED, tables=reference_tables, language="en").incidents
    assert incident.place
    assert incident.place.method == "offset"
    assert incident.place.latitude == pytest.approx(16.2667 - 0.1349, abs=0.01)
