"""Claims of responsibility and denials, in the words that reports use for them."""

from __future__ import annotations

import pytest

from incidents.ingest.extract.text.tokens import passage
from incidents.ingest.extract.who.actors import actor_mentions
from incidents.ingest.extract.who.claims import claims
from incidents.ingest.gazetteer import Tables

CASES = [
    ("JNIM claimed responsibility for the attack", [("claimed", "jnim")]),
    ("the attack was claimed by JNIM", [("claimed", "jnim")]),
    ("JNIM said its fighters attacked the camp", [("claimed", "jnim")]),
    ("l'attaque a été revendiquée par le JNIM", [("claimed", "jnim")]),
    ("le JNIM a revendiqué l'attaque", [("claimed", "jnim")]),
    ("le JNIM, par la voix de son agence, en a assumé la responsabilité", [("claimed", "jnim")]),
    ("c'est le JNIM qui s'est vanté du coup", [("claimed", "jnim")]),
    ("JNIM denied any involvement", [("denied", "jnim")]),
    ("le JNIM dément toute implication", [("denied", "jnim")]),
    ("no group has claimed the attack", [("none", None)]),
    ("the attack has not been claimed", [("none", None)]),
    ("l'attaque n'a pas été revendiquée", [("none", None)]),
    ("aucun groupe n'a revendiqué l'attaque", [("none", None)]),
    ("personne n'a pour l'heure revendiqué l'attaque", [("none", None)]),
    ("nobody had by Tuesday claimed the raid", [("none", None)]),
    # somebody told of before
    ("the rebels claimed responsibility", [("claimed", None)]),
    ("a spokesman denied that his men were there", [("denied", None)]),
    # the verbs mean something else here
    ("the attack claimed the lives of 12 people", []),
    ("JNIM claims to defend the population", []),
    ("JNIM attacked the camp", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_claimed_it(text: str, expected: list[tuple[str, str | None]], tables: Tables) -> None:
    read = passage(text, 0, len(text))
    found = claims(read, actor_mentions(read, tables, None, "2018-10-02"))
    assert [(claim.status, claim.actor.slug if claim.actor else None) for claim in found] == expected


@pytest.mark.parametrize("text", [text for text, expected in CASES if expected])
def test_the_words_of_a_claim_lie_in_the_text(text: str, tables: Tables) -> None:
    read = passage(text, 0, len(text))
    for claim in claims(read, actor_mentions(read, tables, None, "2018-10-02")):
        assert 0 <= claim.start < claim.end <= len(text)
