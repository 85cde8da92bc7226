from __future__ import annotations

import pytest

from incidents.ingest.extract.text.numbers import quantities
from incidents.ingest.extract.text.tokens import passage

CASES = [
    ("en", "22 civilians", 22, 22, 22, "exactly"),
    ("en", "twenty-two civilians", 22, 22, 22, "exactly"),
    ("en", "two hundred and fifty people", 250, 250, 250, "exactly"),
    ("en", "1,200 people", 1200, 1200, 1200, "exactly"),
    ("en", "at least 12 people", 12, 12, None, "at_least"),
    ("en", "12 or more people", 12, 12, None, "at_least"),
    ("en", "no fewer than twelve people", 12, 12, None, "at_least"),
    ("en", "more than 60 people", 60, 60, None, "more_than"),
    ("en", "over 60 people", 60, 60, None, "more_than"),
    ("en", "about 50 people", None, 50, None, "about"),
    ("en", "up to 20 people", None, None, 20, "at_most"),
    ("en", "fewer than 20 people", None, None, 19, "less_than"),
    ("en", "between 10 and 12 people", 10, None, 12, "between"),
    ("en", "10-12 people", 10, None, 12, "between"),
    ("en", "ten to twelve people", 10, None, 12, "between"),
    ("en", "a dozen people", None, 12, None, "about"),
    ("en", "two dozen people", None, 24, None, "about"),
    ("en", "dozens of people", 24, None, None, "vague"),
    ("en", "several people", 3, None, None, "vague"),
    ("en", "an unknown number of people", 1, None, None, "vague"),
    ("fr", "vingt et un civils", 21, 21, 21, "exactly"),
    ("fr", "soixante-quinze civils", 75, 75, 75, "exactly"),
    ("fr", "quatre-vingt-dix civils", 90, 90, 90, "exactly"),
    ("fr", "deux cents civils", 200, 200, 200, "exactly"),
    ("fr", "1 200 civils", 1200, 1200, 1200, "exactly"),
    ("fr", "au moins douze civils", 12, 12, None, "at_least"),
    ("fr", "plus de 60 personnes", 60, 60, None, "more_than"),
    ("fr", "une vingtaine de civils", None, 20, None, "about"),
    ("fr", "au moins une vingtaine de civils", 20, 20, None, "at_least"),
    ("fr", "une douzaine de civils", None, 12, None, "about"),
    ("fr", "quelques 20 civils", None, 20, None, "about"),
    ("fr", "quelques civils", 2, None, None, "vague"),
    ("fr", "plusieurs dizaines de civils", 20, None, None, "vague"),
    ("fr", "entre 3 et 5 civils", 3, None, 5, "between"),
    ("fr", "de 10 à 12 civils", 10, None, 12, "between"),
    ("fr", "trois ou quatre civils", 3, None, 4, "between"),
    ("fr", "jusqu'à 30 civils", None, None, 30, "at_most"),
]


@pytest.mark.parametrize(("language", "text", "expected"), [(case[0], case[1], case[2:]) for case in CASES])
def test_count_keeps_the_bounds_that_the_text_gives(
    language: str, text: str, expected: tuple[int | str | None, ...]
) -> None:
    found = [count.toll for count in quantities(passage(text, 0, len(text)), language)]
    assert [(toll.low, toll.best, toll.high, toll.quantifier) for toll in found] == [expected]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "three soldiers and two civilians", [3, 2]),
        ("en", "three, five and seven", [3, 5, 7]),
        ("en", "a 12.7 mm gun", []),
        ("fr", "un soldat et une femme", []),
        ("fr", "trois soldats et deux civils", [3, 2]),
    ],
)
def test_numbers_beside_each_other_are_not_added(language: str, text: str, values: list[int]) -> None:
    assert [count.toll.best for count in quantities(passage(text, 0, len(text)), language)] == values
