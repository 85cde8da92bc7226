from __future__ import annotations

import pytest

from incidents.earth import distance_m
from incidents.ingest.gazetteer import PhraseIndex, Tables
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
