"""Where two accounts differ, as people read it, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from incidents.likeness import Side, Toll
from incidents.likenesswords import days_of, differences, toll_of

DAY = date(2018, 9, 30)
HERE = Side(
    first=DAY, last=DAY, longitude=0.5, latitude=15.6, radius_m=2_000, place="ml-ansongo", place_name="Ansongo",
    toll=Toll(22, 22, 22), actors={"jnim": "JNIM"}, victims=frozenset({"civilians"}), event_type="battles",
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "english", "french"),
    [
        ({}, [], []),
        (
            {"first": date(2018, 10, 1), "last": date(2018, 10, 1)},
            ["1 day apart"],
            ["1 jour d’écart"],
        ),
        (
            {"first": date(2018, 10, 2), "last": date(2018, 10, 4)},
            ["2 days apart"],
            ["2 jours d’écart"],
        ),
        (
            {"first": date(2018, 9, 1), "last": DAY},
            ["Sept. 30, 2018 here, Sept. 1, 2018 – Sept. 30, 2018 there"],
            ["30 septembre 2018 ici, 1 septembre 2018 – 30 septembre 2018 là-bas"],
        ),
        ({"first": None, "last": None}, ["Sept. 30, 2018 here, no day there"], ["30 septembre 2018 ici, sans jour là-bas"]),
        ({"longitude": 0.612}, ["12 km apart"], ["12 km d’écart"]),
        ({"longitude": 0.501}, [], []),
        (
            {"place": "ml-menaka", "place_name": "Ménaka"},
            ["Ansongo here, Ménaka there"],
            ["Ansongo ici, Ménaka là-bas"],
        ),
        (
            {"place": None, "place_name": ""},
            ["Ansongo here, no place there"],
            ["Ansongo ici, sans lieu là-bas"],
        ),
        ({"toll": Toll(20, 20, 20)}, ["22 killed here, 20 there"], ["22 tués ici, 20 là-bas"]),
        ({"toll": Toll(20, None, 25)}, ["22 killed here, 20–25 there"], ["22 tués ici, 20–25 là-bas"]),
        ({"toll": Toll()}, ["22 killed here, ? there"], ["22 tués ici, ? là-bas"]),
        ({"actors": {}}, ["JNIM here, nobody named there"], ["JNIM ici, personne n’est nommé là-bas"]),
        (
            {"actors": {"isgs": "ISGS", "fama": "FAMa"}},
            ["JNIM here, FAMa, ISGS there"],
            ["JNIM ici, FAMa, ISGS là-bas"],
        ),
        (
            {"victims": frozenset({"state_forces"})},
            ["victims: Civilians here, State forces there"],
            ["victimes : Civils ici, Forces étatiques là-bas"],
        ),
        ({"victims": frozenset()}, [], []),
        (
            {"event_type": "protests"},
            ["Battles here, Protests there"],
            ["Combats ici, Manifestations là-bas"],
        ),
        ({"event_type": None}, [], []),
    ],
)  # fmt: skip
def test_differences(changes: dict[str, Any], english: list[str], french: list[str]) -> None:
    there = replace(HERE, **changes)
    with translation.override("en"):
        assert differences(HERE, there) == english
    with translation.override("fr"):
        assert [words.replace("\xa0", " ") for words in differences(HERE, there)] == french


def test_two_accounts_that_leave_all_open_do_not_differ() -> None:
    assert differences(Side(), Side()) == []


@pytest.mark.parametrize(
    ("toll", "words"),
    [(Toll(), "?"), (Toll(0, 0, 0), "0"), (Toll(3), "3"), (Toll(3, None, 9), "3–9"), (Toll(3, 5, 9), "5")],
)
def test_tolls_in_words(toll: Toll, words: str) -> None:
    assert toll_of(toll) == words


def test_an_unknown_last_day_is_the_first() -> None:
    assert days_of(Side(first=DAY)) == days_of(Side(first=DAY, last=DAY)) == "Sept. 30, 2018"
