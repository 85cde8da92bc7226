"""The compare page before any script has run: its address, its words, its drawings, and what it refuses."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from incidents.models import Annotation
from incidents.record import SourceValue
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]
ELECTION = "by=period&a=2018-04-30..2018-07-28&b=2018-07-29..2018-10-26"
YEAR = "since=2018-01-01&until=2018-12-31"


def on(day: str, **fields: Any) -> dict[str, Any]:
    return {"date_start": day, "date_end": day, **fields}


def page(client: Client, query: str = ELECTION, status: int = 200) -> Any:
    """The context of the page at this address."""
    response = client.get(f"/compare/?{query}")
    assert response.status_code == status, response.content[:300]
    return response.context


def led_to(client: Client, query: str) -> dict[str, list[str]]:
    """The query string that an address leads to."""
    response = client.get(f"/compare/?{query}")
    assert response.status_code == 302
    target = urlsplit(response["Location"])
    assert (target.scheme, target.netloc, target.path) == ("", "", "/compare/")
    return parse_qs(target.query)


# The address ------------------------------------------------------------------------------------------------
def test_without_a_question_there_is_the_form(client: Client) -> None:
    context = page(client, "")
    assert "sides" not in context
    assert context["suggestions"] == []
    assert context["problem"] == []


def test_events_within_the_data_are_offered_the_latest_first(client: Client) -> None:
    make.published_incidents([on("2018-06-01"), on("2018-09-01")])
    offered = page(client, "type=battles")["suggestions"]
    assert [str(item["event"].date_start) for item in offered] == ["2018-08-12", "2018-07-29"]
    assert parse_qs(offered[1]["query"]) == {
        "by": ["period"], "a": ["2018-04-30..2018-07-28"], "b": ["2018-07-29..2018-10-26"], "type": ["battles"],
    }  # fmt: skip


@pytest.mark.parametrize("name", ["around", "event"])
def test_a_day_and_a_length_lead_to_the_periods_before_and_from_it_on(client: Client, name: str) -> None:
    assert led_to(client, f"by=period&{name}=2018-07-29&days=90&type=battles&region=ML07") == {
        "by": ["period"], "a": ["2018-04-30..2018-07-28"], "b": ["2018-07-29..2018-10-26"], "type": ["battles"],
        "region": ["ML07"],
    }  # fmt: skip


def test_a_day_that_is_typed_goes_before_the_chosen_event_and_the_periods(client: Client) -> None:
    form = "event=2018-07-29&around=2018-09-01&days=10&a_first=2018-01-01&a_last=2018-01-31&b_first=&b_last="
    assert led_to(client, f"by=period&{form}")["b"] == ["2018-09-01..2018-09-10"]


def test_the_four_days_of_the_form_lead_to_two_periods(client: Client) -> None:
    form = "a_first=2018-01-01&a_last=2018-01-31&b_first=2018-06-01&b_last=2018-06-30&event=&around=&days=90"
    found = led_to(client, f"by=period&{form}")
    assert (found["a"], found["b"]) == (["2018-01-01..2018-01-31"], ["2018-06-01..2018-06-30"])


def test_regions_without_days_are_compared_over_the_latest_year_and_the_address_says_so(
    client: Client,
) -> None:
    make.published_incident(**on("2018-09-30"))
    found = led_to(client, "by=region&a=ML07&b=ML10&type=battles")
    assert (found["since"], found["until"], found["type"]) == (["2017-10-01"], ["2018-09-30"], ["battles"])


@pytest.mark.parametrize(
    ("given", "since", "until"),
    [("since=2018-05-01", "2018-05-01", "2018-09-30"), ("until=2018-05-01", "2017-05-02", "2018-05-01"),
     ("since=2020-01-01", "2020-01-01", "2020-01-01")],
)  # fmt: skip
def test_an_open_end_is_filled(client: Client, given: str, since: str, until: str) -> None:
    make.published_incident(**on("2018-09-30"))
    found = led_to(client, f"by=country&a=MLI&b=NER&{given}")
    assert (found["since"], found["until"]) == ([since], [until])


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (ELECTION, ["Before", "After"]),
        ("by=period&a=2018-01-01..2018-01-31&b=2018-06-01..2018-06-30", ["Period A", "Period B"]),
        (f"by=region&a=ML07&b=ML10&{YEAR}", ["Gao", "Menaka"]),
        (f"by=country&a=mli&b=NER&{YEAR}", ["Mali", "Niger"]),
        (f"by=actor&a=jnim:perpetrator&b=katiba-macina&{YEAR}", None),
    ],
)
def test_each_kind_of_comparison_names_its_sides(client: Client, query: str, names: list[str] | None) -> None:
    found = [side["name"] for side in page(client, query)["sides"]]
    assert found == (names or [make.actor("jnim").name, make.actor("katiba-macina").name])


def test_all_other_filters_hold_for_both_sides(client: Client) -> None:
    make.published_incidents(
        [on("2018-06-01"), on("2018-09-01"), on("2018-09-02", estimates=(make.killed(50),))]
    )
    context = page(client, f"{ELECTION}&min_killed=10&country=MLI")
    assert [side["facts"].count for side in context["sides"]] == [0, 1]
    assert context["in_force"] == ["min_killed: 10", "Mali"]
    assert context["kept"] == [("min_killed", "10")]


@pytest.mark.parametrize(
    "common",
    [
        "", "type=battles&type=violence_against_civilians", "actor=isgs&actor=jnim", "near=0.5,15.66,100", "q=killed",
        "region=ML07&region=ML10", "min_killed=1&min_killed=3", "country=MLI&verification=unverified",
        "area=0,15,1,15,1,16,0,16", "community=fulani&civilian_targeting=true",
    ],
)  # fmt: skip
def test_with_any_filter_the_incidents_on_both_sides_are_those_of_both_lists(
    client: Client, common: str
) -> None:
    across = {"date_start": "2018-07-20", "date_end": "2018-08-05", "date_meaning": "once_within"}
    parties = {"involvements": (make.perpetrator("isgs"),)}
    make.published_incidents([on("2018-06-01"), on("2018-09-01", **parties), across, {**across, **parties}])
    context = page(client, f"{ELECTION}&{common}")
    listed = [
        {row["id"] for row in client.get(f"/api/v1/incidents/?{side['query']}").json()["results"]}
        for side in context["sides"]
    ]
    assert [side["facts"].count for side in context["sides"]] == [len(ids) for ids in listed]
    assert context["found"].shared == len(listed[0] & listed[1])


def test_each_side_can_be_opened_on_the_map(client: Client) -> None:
    make.published_incidents([on("2018-06-01"), on("2018-09-01")])
    for side in page(client, f"{ELECTION}&type=violence_against_civilians")["sides"]:
        assert client.get(f"/api/v1/map/?{side['query']}").json()["total"] == side["facts"].count == 1


# What is not understood -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("by=weather", ["by"]),
        ("by=period&a=2018&b=x", ["a", "b"]),
        ("by=period&a=2018-02-01..2018-01-01&b=2018-03-01..2018-04-01", ["a"]),
        ("by=period&a=2018-01-01..2018-02-30&b=2018-03-01..2018-04-01", ["a"]),
        ("by=period&around=yesterday", ["around"]),
        ("by=period&around=2018-07-29&days=0", ["days"]),
        ("by=period&around=2018-07-29&days=١٢", ["days"]),
        ("by=period&around=1900-01-02&days=90", ["around"]),
        ("by=period&around=2199-12-31&days=3660", ["around"]),
        ("by=period&a_first=2018-01-01&a_last=2018-01-31", ["b_first", "b_last"]),
        ("by=region&a=ML07&b=ZZ99&" + YEAR, ["b"]),
        ("by=region&a=ML07&b=ML10&since=2018-12-31&until=2018-01-01", ["until"]),
        ("by=region&a=ML07&b=ML10&since=x", ["since"]),
        ("by=actor&a=nobody-knows&b=jnim&" + YEAR, ["a"]),
        (f"{ELECTION}&type=war", ["type"]),
        (f"{ELECTION}&since=2018-01-01", ["since"]),
        (f"{ELECTION}&bbox=0,0,1,1", ["bbox"]),
        (f"{ELECTION}&colour_of=red", ["colour_of"]),
        (f"by=region&a=ML07&b=ML10&{YEAR}&region=ML06", ["region"]),
        ("by=period&a=" + "9" * 5000 + "&b=" + "<script>", ["a", "b"]),
    ],
)
def test_a_bad_parameter_is_told_and_the_form_still_served(
    client: Client, query: str, parameters: list[str]
) -> None:
    make.published_incident()
    context = page(client, query, status=400)
    assert [error["parameter"] for error in context["problem"]] == parameters
    assert "sides" not in context


def test_nothing_that_was_typed_comes_back_as_markup(client: Client) -> None:
    text = client.get("/compare/?by=<script>alert(1)</script>&a=<img src=x>&q=<b>").content.decode()
    assert "<script>alert(1)" not in text
    assert "<img src=x>" not in text
    assert "<b>" not in text


# The words -------------------------------------------------------------------------------------------------
def counted(before: int, after: int) -> list[dict[str, Any]]:
    return [on("2018-06-01")] * before + [on("2018-09-01")] * after


@pytest.mark.parametrize(
    ("before", "after", "headline", "sentence"),
    [
        (0, 0, "Nothing on either side", "No incident on either side in these data."),
        (1, 2, "Too few to say", "After: 2, Before: 1. With so few, even all of them on one side could be chance."),
        (4, 5, "No clear difference",
         "After: 5, Before: 4. 1.2 times as many, but the 90 % range from 0.34 to 4.9 holds the same number, too."),
        (4, 14, "More", "After: 14, Before: 4. 3.5 times as many (90 % range 1.3 to 12)."),
        (14, 4, "Fewer", "After: 4, Before: 14. 0.29 times as many (90 % range 0.087 to 0.78)."),
        (0, 6, "More", "After: 6, Before: none. At least 1.5 times as many (90 % range, no upper end)."),
        (6, 0, "Fewer", "After: none, Before: 6. At most 0.65 times as many (90 % range from 0)."),
    ],
)  # fmt: skip
def test_the_difference_is_said_with_its_uncertainty(
    client: Client, before: int, after: int, headline: str, sentence: str
) -> None:
    if before + after:
        make.published_incidents(counted(before, after))
    context = page(client)
    assert (context["headline"], context["sentence"]) == (headline, sentence)
    assert "%)" not in re.sub(r"90 % range", "", context["sentence"])


def test_periods_of_different_length_are_compared_by_the_day(client: Client) -> None:
    make.published_incidents(counted(6, 6))
    context = page(client, "by=period&a=2018-06-01..2018-06-10&b=2018-07-01..2018-10-08")
    assert context["sentence"].startswith(
        "Period B: 6 (0.060 a day), Period A: 6 (0.60 a day). 0.10 times as many"
    )
    assert context["headline"] == "Fewer"
    assert "Compared per day" in context["toll_sentence"]


def test_an_incident_on_both_sides_is_told(client: Client) -> None:
    make.published_incidents([*counted(1, 1), {"date_start": "2018-07-20", "date_end": "2018-08-05"}])
    assert page(client)["shared_sentence"] == "1 incident lies on both sides and is left out of this ratio."


@pytest.mark.parametrize(
    ("before", "after", "headline", "part"),
    [
        (make.killed(3), make.killed(9), "More killed by any stated figure", "(9 against 3)"),
        (make.killed(9), make.killed(3), "Fewer killed by any stated figure", "(3 against 9)"),
        (make.killed(5, low=3, high=9), make.killed(12, low=8, high=20), "Tolls cannot be told apart", "After: 8–20, Before: 3–9"),
        (make.killed(0), make.killed(0), "No deaths by the stated figures", "Neither side has a stated death."),
        (None, make.killed(3), "Tolls are not stated", "On one side no toll is stated"),
    ],
)  # fmt: skip
def test_tolls_are_said_by_their_ends(
    client: Client, before: Any, after: Any, headline: str, part: str
) -> None:
    make.published_incidents(
        [on("2018-06-01", estimates=(before,) if before else ()), on("2018-09-01", estimates=(after,))]
    )
    context = page(client)
    assert context["toll_headline"] == headline
    assert part in context["toll_sentence"]


def test_an_unstated_toll_is_never_shown_as_none(client: Client) -> None:
    make.published_incidents([on("2018-06-01", estimates=()), on("2018-09-01", estimates=())])
    text = client.get(f"/compare/?{ELECTION}").content.decode().partition('<template id="texts">')[0]
    assert text.count("toll not stated") >= 2
    assert "no deaths" not in text


# Warnings --------------------------------------------------------------------------------------------------
def held(client: Client, query: str = ELECTION) -> list[str]:
    return page(client, query)["warnings"]


def test_nothing_to_beware_of(client: Client) -> None:
    make.published_incidents([on("2018-04-30"), on("2018-10-26")])
    assert held(client) == []


def test_days_beyond_the_data_are_told(client: Client) -> None:
    make.published_incidents([on("2018-04-30"), on("2018-09-30")])
    assert held(client) == [
        "After: the data reach from 30 April 2018 to 30 September 2018 only; days outside are empty for that reason."
    ]


def test_incomplete_days_are_told(client: Client) -> None:
    today = timezone.now().date()
    make.published_incidents([on("2018-01-01"), on((today - timedelta(days=1)).isoformat())])
    before, after = today - timedelta(days=61), today - timedelta(days=31)
    query = f"by=period&a={before}..{after}&b={after + timedelta(days=1)}..{today - timedelta(days=1)}"
    [warning] = held(client, query)
    assert warning.startswith("After: reports of the days since ")
    assert "still coming in" in warning


def test_made_up_data_are_told(client: Client) -> None:
    make.published_incidents([on("2018-04-30"), on("2018-10-26")])
    make.synthetic(**on("2018-09-01"))
    assert held(client) == [
        "1 of these incidents is made-up sample data: the difference says nothing about the world."
    ]


def test_different_reporting_is_told(client: Client) -> None:
    def told_by(number: int) -> tuple[SourceValue, ...]:
        return tuple(SourceValue(make.report().pk, "corroborating") for _n in range(number))

    make.published_incidents(
        [
            on(day, sources=told_by(number))
            for day, number in (("2018-04-30", 1), ("2018-10-26", 3))
            for _n in range(5)
        ]
    )
    [warning] = held(client)
    assert "(Before: 1.0, After: 3.0)" in warning


# Drawings and tables ---------------------------------------------------------------------------------------
def test_the_bars_of_both_sides_stand_on_one_scale(client: Client) -> None:
    make.published_incidents(counted(1, 4))
    context = page(client)
    assert context["tallest"] == 4
    heights = [[float(bar["height"]) for bar in side["chart"]["rects"]] for side in context["sides"]]
    assert heights == [[23.0], [92.0]]


def test_an_event_within_the_days_is_marked(client: Client) -> None:
    make.published_incident()
    marks = [[mark["title"].split(":")[0] for mark in side["marks"]] for side in page(client)["sides"]]
    assert marks == [[], ["29 July 2018", "12 August 2018"]]


def test_an_event_of_the_desk_is_marked_for_the_desk_only(client: Client, analyst_client: Client) -> None:
    Annotation.objects.update(public=False)
    make.published_incident()
    assert [page(reader)["sides"][1]["marks"] == [] for reader in (client, analyst_client)] == [True, False]


def test_an_incident_that_began_before_the_first_day_is_told_instead_of_drawn(client: Client) -> None:
    make.published_incident(date_start="2018-04-01", date_end="2018-05-15")
    chart = page(client)["sides"][0]["chart"]
    assert (chart["rects"], chart["earlier"]) == ([], 1)


def test_tables_hold_the_leading_rows_of_either_side(client: Client) -> None:
    make.published_incidents(
        [on("2018-06-01"), on("2018-09-01", place="ml-menaka"), on("2018-09-02", place="ml-menaka", event_type="battles",
                                                                    sub_event_type="armed_clash")]
    )  # fmt: skip
    types, regions, _actors = page(client)["tables"]
    assert [(row["name"], row["a"], row["b"]) for row in types["rows"]] == [
        ("Battles", 0, 1), ("Violence against civilians", 1, 1),
    ]  # fmt: skip
    assert [(row["name"], row["a"], row["b"], row["b_width"]) for row in regions["rows"]] == [
        ("Menaka", 0, 2, "100.00"), ("Gao", 1, 0, "0.00"),
    ]  # fmt: skip


def test_in_french_drawings_keep_their_points_and_sentences_their_commas(client: Client) -> None:
    make.published_incidents(counted(4, 14))
    response = client.get(f"/compare/?{ELECTION}", headers={"Accept-Language": "fr"})
    assert "3,5" in response.context["sentence"]
    for number in re.findall(r'<rect[^>]*? (?:x|y|width|height)="([^"]*)"', response.content.decode()):
        assert re.fullmatch(r"\d+(\.\d+)?", number)


# Who sees what, and at what cost ---------------------------------------------------------------------------
@pytest.mark.parametrize(("signed_in", "count"), [(False, 1), (True, 2)])
def test_only_what_the_reader_may_see_is_compared(
    client: Client, analyst_client: Client, signed_in: bool, count: int
) -> None:
    make.published_incident(**on("2018-09-01"))
    make.for_analysts_only(**on("2018-09-02"))
    make.embargoed(**on("2018-09-03"))
    make.draft(**on("2018-09-04"))
    assert page(analyst_client if signed_in else client)["sides"][1]["facts"].count == count


@pytest.mark.parametrize("number", [1, 15])
def test_the_page_costs_the_same_queries_however_many_incidents(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    make.published_incidents(counted(number, number))
    page(client)
    with django_assert_num_queries(27):
        page(client)


def test_the_ends_of_the_calendar_are_no_error(client: Client) -> None:
    page(client, "by=period&a=1900-01-01..1999-12-31&b=2000-01-01..2199-12-31")
    assert date.max.year > 2199
