"""Tolls by kind, people and rule, English and French."""

from __future__ import annotations

import pytest

from incidents.ingest.extract.text.tokens import passage
from incidents.ingest.extract.tolls.casualties import tolls

Group = tuple[int | None, str]


def read(language: str, text: str) -> list[tuple[str, list[Group]]]:
    """Kind and (best count, group) of each statement; people included in others are left out."""
    found = tolls(passage(text, 0, len(text)), language)
    return [
        (toll.kind, [(group.toll.best, group.group) for group in toll.people if not group.is_part])
        for toll in found
    ]


CASES: list[tuple[str, str, list[tuple[str, list[Group]]]]] = [
    ("en", "22 civilians were killed by gunmen", [("killed", [(22, "civilians")])]),
    ("en", "Gunmen killed at least 12 people", [("killed", [(12, "unknown")])]),
    ("en", "The raid left 12 soldiers dead", [("killed", [(12, "state_forces")])]),
    (
        "en",
        "an attack that left 12 dead and 5 missing",
        [("killed", [(12, "unknown")]), ("missing", [(5, "unknown")])],
    ),
    (
        "en",
        "three soldiers and two civilians were killed",
        [("killed", [(3, "state_forces"), (2, "civilians")])],
    ),
    ("en", "Two aid workers (a Malian and a Nigerien) were abducted", [("abducted", [(2, "civilians")])]),
    (
        "fr",
        "Deux humanitaires (un Malien et une Nigérienne) ont été enlevés",
        [("abducted", [(2, "civilians")])],
    ),
    (
        "en",
        "seven dead, including five herders, and several wounded",
        [("killed", [(7, "unknown")]), ("injured", [(None, "unknown")])],
    ),
    (
        "fr",
        "sept morts, dont cinq éleveurs, et plusieurs blessés",
        [("killed", [(7, "unknown")]), ("injured", [(None, "unknown")])],
    ),
    (
        "fr",
        "5 blessés (3 soldats, 2 civils) et 2 morts",
        [("injured", [(5, "unknown")]), ("killed", [(2, "unknown")])],
    ),
    ("en", "15 killed, two injured", [("killed", [(15, "unknown")]), ("injured", [(2, "unknown")])]),
    ("en", "An imam and his son were killed", [("killed", [(1, "civilians"), (1, "civilians")])]),
    (
        "en",
        "two soldiers were killed and three wounded",
        [("killed", [(2, "state_forces")]), ("injured", [(3, "unknown")])],
    ),
    ("en", "killing 22 Tuareg civilians and burning 5 vehicles", [("killed", [(22, "civilians")])]),
    ("en", "the death of an ISGS operative", [("killed", [(1, "armed_group")])]),
    ("en", "French troops killed an ISGS operative", [("killed", [(1, "armed_group")])]),
    ("en", "four Chadian peacekeepers died", [("killed", [(4, "peacekeepers")])]),
    ("en", "three French soldiers were killed", [("killed", [(3, "international_forces")])]),
    ("en", "gunmen shot dead three villagers", [("killed", [(3, "civilians")])]),
    ("en", "the fire claimed the lives of 12 people", [("killed", [(12, "unknown")])]),
    ("en", "gunmen kidnapped a nurse and her driver", [("abducted", [(1, "civilians"), (1, "civilians")])]),
    ("en", "a 45-year-old man was killed", [("killed", [(1, "unknown")])]),
    ("en", "12 schoolgirls were abducted", [("abducted", [(12, "civilians")])]),
    ("en", "15 people, including three children, died", [("killed", [(15, "unknown")])]),
    ("en", "soldiers arrested four suspects", [("arrested", [(4, "unknown")])]),
    ("en", "Two hundred people fled", [("displaced", [(200, "unknown")])]),
    ("en", "several villagers were killed", [("killed", [(None, "civilians")])]),
    ("en", "A shepherd had his throat slit.", [("killed", [(1, "civilians")])]),
    ("en", "A grandfather who tried to stop them had his throat cut.", [("killed", [(1, "civilians")])]),
    ("en", "Their Nigerien bodyguard was killed.", [("killed", [(1, "civilians")])]),
    ("en", "The lives of 300 traders are hard.", []),
    ("en", "Twelve lives were lost.", [("killed", [(12, "unknown")])]),
    ("fr", "300 commerçants manifestent contre la cherté de la vie.", []),
    ("fr", "Six gendarmes ont perdu la vie.", [("killed", [(6, "state_forces")])]),
    ("fr", "La foule a mis à mort un homme.", [("killed", [(1, "unknown")])]),
    (
        "fr",
        "Un candidat aux législatives et son chauffeur ont été tués par balles.",
        [("killed", [(1, "civilians"), (1, "civilians")])],
    ),
    (
        "fr",
        "Un jeune homme soupçonné d'être un informateur des terroristes a été lynché.",
        [("killed", [(1, "unknown")])],
    ),
    ("fr", "Deux femmes ont eu la gorge tranchée.", [("killed", [(2, "civilians")])]),
    ("en", "no casualties were reported", [("killed", [(0, "unknown")])]),
    ("fr", "22 civils ont été tués par des hommes armés", [("killed", [(22, "civilians")])]),
    ("fr", "Des hommes armés ont tué douze personnes", [("killed", [(12, "unknown")])]),
    ("fr", "L'attaque a fait 15 morts dont trois enfants", [("killed", [(15, "unknown")])]),
    ("fr", "quatre casques bleus tchadiens tués", [("killed", [(4, "peacekeepers")])]),
    (
        "fr",
        "trois soldats maliens et deux civils ont été tués",
        [("killed", [(3, "state_forces"), (2, "civilians")])],
    ),
    ("fr", "tuant six villageois peuls", [("killed", [(6, "civilians")])]),
    (
        "fr",
        "deux soldats et un civil ont trouvé la mort",
        [("killed", [(2, "state_forces"), (1, "civilians")])],
    ),
    ("fr", "l'explosion a coûté la vie à deux militaires", [("killed", [(2, "state_forces")])]),
    ("fr", "une vingtaine de terroristes neutralisés", [("killed", [(20, "armed_group")])]),
    (
        "fr",
        "un bilan de cinq morts et dix blessés",
        [("killed", [(5, "unknown")]), ("injured", [(10, "unknown")])],
    ),
    ("fr", "trois gendarmes ont été enlevés", [("abducted", [(3, "state_forces")])]),
    ("fr", "l'arrestation de quatre suspects", [("arrested", [(4, "unknown")])]),
    ("fr", "aucune victime n'est signalée", [("killed", [(0, "unknown")])]),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[case[1] for case in CASES])
def test_toll_is_read_with_its_kind_and_people(
    language: str, text: str, expected: list[tuple[str, list[Group]]]
) -> None:
    assert read(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "120 paratroopers landed near the town"),
        ("en", "more people could be killed"),
        ("en", "the gunmen killed the villagers' 30 goats"),
        ("en", "troops captured 10 motorcycles"),
        ("en", "killed in 3 villages"),
        ("en", "the town lies 12 km north"),
        ("fr", "3 motos ont été enlevées"),
        ("fr", "10 maisons ont été brûlées"),
        ("fr", "500 soldats sont déployés"),
    ],
)
def test_sizes_things_and_possibilities_are_no_toll(language: str, text: str) -> None:
    assert [mention for mention in read(language, text) if mention[1][0][0] is not None] == []


def test_span_covers_people_and_casualty_word() -> None:
    text = "On 30 September, 22 civilians were killed by gunmen"
    (toll,) = tolls(passage(text, 0, len(text)), "en", dates=[(3, 15)])
    assert (text[toll.start : toll.end], toll.rule) == ("22 civilians were killed", "passive-toll")


@pytest.mark.parametrize(
    ("language", "text", "community"),
    [
        ("en", "22 civilians, all Tuareg, were killed", "tuareg"),
        ("en", "killed five Fulani herders", "fulani"),
        ("fr", "six villageois dogons ont été tués", "dogon"),
        ("fr", "cinq Touareg ont été tués", "tuareg"),
        ("en", "five civilians were killed", None),
    ],
)
def test_community_of_the_victims(language: str, text: str, community: str | None) -> None:
    (toll,) = tolls(passage(text, 0, len(text)), language)
    assert toll.people[0].community == community


@pytest.mark.parametrize("words", ["took throats three soldiers", "took murder three soldiers"])
def test_a_noun_that_counts_only_with_of_behind_it_counts_nobody_else(words: str) -> None:
    assert read("en", words) == []
