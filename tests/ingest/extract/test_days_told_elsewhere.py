"""The day of an incident where another sentence, or the line above the report, knows it."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 7)  # a Friday
CASES = [
    # A weekend, of which the next sentence knows the day.
    (
        "Gunmen ambushed a convoy near Gao last weekend, killing nine soldiers, officials said.\n\n"
        "The convoy came under fire on Saturday between Gao and Ansongo.",
        ["2022-10-01/2022-10-01"],
    ),
    ("Gunmen ambushed a convoy near Gao last weekend, killing nine soldiers.", ["2022-10-01/2022-10-02"]),
    # The line above.
    (
        "NIGER - Explosion, bridge\nMonday 3 October 2022, night\n\nA bomb destroyed a bridge near Gao. No victims reported.",
        ["2022-10-03/2022-10-03"],
    ),
    (
        "Alert\n03/10/2022, 23:30hrs\n\nArmed bandits entered the house of a trader in Gao and abducted his son.",
        ["2022-10-03/2022-10-03"],
    ),
    # The field of a form, wherever it stands.
    (
        "ALERT - GAO - 7 October 2022\nWhat: NGO vehicle taken at gunpoint.\nWhen: Thursday 6 October, 08:40.\n"
        "Details: three armed men blocked a car in Gao and left with it.",
        ["2022-10-06/2022-10-06"],
    ),
    (
        "INCIDENT\nArea: Gao. Date: Tuesday 4 October. Time: 13:30.\n\nGunmen attacked a post of the army in Gao. Two died.",
        ["2022-10-04/2022-10-04"],
    ),
    # The day of a message, and the night of something else.
    ("Sitrep Gao 07/10 0700: gunmen abducted a trader yesterday in Gao.", ["2022-10-06/2022-10-06"]),
    (
        "The blast on Wednesday afternoon killed two soldiers near Gao. The injured were flown to Niamey overnight.",
        ["2022-10-05/2022-10-05"],
    ),
    # The day of publication is not the event's.
    ("Alert - Gao\n7 October 2022\n\nGunmen abducted a trader in Gao.", [None]),
    # A paragraph that has a day of its own keeps it.
    ("Note\n3 October 2022\n\nOn 5 October gunmen abducted a trader in Gao.", ["2022-10-05/2022-10-05"]),
    # In passing.
    ("Tues eve armed men hit a checkpoint in Gao, 1 soldier KIA.", ["2022-10-04/2022-10-04"]),
    ("Eight soldiers were killed near Gao on Tuesday, the ministry announced late on Thursday.", ["2022-10-04/2022-10-04"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "days"), CASES)
def test_it_happened_then(text: str, days: list[str | None], reference_tables: Tables) -> None:
    incidents = extract(text, published=PUBLISHED, tables=reference_tables, language="en").incidents
    told = [f"{one.date.start}/{one.date.end}" if one.date else None for one in incidents]
    assert told == days
