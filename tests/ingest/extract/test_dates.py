"""Dates as reports write them, read on Tuesday 2 October 2018."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract.text.tokens import passage
from incidents.ingest.extract.when.dates import DateMention, dates

PUBLISHED = date(2018, 10, 2)


def read(text: str, published: date = PUBLISHED, anchor: date | None = None) -> list[DateMention]:
    return dates(passage(text, 0, len(text)), published, anchor)


def intervals(
    text: str, published: date = PUBLISHED, anchor: date | None = None
) -> list[tuple[str, str, str]]:
    return [
        (mention.date.start.isoformat(), mention.date.end.isoformat(), mention.date.precision)
        for mention in read(text, published, anchor)
    ]


CASES = [
    ("on 30 September, 22 civilians died", "2018-09-30", "2018-09-30", "day"),
    ("on September 30, 2017", "2017-09-30", "2017-09-30", "day"),
    ("on the 3rd of May", "2018-05-03", "2018-05-03", "day"),
    ("on 5 Sept. near Gao", "2018-09-05", "2018-09-05", "day"),
    ("on 2018-09-27", "2018-09-27", "2018-09-27", "day"),
    ("on 27/09/2018", "2018-09-27", "2018-09-27", "day"),
    ("on 31 December", "2017-12-31", "2017-12-31", "day"),
    ("on 2 October", "2018-10-02", "2018-10-02", "day"),
    ("Sunday, 30 September", "2018-09-30", "2018-09-30", "day"),
    ("on Monday", "2018-10-01", "2018-10-01", "day"),
    ("on Tuesday", "2018-10-02", "2018-10-02", "day"),
    ("last Tuesday", "2018-09-25", "2018-09-25", "day"),
    ("yesterday", "2018-10-01", "2018-10-01", "day"),
    ("last night", "2018-10-01", "2018-10-02", "day"),
    ("last night 1 October approx 2200", "2018-10-01", "2018-10-01", "day"),
    ("last night (1 Oct) around 20:15", "2018-10-01", "2018-10-01", "day"),
    ("hit last night (01/10) approx 21h", "2018-10-01", "2018-10-01", "day"),
    ("last night in a bar by the bus station, abt 22h", "2018-10-01", "2018-10-01", "day"),
    ("last night, just after the evening prayer, men came", "2018-10-01", "2018-10-01", "day"),
    ("last night 20 men came", "2018-10-01", "2018-10-02", "day"),
    ("ystd ~17h", "2018-10-01", "2018-10-01", "day"),
    ("on Saturday night", "2018-09-29", "2018-09-29", "day"),
    ("on Saturday night at about 2 am", "2018-09-29", "2018-09-30", "day"),
    ("three days ago", "2018-09-29", "2018-09-29", "day"),
    ("Vendredi 28 : un assaut", "2018-09-28", "2018-09-28", "day"),
    ("28.09, vers 7 h : un convoi", "2018-09-28", "2018-09-28", "day"),
    ("Dans la soirée du 28 septembre, le maire", "2018-09-28", "2018-09-28", "day"),
    ("in August", "2018-08-01", "2018-08-31", "month"),
    ("in November", "2017-11-01", "2017-11-30", "month"),
    ("in March 2016", "2016-03-01", "2016-03-31", "month"),
    ("August 2018: a nurse was taken", "2018-08-01", "2018-08-31", "month"),
    ("in early September", "2018-09-01", "2018-09-10", "week"),
    ("late August", "2018-08-21", "2018-08-31", "week"),
    ("last week", "2018-09-24", "2018-09-30", "week"),
    ("last month", "2018-09-01", "2018-09-30", "month"),
    ("in 2012", "2012-01-01", "2012-12-31", "year"),
    ("from 28 September to 1 October", "2018-09-28", "2018-10-01", "week"),
    ("on the night of 4 to 5 September", "2018-09-04", "2018-09-05", "day"),
    ("between 3 and 9 September", "2018-09-03", "2018-09-09", "week"),
    ("le 30 septembre", "2018-09-30", "2018-09-30", "day"),
    ("le 1er juillet 2018", "2018-07-01", "2018-07-01", "day"),
    ("dans la nuit du 4 au 5 septembre", "2018-09-04", "2018-09-05", "day"),
    ("cette nuit vers 1h", "2018-10-02", "2018-10-02", "day"),
    ("la nuit dernière, aux environs de 22h", "2018-10-01", "2018-10-01", "day"),
    ("Le 27, deux techniciens", "2018-09-27", "2018-09-27", "day"),
    ("On the 27th, two men", "2018-09-27", "2018-09-27", "day"),
    ("Sat 29 pm: huts burnt", "2018-09-29", "2018-09-29", "day"),
    ("Sun 30/9 abt 5 am", "2018-09-30", "2018-09-30", "day"),
    ("dans la nuit du 30 septembre au 1er octobre", "2018-09-30", "2018-10-01", "day"),
    ("du 28 au 30 septembre", "2018-09-28", "2018-09-30", "week"),
    ("lundi dernier", "2018-10-01", "2018-10-01", "day"),
    ("mardi dernier", "2018-09-25", "2018-09-25", "day"),
    ("hier", "2018-10-01", "2018-10-01", "day"),
    ("il y a deux semaines", "2018-09-17", "2018-09-23", "week"),
    ("en août", "2018-08-01", "2018-08-31", "month"),
    ("à la mi-septembre", "2018-09-11", "2018-09-20", "week"),
    ("fin août 2017", "2017-08-21", "2017-08-31", "week"),
    ("le 29 février", "2016-02-29", "2016-02-29", "day"),
]


@pytest.mark.parametrize(("text", "start", "end", "precision"), CASES, ids=[case[0] for case in CASES])
def test_date_is_read_as_the_text_supports_it(text: str, start: str, end: str, precision: str) -> None:
    assert intervals(text) == [(start, end, precision)]


@pytest.mark.parametrize(
    "text",
    [
        "Between 10 and 12 people were hurt",
        "they may have left",
        "soldiers march north",
        "on 31 September",
        "at 12.30 near the camp",
        "the 23rd regiment",
        "the same day",
        "a second attack",
    ],
)
def test_text_without_a_date_gives_none(text: str) -> None:
    assert intervals(text) == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("more than 60 since September", "since"),
        ("depuis septembre", "since"),
        ("killed on Monday", "on"),
        ("the army said on Monday that", "reported"),
        ("le ministre a annoncé mardi", "reported"),
        ("On Monday, the army said that", "reported"),
        ("killed on 30 September, the army said", "on"),
    ],
)
def test_a_since_and_the_day_of_a_statement_are_no_event_dates(text: str, role: str) -> None:
    assert [mention.role for mention in read(text)] == [role]


@pytest.mark.parametrize(
    ("text", "is_labelled"),
    [
        ("Date : mercredi 26/09/2018 vers 10h30", True),
        ("When: Wednesday 26 September, 08:40.", True),
        ("Date de l'incident : 26/09/2018, 07h50", True),
        ("Date/time: 26 September, 07:15", True),
        ("The date of 26 September was kept.", False),
        ("When soldiers came on 26 September, they fled.", False),
    ],
)
def test_the_field_of_a_form_says_when_it_happened(text: str, is_labelled: bool) -> None:
    (mention,) = read(text)
    assert (mention.date.start.isoformat(), mention.is_labelled) == ("2018-09-26", is_labelled)


@pytest.mark.parametrize(
    "text",
    [
        "one of them died the next day",
        "dont l'une est décédée le lendemain",
        "deux ont succombé le lendemain",
    ],
)
def test_the_day_on_which_one_of_them_died_is_not_the_events(text: str) -> None:
    assert [mention.role for mention in read(text, anchor=date(2018, 9, 30))] == ["reported"]


def test_offsets_cover_the_words_of_the_date_even_behind_accents() -> None:
    text = "Tués à Ménaka le 1er août 2018."
    (mention,) = read(text)
    assert text[mention.start : mention.end] == "1er août 2018"


def test_the_same_and_the_next_day_follow_the_event_told_before() -> None:
    anchor = date(2018, 9, 30)
    assert intervals("The same day, others fled", anchor=anchor) == [("2018-09-30", "2018-09-30", "day")]
    assert intervals("Le lendemain, ils sont partis", anchor=anchor) == [("2018-10-01", "2018-10-01", "day")]
    assert intervals("la veille", anchor=anchor) == [("2018-09-29", "2018-09-29", "day")]


def test_a_day_of_the_month_alone_is_of_the_month_told_before() -> None:
    assert intervals("Le 18, l'armée", anchor=date(2018, 8, 16)) == [("2018-08-18", "2018-08-18", "day")]
    assert intervals("Le 18, l'armée") == [("2018-09-18", "2018-09-18", "day")]


@pytest.mark.parametrize(("text", "days"), [
    ("in dispute on Monday, two days after men opened fire", ["2018-10-01 reported", "2018-09-29 on"]),
    ("vendredi, trois jours après le double attentat", ["2018-09-28 reported", "2018-09-25 on"]),
])  # fmt: skip
def test_so_many_days_after_an_event_lead_back_to_it(text: str, days: list[str]) -> None:
    assert [f"{mention.date.start} {mention.role}" for mention in read(text)] == days


def test_since_last_week_when_tells_the_day_of_what_follows() -> None:
    roles = [mention.role for mention in read("They have been here since last week, when armed men came")]
    assert roles == ["on"]


def test_the_preceding_night_ends_on_the_day_told_before_it() -> None:
    found = intervals("said on 1 October that they struck during the preceding night")
    assert found[-1] == ("2018-09-30", "2018-10-01", "day")


def test_a_weekday_that_contradicts_the_date_is_told() -> None:
    assert [mention.weekday_differs for mention in read("on Sunday 29 September")] == [True]
    assert [mention.weekday_differs for mention in read("on Sunday 30 September")] == [False]


def test_a_range_over_the_turn_of_the_year_begins_in_the_old_one() -> None:
    assert intervals("from 30 December to 2 January", published=date(2019, 1, 5)) == [
        ("2018-12-30", "2019-01-02", "week")
    ]
