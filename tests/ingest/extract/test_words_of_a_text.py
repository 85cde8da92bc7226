"""How a text becomes words: ligatures, asides between commas, its language, and groups named by their leader."""

from __future__ import annotations

import pytest

from incidents.ingest.extract.text.language import guess_language
from incidents.ingest.extract.text.tokens import passage
from incidents.ingest.extract.who.leaders import led_by
from incidents.spelling import fold, fold_word, transliteration_key, words_of


@pytest.mark.parametrize(
    ("written", "folded"), [("Œuvre", "oeuvre"), ("sœur", "soeur"), ("Æsir", "aesir"), ("Ménaka", "menaka")]
)
def test_a_ligature_is_two_letters(written: str, folded: str) -> None:
    assert (fold_word(written), words_of(f"l'{written}")) == (folded, ("l", folded))


def test_a_whole_text_keeps_its_length_when_it_is_folded() -> None:
    """Offsets found in the folded text must lead into the written one: a ligature stays one letter there."""
    text = "L'attaque est l'œuvre du groupe, dit la sœur de Médine, à Ménaka."
    assert len(fold(text)) == len(text)


def test_the_key_of_a_place_does_not_see_ligatures() -> None:
    assert transliteration_key("Bœufou") == transliteration_key("Boeufou")


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("JNIM, whose men are all over the area, is the likely author", "is"),
        ("Le JNIM, qui tient la brousse, le revendique", "le"),
        ("JNIM is the likely author", ""),
        ("JNIM; nobody else, is the author", ""),
        ("JNIM, a group", ""),
    ],
)
def test_a_sentence_goes_on_behind_what_stands_between_commas(text: str, behind: str) -> None:
    words = passage(text, 0, len(text))
    at = words.behind_aside(words.words.index("jnim") + 1)
    assert (words.word(at) if at else "") == behind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "bn hq/ 16 oct FAN EOD tm made safe 1x IED under culvert rd Tera Dargol 15 oct pm nil cas rd open",
            "en",
        ),
        ("FAN Chinegodar harcelement mortier J-1 22h, ni mort ni blesse, piste libre, 2 veh bls", "fr"),
        ("Los hombres atacaron el mercado de la ciudad y mataron a tres", "und"),
        ("", "und"),
    ],
)
def test_terse_messages_tell_their_language_by_their_words(text: str, language: str) -> None:
    assert guess_language(words_of(text)) == language


@pytest.mark.parametrize(
    ("text", "slug", "party"),
    [
        ("They were Koufa's men", "katiba-macina", "Koufa's men"),
        ("les hommes d'Amadou Koufa ont tiré", "katiba-macina", "hommes d'Amadou Koufa"),
        ("fighters of Abou Walid al-Sahraoui", "isgs", "fighters of Abou Walid al-Sahraoui"),
        ("Koufa was born in Mopti", None, None),
    ],
)
def test_a_group_is_named_by_its_leader_only_with_his_men(
    text: str, slug: str | None, party: str | None
) -> None:
    words = passage(text, 0, len(text))
    found = [led for at in range(len(words.words)) if (led := led_by(words, at))]
    assert [(name, words.quote(first, last)) for name, first, last in found[:1]] == (
        [(slug, party)] if slug else []
    )
