"""How alike two accounts are: each likeness by its table, what speaks against it, and where the verdicts lie."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.likeness import (
    WEIGHTS,
    Side,
    Toll,
    actor_likeness,
    compare,
    date_likeness,
    distance_likeness,
    toll_likeness,
    tolls_ratio,
    trigrams,
    type_likeness,
    words_likeness,
)

DAY = date(2018, 9, 30)
ANSONGO = {
    "longitude": 0.5022,
    "latitude": 15.6597,
    "radius_m": 2_000,
    "place": "ml-ansongo",
    "admin2": "ML0701",
}
# The same account in every way: each case changes one side of it.
ATTACK = Side(
    first=DAY, last=DAY, **ANSONGO, toll=Toll(22, 22, 22), actors={"isgs": "ISGS"}, families=frozenset({"isgs"}),
    victims=frozenset({"civilians"}), event_type="violence_against_civilians",
    words=(("en", "Gunmen killed 22 civilians near Ansongo"),),
)  # fmt: skip


def other(**changes: Any) -> Side:
    return replace(ATTACK, **changes)


def on(first: str, last: str = "") -> Side:
    return Side(first=date.fromisoformat(first), last=date.fromisoformat(last or first))


def at(longitude: float, latitude: float = 15.0, radius_m: int = 2_000, **more: Any) -> Side:
    return Side(longitude=longitude, latitude=latitude, radius_m=radius_m, **more)


# The six -------------------------------------------------------------------------------------------------
def test_the_weights_are_a_whole() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (on("2018-09-30"), on("2018-09-30"), 1.0),
        (on("2018-09-30"), on("2018-10-01"), 0.75),
        (on("2018-09-30"), on("2018-10-02"), 0.5),
        (on("2018-09-30"), on("2018-10-03"), 0.25),
        (on("2018-09-30"), on("2018-10-04"), 0.0),
        (on("2018-09-30"), on("2019-10-04"), 0.0),
        (on("2018-09-01", "2018-09-30"), on("2018-09-01", "2018-09-30"), 1.0),
        (on("2018-09-01", "2018-09-30"), on("2018-09-15"), 0.5 + 0.5 / 30),
        (on("2018-09-01", "2018-09-30"), on("2018-10-01"), 0.75),
        (on("2018-09-28", "2018-09-30"), on("2018-09-29", "2018-10-02"), 0.5 + 0.5 * 2 / 5),
        (Side(), on("2018-09-30"), None),
        (Side(), Side(), None),
    ],
)
def test_days(one: Side, two: Side, expected: float | None) -> None:
    assert date_likeness(one, two) == (None if expected is None else pytest.approx(expected))


# A degree of longitude at 15 degrees north is 107.4 km.
@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (at(0), at(0), 1.0),
        (at(0), at(0.1397), 0.5),  # 15 km
        (at(0), at(0.2794), 0.0),  # 30 km
        (at(0), at(1), 0.0),
        (at(0, place="a"), at(0.1397, place="a"), 1.0),
        (at(0, place="a"), at(1, place="a"), 0.0),
        (Side(place="a"), Side(place="a"), 1.0),
        (at(0), at(0.1397, radius_m=20_000), 0.5),  # within the two radii, of which one says little
        (at(0), at(0.1397, radius_m=200_000), 0.5),
        (Side(admin2="ML0701"), Side(admin2="ML0701"), 0.6),
        (Side(admin2="ML0701"), at(0, admin2="ML0701"), 0.6),
        (Side(admin2="ML0701"), Side(admin2="ML0702"), None),
        (Side(admin2=""), Side(admin2=""), None),
        (Side(), at(0), None),
    ],
)
def test_distance(one: Side, two: Side, expected: float | None) -> None:
    assert distance_likeness(one, two) == (None if expected is None else pytest.approx(expected, abs=0.01))


@pytest.mark.parametrize(
    ("one", "two", "ratio", "expected"),
    [
        (Toll(22, 22, 22), Toll(22, 22, 22), 1, 1.0),
        (Toll(20, 22, 25), Toll(22, 22, 22), 1, 1.0),
        (Toll(20, None, 25), Toll(22, 22, 22), 1, 0.9),
        (Toll(12, 12, None), Toll(10, 15, 20), 1, 0.9),
        (Toll(20, 20, 20), Toll(10, 10, 10), 2, 0.5),
        (Toll(1, 1, 1), Toll(6, 6, 6), 6, 1 / 6),
        (Toll(0, 0, 0), Toll(0, 0, 0), 1, 1.0),
        (Toll(0, 0, 0), Toll(1, 1, 1), 2, 0.5),
        (Toll(0, 0, 0), Toll(9, 9, 9), 10, 0.1),
        (Toll(12), Toll(15), 1.25, 0.8),
        (Toll(), Toll(3, 3, 3), None, None),
        (Toll(), Toll(), None, None),
    ],
)
def test_tolls(one: Toll, two: Toll, ratio: float | None, expected: float | None) -> None:
    assert tolls_ratio(one, two) == (None if ratio is None else pytest.approx(ratio))
    assert toll_likeness(one, two) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({"isgs": {"isgs"}}, {"isgs": {"isgs"}}, 1.0),
        ({"isgs": {"isgs"}, "fama": {"fama"}}, {"isgs": {"isgs"}}, 1.0),
        ({"katiba-macina": {"katiba-macina", "jnim"}}, {"jnim": {"jnim"}}, 0.8),
        ({"katiba-macina": {"katiba-macina", "jnim"}}, {"ansar-dine": {"ansar-dine", "jnim"}}, 0.5),
        ({"isgs": {"isgs"}}, {"jnim": {"jnim"}}, 0.0),
        ({}, {"jnim": {"jnim"}}, None),
        ({}, {}, None),
    ],
)
def test_actors(one: dict[str, set[str]], two: dict[str, set[str]], expected: float | None) -> None:
    def side(actors: dict[str, set[str]]) -> Side:
        return Side(actors=dict.fromkeys(actors, ""), families=frozenset().union(*actors.values()))

    assert (actor_likeness(side(one), side(two)), actor_likeness(side(two), side(one))) == (
        expected,
        expected,
    )


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ([("en", "Attack at Ménaka")], [("en", "ATTACK, at menaka!")], 1.0),
        ([("en", "Attack")], [("en", "quiet")], 0.0),
        ([("en", "Attack"), ("en", "a long tale")], [("en", "Attack")], 1.0),
        ([("en", "Attack")], [("fr", "Attaque")], None),
        ([("", "Attack")], [("fr", "Attack")], 1.0),
        ([], [("en", "Attack")], None),
        ([("en", "!!!")], [("en", "???")], 0.0),
    ],
)
def test_words(one: list[tuple[str, str]], two: list[tuple[str, str]], expected: float | None) -> None:
    assert words_likeness(Side(words=tuple(one)), Side(words=tuple(two))) == expected


def test_the_same_address_is_the_same_text() -> None:
    address = frozenset({"https://example.org/a"})
    assert words_likeness(Side(urls=address), Side(urls=address)) == 1.0


def test_pieces_of_a_word_hold_its_beginning_and_its_end() -> None:
    assert trigrams("Gao") == {"  g", " ga", "gao", "ao "}


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("battles", "battles", 1.0),
        ("battles", "violence_against_civilians", 0.5),
        ("explosions_remote_violence", "battles", 0.5),
        ("protests", "riots", 0.5),
        ("protests", "battles", 0.0),
        ("strategic_developments", "battles", 0.0),
        (None, "battles", None),
        ("", "", None),
    ],
)
def test_types(one: str | None, two: str | None, expected: float | None) -> None:
    assert type_likeness(one, two) == expected


# What speaks against it ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "vetoes"),
    [
        ({}, ()),
        ({"victims": frozenset({"state_forces"})}, ("victims",)),
        ({"victims": frozenset({"state_forces", "civilians"})}, ()),
        ({"victims": frozenset()}, ()),
        ({"event_type": "protests"}, ("type",)),
        ({"event_type": "strategic_developments"}, ("type",)),
        ({"event_type": "battles"}, ()),
        ({"event_type": None}, ()),
        ({"event_type": "battles", "first": date(2018, 10, 1), "last": date(2018, 10, 1)}, ("type",)),
        ({"event_type": "battles", "place": None, "longitude": 0.7}, ("type",)),
        ({"longitude": 0.75, "place": None}, ("place",)),
        ({"longitude": 0.72, "place": None}, ()),
        ({"longitude": 0.75, "place": None, "radius_m": 20_000}, ()),
        ({"longitude": None, "latitude": None, "place": None}, ()),
        ({"toll": Toll(4, 4, 4)}, ("toll",)),
        ({"toll": Toll(5, 5, 5)}, ()),
        ({"toll": Toll(4, 4, 4), "is_lead": True}, ()),
        ({"toll": Toll(110, 110, 110)}, ()),
        ({"toll": Toll(111, 111, 111)}, ("toll",)),
        ({"toll": Toll()}, ()),
        ({"toll": Toll(2, None, None), "victims": frozenset({"peacekeepers"})}, ("victims", "toll")),
    ],
)
def test_vetoes(changes: dict[str, Any], vetoes: tuple[str, ...]) -> None:
    found = compare(ATTACK, other(**changes)), compare(other(**changes), ATTACK)
    assert [how.vetoes for how in found] == [vetoes, vetoes]
    assert all((how.verdict == "none") == bool(vetoes) for how in found)


def test_in_a_clash_each_side_counts_the_dead_of_the_other() -> None:
    one = other(event_type="battles", victims=frozenset({"state_forces"}))
    two = other(event_type="battles", victims=frozenset({"attackers"}))
    assert compare(one, two).vetoes == ()


# Verdicts ----------------------------------------------------------------------------------------------------
def test_the_same_account_is_the_same() -> None:
    how = compare(ATTACK, ATTACK)
    assert (how.score, how.verdict, set(how.features.values())) == (pytest.approx(1), "likely", {1.0})


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"words": (("en", "22 villagers shot dead by gunmen near Ansongo"),)}, "likely"),
        ({"words": (("en", "Weather report"),)}, "maybe"),
        ({"words": (("fr", "22 civils tués"),)}, "likely"),
        # a clash to one, an attack on civilians to the other: for a person to say
        ({"event_type": "battles"}, "maybe"),
        ({"words": (("en", "Weather report"),), "actors": {"jnim": "JNIM"}, "families": frozenset({"jnim"}),
          "first": date(2018, 10, 3), "last": date(2018, 10, 3)}, "none"),
    ],
)  # fmt: skip
def test_verdicts(changes: dict[str, Any], verdict: str) -> None:
    assert compare(ATTACK, other(**changes)).verdict == verdict


def test_what_is_not_known_is_neutral() -> None:
    vague = other(toll=Toll(), actors={}, words=())
    assert compare(ATTACK, vague).score == pytest.approx(1)


def test_with_little_known_nothing_is_likely() -> None:
    bare = Side(first=DAY, last=DAY, **ANSONGO, event_type="violence_against_civilians")
    how = compare(bare, bare)
    assert (how.score, how.verdict) == (pytest.approx(1), "maybe")


def test_two_sides_that_say_nothing_are_not_alike() -> None:
    assert (compare(Side(), Side()).score, compare(Side(), Side()).verdict) == (0, "none")


def test_the_same_text_is_the_strongest_candidate_whatever_its_values_say() -> None:
    how = compare(ATTACK, other(victims=frozenset({"state_forces"})), same_text=True)
    assert (how.score, how.verdict, how.vetoes) == (1, "likely", ("victims",))


days = st.dates(date(2018, 9, 1), date(2018, 10, 30))
tolls = st.lists(st.integers(0, 40), min_size=3, max_size=3).map(
    lambda figures: Toll(*sorted(figures))
) | st.sampled_from([Toll(), Toll(3), Toll(None, 3, None), Toll(None, None, 9), Toll(2, None, 20)])
sides = st.builds(
    lambda first, length, longitude, radius, toll, actor, event_type, victim, words: Side(
        first=first,
        last=None if first is None else date.fromordinal(first.toordinal() + length),
        longitude=longitude,
        latitude=None if longitude is None else 15.0,
        radius_m=None if longitude is None else radius,
        toll=toll,
        actors={actor: actor} if actor else {},
        families=frozenset({actor} if actor else ()),
        victims=frozenset({victim} if victim else ()),
        event_type=event_type,
        words=(("en", words),) if words else (),
    ),
    st.none() | days,
    st.integers(0, 31),
    st.none() | st.floats(0, 1),
    st.integers(0, 100_000),
    tolls,
    st.sampled_from(["", "isgs", "jnim"]),
    st.sampled_from([None, "battles", "protests", "violence_against_civilians"]),
    st.sampled_from(["", "civilians", "state_forces"]),
    st.sampled_from(["", "Gunmen attacked a village", "Villagers were attacked", "Soldiers arrived"]),
)


@given(sides, sides)
def test_the_order_of_the_two_makes_no_difference(one: Side, two: Side) -> None:
    forth, back = compare(one, two), compare(two, one)
    assert forth.features == pytest.approx(back.features)
    assert (forth.score, forth.verdict, forth.vetoes) == (
        pytest.approx(back.score),
        back.verdict,
        back.vetoes,
    )


@given(sides, sides)
def test_words_are_left_out_only_where_they_would_change_nothing(one: Side, two: Side) -> None:
    whole, short = compare(one, two), compare(one, two, worth=0.5)
    assert (short.verdict, short.vetoes) == (whole.verdict, whole.vetoes)
    assert short == whole or (whole.score < 0.5 and short.score < 0.5)


@given(sides, sides)
def test_every_likeness_is_a_share_and_a_veto_ends_it(one: Side, two: Side) -> None:
    how = compare(one, two)
    known = [value for value in how.features.values() if value is not None]
    assert all(0 <= value <= 1 for value in [*known, how.score])
    assert how.verdict == "none" or (not how.vetoes and how.score >= 0.5)
