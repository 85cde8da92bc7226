"""The forms of verbs that word lists name once."""

from __future__ import annotations

import pytest

from incidents.ingest.extract.text.inflection import DOUBLED_EN, IRREGULAR_EN, english, expanded, french

ENGLISH = [
    ("attack", ("attack", "attacks", "attacked", "attacking")),
    ("ambush", ("ambush", "ambushes", "ambushed", "ambushing")),
    ("seize", ("seize", "seizes", "seized", "seizing")),
    ("bury", ("bury", "buries", "buried", "burying")),
    ("destroy", ("destroy", "destroys", "destroyed", "destroying")),
    ("free", ("free", "frees", "freed", "freeing")),
    ("shoot", ("shoot", "shoots", "shot", "shooting")),
    ("take", ("take", "takes", "took", "taken", "taking")),
    ("set", ("set", "sets", "setting")),
    ("lie", ("lie", "lies", "lay", "lain", "lying")),
    # American and British spelling: kidnaped and kidnapped
    ("kidnap", ("kidnap", "kidnaps", "kidnapped", "kidnapping", "kidnaped")),
]  # fmt: skip
FRENCH = [
    ("attaquer", {"attaque", "attaquent", "attaquerent", "attaquait", "attaquee", "attaques", "attaquant", "attaqua"}),
    ("egorger", {"egorgeait", "egorgeant", "egorgee", "egorgerent", "egorgea"}),
    ("envahir", {"envahit", "envahissent", "envahirent", "envahi", "envahissant"}),
    ("prendre", {"pris", "prise", "prennent", "prirent"}),
    ("tuer", {"tue", "tues", "tuee", "tuees", "tuerent", "tuant"}),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "forms"), ENGLISH)
def test_an_english_verb_has_these_forms_and_no_other(verb: str, forms: tuple[str, ...]) -> None:
    assert english(verb) == forms


@pytest.mark.parametrize(("verb", "forms"), FRENCH)
def test_a_french_verb_is_known_in_the_tenses_of_reports(verb: str, forms: set[str]) -> None:
    assert forms - set(french(verb)) == set()


def test_a_form_stands_once() -> None:
    verbs = [*IRREGULAR_EN, *DOUBLED_EN, "attack", "burn"]
    assert [verb for verb in verbs if len(set(english(verb))) != len(english(verb))] == []


PHRASES = [
    ("open+ fire", "en", {("open", "fire"), ("opens", "fire"), ("opened", "fire"), ("opening", "fire")}),
    ("no claim", "en", {("no", "claim")}),
    ("l'attaque", "fr", {("l", "attaque")}),
]


@pytest.mark.parametrize(("phrase", "language", "stands_for"), PHRASES)
def test_a_phrase_stands_for_its_verb_in_every_form(
    phrase: str, language: str, stands_for: set[tuple[str, ...]]
) -> None:
    assert set(expanded(phrase, language)) == stands_for


def test_two_verbs_of_a_phrase_are_combined() -> None:
    assert len(set(expanded("hit+ and run+", "en"))) == len(english("hit")) * len(english("run"))


@pytest.mark.parametrize("phrase", ["attaquer+", "prendre+ d assaut", "envahir+"])
def test_every_form_is_folded_as_the_words_of_a_text_are(phrase: str) -> None:
    assert all(word.isascii() and word == word.lower() for words in expanded(phrase, "fr") for word in words)
