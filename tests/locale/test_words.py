"""Figures, days and tolls in French."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from incidents.codes import PROBABILITY_TERM_CHOICES
from incidents.views import comparewords
from incidents.views.periods import span

NO_BREAK_SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (lambda: comparewords.whole(12_345), f"12{NO_BREAK_SPACE}345"),
        (lambda: comparewords.figure(0.43), "0,43"),
        (lambda: comparewords.day(date(2018, 9, 30)), "30 septembre 2018"),
        (lambda: comparewords.days_named(date(2018, 9, 1), date(2018, 9, 30)), "du 1er septembre 2018 au 30 septembre 2018"),
        (lambda: span("2015-05", ""), "depuis mai 2015"),
        (lambda: span("2018-08-01", "2018-08-11"), "1er août 2018 – 11 août 2018"),
        (lambda: str(dict(PROBABILITY_TERM_CHOICES)["icd203:almost_certain"]), "presque certain (95-99 %, ICD-203)"),
        (lambda: str(dict(PROBABILITY_TERM_CHOICES)["icd203:very_unlikely"]), "très improbable (5-20 %, ICD-203)"),
    ],
)  # fmt: skip
def test_figures_and_days_in_french(said: Any, words: str) -> None:
    with translation.override("fr"):
        assert said() == words


@pytest.mark.parametrize(
    ("toll", "words"),
    [
        ((None, None, None), "bilan non précisé"),
        ((0, 0, 0), f"aucun{NO_BREAK_SPACE}mort"),
        ((1, 1, 1), "1 tué"),
        ((22, 22, 22), "22 tués"),
        ((15, None, 27), "15–27 tués"),
        ((45, 52, 61), f"45–61 tués (estimation{NO_BREAK_SPACE}: 52)"),
        ((1, 1, None), "au moins 1 tué"),
        ((12, 12, None), "au moins 12 tués"),
        ((None, None, 9), "au plus 9 tués"),
    ],
)
def test_tolls_in_french(toll: tuple[int | None, int | None, int | None], words: str) -> None:
    with translation.override("fr"):
        assert (
            render_to_string("_toll.html", dict(zip(("low", "best", "high"), toll, strict=True))).strip()
            == words
        )


JUNE = {
    "date_start": date(2018, 6, 4),
    "date_end": date(2018, 6, 4),
    "time_precision": "day",
    "date_meaning": "lasted",
}
WEEK = {**JUNE, "date_end": date(2018, 6, 10)}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (JUNE, "4 juin 2018"),
        ({**JUNE, "date_start": date(2018, 8, 1), "date_end": date(2018, 8, 1)}, "1er août 2018"),
        (
            {**JUNE, "date_start": date(2018, 1, 31), "date_end": date(2018, 2, 1)},
            "31 janv. 2018 – 1er févr. 2018",
        ),
        (WEEK, "4 juin 2018 – 10 juin 2018"),
        ({**WEEK, "date_meaning": "once_within"}, "une seule fois entre le 4 juin 2018 et le 10 juin 2018"),
        ({**WEEK, "time_precision": "month"}, "juin 2018 (jour inconnu)"),
        ({**WEEK, "time_precision": "year"}, "courant 2018"),
    ],
)
def test_days_of_an_incident_in_french(row: dict[str, Any], words: str) -> None:
    with translation.override("fr"):
        assert render_to_string("_when.html", {"row": row}).strip() == words
