from __future__ import annotations

import pytest

from incidents.earth import distance_m
from incidents.ingest.gazetteer import COMPARED, MOST_OF_A_PIECE, PhraseIndex, PlaceEntry, Tables
from incidents.spelling import fold, transliteration_key, words_of


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Amalaou-laou", "Amalawlaw"),
        ("Amalaou-laou", "Amallaoulaw"),
        ("In-Delimane", "Indelimane"),
        ("Inatès", "Inates"),
        ("Ménaka", "MENAKA"),
        ("Djibo", "Jibo"),
        ("Ghali", "Rali"),
        ("Khalid", "Kalid"),
    ],
)
def test_spellings_of_one_sound_share_their_key(name: str, other: str) -> None:
    assert transliteration_key(name) == transliteration_key(other)


@pytest.mark.parametrize(("name", "other"), [("Minaka", "Mina"), ("Tin-Hama", "Tinama"), ("Gao", "Gossi")])
def test_other_names_have_other_keys(name: str, other: str) -> None:
    assert transliteration_key(name) != transliteration_key(other)


def test_fold_drops_accents_and_capitals() -> None:
    assert [fold("Ménaka"), fold("ME\u0301NAKA"), fold("Œuvre")] == ["menaka", "menaka", "œuvre"]


def test_words_split_at_hyphens_and_apostrophes() -> None:
    assert words_of("Près d'Amalaou-laou") == ("pres", "d", "amalaou", "laou")


def test_the_longest_phrase_wins_and_never_reaches_past_the_end() -> None:
    index = PhraseIndex([(("tin",), "short"), (("tin", "hama"), "long")])
    assert index.at(("tin", "hama", "est"), 0) == (2, ["long"])
    assert index.at(("a", "tin"), 1) == (1, ["short"])
    assert index.at(("other",), 0) is None


def test_similar_names_come_with_the_most_similar_first(tables: Tables) -> None:
    assert [place.key for place in tables.similar_places("Ansonggo")] == ["ml-ansongo"]
    assert tables.similar_places("Zzyx") == []


def test_distance_between_two_known_towns_is_about_250_km() -> None:
    assert round(distance_m(-0.0447, 16.2717, 2.4022, 15.9182), -4) == 260_000


def test_reference_tables_are_read_once_and_say_so() -> None:
    assert Tables.from_reference() is Tables.from_reference()
    assert Tables.from_reference().origin == "reference"


def entry(
    key: str,
    name: str,
    *names: str,
    feature: str = "village",
    country: str = "MLI",
    east: float = 0,
    curated: bool = False,
):
    return PlaceEntry(key, name, names, feature, country, None, None, 15.0, 1.0 + east, 2000, curated)


def keys_of(places: list[PlaceEntry], name: str) -> list[str]:
    return [place.key for place in Tables(places, [], []).place_names.exactly(words_of(name))]


@pytest.mark.parametrize(
    ("places", "name", "keys"),
    [
        ([entry("hill", "Tadeini", feature="hill"), entry("village", "Tadeini")], "Tadeini", ["village"]),
        ([entry("area", "Tadeini", feature="area"), entry("well", "Tadeini", feature="well")], "Tadeini", ["well"]),
        ([entry("well", "Tadeini", feature="well")], "Tadeini", ["well"]),
        ([entry("a", "Tadeini"), entry("b", "Tadeini")], "Tadeini", ["a", "b"]),
        ([entry("mali", "Tadeini"), entry("niger", "Tadeini", feature="well", country="NER")], "Tadeini", ["mali", "niger"]),
        ([entry("area", "Tadeini", feature="area", curated=True), entry("b", "Tadeini")], "Tadeini", ["area", "b"]),
        ([entry("own", "Inates", curated=True), entry("well", "I-n-Atès", feature="well")], "I-n-Atès", ["own"]),
        ([entry("own", "Inates", "I-n-Ates", curated=True), entry("well", "I-n-Atès")], "I-n-Atès", ["own"]),
        ([entry("own", "Inates", curated=True), entry("b", "I-n-Atès", country="NER")], "I-n-Atès", ["own"]),
        ([entry("own", "Inates", curated=True), entry("b", "I-n-Atès", country="NER", east=2)], "I-n-Atès", ["b"]),
        ([entry("own", "Inates", curated=True), entry("b", "Inates")], "Inates", ["own", "b"]),
        ([entry("b", "Tin"), *(entry(f"c{n}", f"Tin Tadeini{n}") for n in range(10))], "Tin", []),
        ([entry("b", "Tin", curated=True), *(entry(f"c{n}", f"Tin Tadeini{n}") for n in range(10))], "Tin", ["b"]),
        ([entry("b", "Tin"), *(entry(f"c{n}", f"Tin Tadeini{n}") for n in range(9))], "Tin", ["b"]),
    ],
    ids=[
        "the village before the hill", "the well before the area", "a well by itself", "two villages",
        "each country for itself", "curated places all", "the curated place of that sound", "and of that alias",
        "just across a border, too", "not far across it", "its very name stays ambiguous",
        "a word that many names begin with", "unless curated", "nine are not many",
    ],
)  # fmt: skip
def test_what_a_name_of_a_bulk_gazetteer_means(places: list[PlaceEntry], name: str, keys: list[str]) -> None:
    assert keys_of(places, name) == keys


def test_similar_names_are_found_among_as_many_as_a_gazetteer_has() -> None:
    many = [entry(f"p{n}", f"{first}{middle}{last}ou") for n, (first, middle, last) in enumerate(
        (a, b, c) for a in ("tada", "keli", "bona", "garo") for b in SYLLABLES for c in SYLLABLES
    )]  # fmt: skip
    tables = Tables([*many, entry("own", "Amalaoulaou")], [], [])
    assert [place.key for place in tables.similar_places("Amalaoulau")] == ["own"]
    assert len(many) > MOST_OF_A_PIECE > COMPARED


SYLLABLES = [a + b for a in "bdfgklmnrstz" for b in "aeiou"]
