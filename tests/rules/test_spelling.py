"""One spelling for the variants of a name."""

from __future__ import annotations

import unicodedata

import pytest

from incidents.spelling import fold, transliteration_key, words_of


@pytest.mark.parametrize(
    "variants",
    [
        ("Ménaka", "MENAKA", "menaka", unicodedata.normalize("NFD", "Ménaka")),
        ("Amalaoulaou", "Amalaou-laou", "Amalaou Laou", "Amalawlaw", "Amallaoulaw"),
        ("Djibo", "Jibo"),
        ("In-Arabane", "In Arabane", "Inarabane"),
        ("Tillabéri", "Tilaberi"),
        ("Ouatagouna", "Watagouna", "Watagouna"),
    ],
)
def test_variants_of_a_name_have_one_key(variants: tuple[str, ...]) -> None:
    assert len({transliteration_key(name) for name in variants}) == 1


@pytest.mark.parametrize(("one", "other"), [("Gao", "Goa"), ("Ménaka", "Menara"), ("Tessit", "Tassiga")])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert transliteration_key(one) != transliteration_key(other)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("N'Tillit", ("n", "tillit")),
        ("Ansongo-Ménaka", ("ansongo", "menaka")),
        ("", ()),
        ("--", ()),
        ("ⵜⴰ", ("ⵜⴰ",)),
    ],
)
def test_a_name_is_split_at_blanks_hyphens_and_apostrophes(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize("word", ["É", "é", "E", "e"])
def test_folding_drops_case_and_accents(word: str) -> None:
    assert fold(word) == "e"
