"""How firmly a draft names doers whom nobody knows: what the text says that they are."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.extract.decisions.learnt import shipped
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 5)  # a Wednesday


@pytest.mark.parametrize(
    ("language", "text", "how"),
    [
        ("en", "On Monday gunmen killed five traders near Ansongo.", "unknown"),
        ("en", "On Monday armed men killed five traders near Ansongo. Bandits are many here.", "unknown"),
        ("en", "On Monday armed bandits killed five traders near Ansongo.", "stated"),
        ("en", "On Monday robbers killed two traders near Ansongo.", "stated"),
        ("en", "On Monday suspected jihadists killed five traders near Ansongo.", "suspected"),
        ("fr", "Lundi, des hommes armés ont tué cinq commerçants près d'Ansongo.", "unknown"),
        ("fr", "Lundi, des bandits armés ont tué cinq commerçants près d'Ansongo.", "stated"),
        ("fr", "Lundi, des coupeurs de route ont tué cinq commerçants près d'Ansongo.", "stated"),
        ("fr", "Lundi, des jihadistes présumés ont tué cinq commerçants près d'Ansongo.", "suspected"),
        ("fr", "Cinq commerçants ont été tués lundi près d'Ansongo dans une attaque imputée à des jihadistes.", "suspected"),
    ],
)  # fmt: skip
def test_what_the_text_says_that_they_are(language: str, text: str, how: str, tables: Tables) -> None:
    (draft,) = extract(
        text, published=PUBLISHED, tables=tables, language=language, learnt=shipped()
    ).incidents
    assert [(actor.slug, actor.attribution) for actor in draft.perpetrators] == [
        ("unidentified-armed-group", how)
    ]
