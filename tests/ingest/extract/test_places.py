"""From a sentence to a point, on the small tables of `sample_tables`."""

from __future__ import annotations

import pytest

from incidents.earth import distance_m
from incidents.ingest.drafts import PlaceDraft
from incidents.ingest.extract.text.tokens import passage
from incidents.ingest.extract.where import geocode
from incidents.ingest.extract.where.namesakes import surroundings
from incidents.ingest.extract.where.places import place_mentions
from incidents.ingest.gazetteer import Tables


def located(text: str, tables: Tables, language: str = "en", country: str | None = None) -> PlaceDraft | None:
    sentence = passage(text, 0, len(text))
    mentions = place_mentions(sentence, tables, (), language)
    found = geocode.locate([(sentence, mentions)], surroundings(mentions, country), tables)
    return found[0] if found else None


CASES = [
    ("en", "killed at Amalaou-laou near Ansongo", "ml-amalaoulaou", "settlement", "alias"),
    ("en", "killed near Ansongo", "ml-ansongo", "near", "exact"),
    ("en", "killed in Menaka", "ml-menaka", "settlement", "exact"),
    ("en", "killed in Ménaka", "ml-menaka", "settlement", "exact"),
    ("en", "killed in Minaka", "ml-menaka", "settlement", "alias"),
    ("en", "killed in MÉNAKA", "ml-menaka", "settlement", "exact"),
    ("en", "a raid in the Ménaka area", "ml-menaka", "near", "exact"),
    ("en", "killed in the Ménaka region", "ML10", "admin1", "region"),
    ("en", "killed in the cercle of Ansongo", "ML0701", "admin2", "region"),
    ("en", "killed in Tillaberi", "NE006", "admin1", "region"),
    ("en", "killed somewhere in Mali", "MLI", "country", "country"),
    ("en", "killed 12 km north of Ansongo", "ml-ansongo", "near", "offset"),
    ("en", "a mine north of Ansongo", "ml-ansongo", "near", "exact"),
    ("fr", "au nord de Djibo", "bf-djibo", "near", "exact"),
    ("en", "killed in Indelimane, Ansongo", "ml-indelimane", "settlement", "exact"),
    ("en", "killed 12 km from Ansongo", "ml-ansongo", "near", "offset"),
    ("en", "an ambush between Gao and Ansongo in Mali", "ml-gao", "road", "road"),
    ("en", "on the Ansongo-Ménaka road", "ml-ansongo", "road", "road"),
    ("en", "a clash in the Wagadou forest", "ml-wagadou", "near", "exact"),
    ("en", "soldiers from Gao were attacked in Indelimane", "ml-indelimane", "settlement", "exact"),
    ("en", "an attack in In-Delimane", "ml-indelimane", "settlement", "alias"),
    ("fr", "tués à Amalaou-laou, près d'Ansongo", "ml-amalaoulaou", "settlement", "alias"),
    ("fr", "tués près d'Ansongo", "ml-ansongo", "near", "exact"),
    ("fr", "dans la région de Ménaka", "ML10", "admin1", "region"),
    ("fr", "dans le cercle d'Ansongo", "ML0701", "admin2", "region"),
    ("fr", "dans la zone de Ménaka", "ml-menaka", "near", "exact"),
    ("fr", "à 12 km au nord-est d'Ansongo", "ml-ansongo", "near", "offset"),
    ("fr", "entre Ayorou et Inates", "ne-ayorou", "road", "road"),
    ("fr", "dans le village d'Inates", "ne-inates", "settlement", "exact"),
    ("fr", "sur l'axe Gao-Ansongo, au Mali", "ml-gao", "road", "road"),
]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [(case[0], case[1], case[2:]) for case in CASES],
    ids=[case[1] for case in CASES],
)
def test_place_and_precision(
    language: str, text: str, expected: tuple[str, str, str], tables: Tables
) -> None:
    place = located(text, tables, language)
    assert place is not None
    assert (place.key, place.precision, place.method) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("killed in Zzyxville", "Zzyxville"),
        ("killed in Madina", "Madina"),
        ("killed in Fafa", "Fafa"),
        ("killed in Amalaoulauu", "Amalaoulauu"),
    ],
)
def test_a_name_that_is_unknown_or_ambiguous_has_no_point(text: str, name: str, tables: Tables) -> None:
    place = located(text, tables)
    assert place is not None
    assert (place.name, place.latitude, place.longitude, place.method) == (name, None, None, "unresolved")


def test_ambiguous_name_offers_its_candidates(tables: Tables) -> None:
    place = located("killed in Madina", tables)
    assert place is not None
    assert [candidate.key for candidate in place.alternatives] == ["ml-madina-1", "ml-madina-2"]


def test_similar_spelling_is_only_a_candidate(tables: Tables) -> None:
    place = located("killed in Ansonggu", tables)
    assert place is not None
    assert (place.latitude, [candidate.key for candidate in place.alternatives]) == (None, ["ml-ansongo"])


def test_another_named_place_decides_between_namesakes(tables: Tables) -> None:
    place = located("killed in Fafa, a village near Ansongo", tables)
    assert place is not None
    assert place.key == "ml-fafa-1"


@pytest.mark.parametrize(("country", "key"), [("MLI", "ml-gao"), ("BFA", "ml-gao"), (None, "ml-gao")])
def test_a_curated_place_outranks_a_namesake_of_a_bulk_gazetteer(
    country: str | None, key: str, tables: Tables
) -> None:
    place = located("killed in Gao", tables, country=country)
    assert place is not None
    assert place.key == key


@pytest.mark.parametrize(
    "text",
    ["killed in the village of Tin Zzyx near Ansongo", "killed at Tin Zzyx, a hamlet close to Ansongo"],
)
def test_a_hamlet_that_nobody_knows_lies_about_the_known_place_beside_it(text: str, tables: Tables) -> None:
    place = located(text, tables)
    beside = located("killed in Ansongo", tables)
    assert place is not None
    assert beside is not None
    assert (place.name, place.latitude, place.longitude) == ("Tin Zzyx", beside.latitude, beside.longitude)
    assert (place.precision, place.radius_m) == ("near", 10_000)


def test_the_same_sound_needs_a_second_reason(tables: Tables) -> None:
    alone = located("killed in Tinn-Hamma", tables)
    backed = located("killed in Tinn-Hamma, near Ansongo", tables)
    assert alone is not None
    assert backed is not None
    assert (alone.latitude, backed.key, backed.method) == (None, "ml-tin-hama", "key")


def test_a_name_behind_an_unknown_place_and_a_comma_is_its_region(tables: Tables) -> None:
    place = located("killed in Zzyxville, Ansongo", tables)
    assert place is not None
    assert (place.name, place.latitude) == ("Zzyxville", None)


def test_an_offset_lies_at_its_distance_and_direction(tables: Tables) -> None:
    place = located("killed 12 km north of Ansongo", tables)
    assert place is not None
    assert place.latitude is not None
    assert place.longitude is not None
    assert round(distance_m(0.5022, 15.6597, place.longitude, place.latitude), -2) == 12_000
    assert (place.latitude > 15.6597, round(place.longitude, 3)) == (True, 0.502)


def test_a_road_is_the_middle_with_half_its_length(tables: Tables) -> None:
    place = located("between Gao and Ansongo", tables)
    assert place is not None
    assert (place.second_key, place.latitude, place.longitude, place.radius_m) == (
        "ml-ansongo",
        round((16.2717 + 15.6597) / 2, 4),
        round((-0.0447 + 0.5022) / 2, 4),
        round(distance_m(-0.0447, 16.2717, 0.5022, 15.6597) / 2),
    )


@pytest.mark.parametrize(
    "text", ["killed in May", "killed on the Niger border", "killed along the Niger River", "In the morning"]
)
def test_words_that_only_look_like_places_are_none(text: str, tables: Tables) -> None:
    assert located(text, tables) is None


def test_a_region_that_contradicts_the_place_is_told(tables: Tables) -> None:
    text = "killed in Ansongo, in the Ménaka region"
    mentions = place_mentions(passage(text, 0, len(text)), tables, (), "en")
    place = located(text, tables)
    assert place is not None
    assert geocode.region_differs(place, mentions) is True


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Crowds demanding that President Ibrahim Boubacar Keita step down marched in Bamako.", ["Bamako"]),
        ("Mahamadou Madaoua spoke in Niamey.", ["Niamey"]),
        ("To Zinder next, where students burned tyres.", ["Zinder"]),
        ("On Monday gunmen attacked Keita.", ["Keita"]),
    ],
)
def test_a_name_of_a_person_or_a_word_that_opens_a_sentence_is_no_place(
    text: str, names: list[str], reference_tables: Tables
) -> None:
    found = place_mentions(passage(text, 0, len(text)), reference_tables, (), "en")
    assert [mention.name for mention in found] == names
