"""The timeline: brushed, stepped, read as a table, with dated events and the days that are still incomplete."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.e2e.screen import address, bars, in_view, open_map, overflows, settled, watch

HERE = "lon=1.6&lat=15.75&zoom=7"
SUMMER = f"{HERE}&since=2018-07-01&until=2018-08-31"
FIRST_ROUND = "Mali: presidential election, first round"


def days(page: Page) -> tuple[str, str]:
    return address(page)["since"][0], address(page)["until"][0]


# Selecting days --------------------------------------------------------------------------------------------
def test_brushing_selects_whole_bars_everywhere(page: Page, site: str) -> None:
    open_map(page, site, SUMMER)
    before = in_view(page)
    plot = page.locator("[data-plot]").bounding_box()
    assert plot is not None

    page.mouse.move(plot["x"] + plot["width"] * 0.4, plot["y"] + 40)
    page.mouse.down()
    page.mouse.move(plot["x"] + plot["width"] * 0.6, plot["y"] + 40, steps=5)
    page.mouse.up()
    settled(page)

    since, until = days(page)
    assert "2018-07-01" < since < until < "2018-08-31"
    assert 0 < in_view(page) < before


@pytest.mark.parametrize(
    ("selected", "button", "expected"),
    [
        (("2018-07-01", "2018-07-31"), "Period after", ("2018-08-01", "2018-08-31")),
        (("2018-07-01", "2018-08-31"), "Period before", ("2018-05-01", "2018-06-30")),
        (("2018-08-06", "2018-08-12"), "Period after", ("2018-08-13", "2018-08-19")),
    ],
)
def test_a_step_moves_by_whole_months_or_by_the_same_number_of_days(
    page: Page, site: str, selected: tuple[str, str], button: str, expected: tuple[str, str]
) -> None:
    open_map(page, site, f"{HERE}&since={selected[0]}&until={selected[1]}")

    page.get_by_role("button", name=button).click()
    settled(page)

    assert days(page) == expected


@pytest.mark.parametrize(
    ("since", "until", "per"),
    [
        ("2018-09-01", "2018-09-30", "day"),
        ("2018-03-01", "2018-09-30", "week"),
    ],
)
def test_the_length_of_the_selection_chooses_the_bars(
    page: Page, site: str, since: str, until: str, per: str
) -> None:
    open_map(page, site, f"{HERE}&since={since}&until={until}")

    expect(page.locator("[data-caption]")).to_contain_text(f"per {per}")


def test_a_longer_time_grows_with_every_press_and_is_never_refused(page: Page, site: str) -> None:
    windows: list[tuple[str, str]] = []

    def note(request: Request) -> None:
        if "/api/v1/timeline/" in request.url:
            query = parse_qs(urlsplit(request.url).query)
            windows.append((query["since"][0], query["until"][0]))

    open_map(page, site, f"{HERE}&since=2018-09-01&until=2018-09-30")
    page.on("request", note)
    for _ in range(7):
        page.get_by_role("button", name="Show a longer time").click()
        settled(page)

    assert all(wide[0] <= narrow[0] and narrow[1] <= wide[1] for narrow, wide in pairwise(windows))
    assert windows[-1] == ("1900-01-01", "2199-12-31")
    expect(page.locator("[data-notice]")).to_be_hidden()


def test_all_the_days_there_are_can_be_shown(page: Page, site: str) -> None:
    open_map(page, site, f"{HERE}&since=1900-01-01&until=2199-12-31")

    assert bars(page) > 0
    expect(page.locator("[data-notice]")).to_be_hidden()


def test_a_refused_timeline_is_said_and_not_taken_for_an_empty_one(page: Page, site: str) -> None:
    page.route("**/api/v1/timeline/**", lambda route: route.fulfill(status=400, json={"title": "no"}))

    open_map(page, site, SUMMER)

    expect(page.locator("[data-notice]")).to_contain_text("did not accept")
    expect(page.locator("[data-caption]")).to_be_empty()


# The bars in words -----------------------------------------------------------------------------------------
def test_the_table_holds_the_bars_and_selects_days_by_keyboard(page: Page, site: str) -> None:
    open_map(page, site, SUMMER)

    page.get_by_role("button", name="Table").press("Enter")
    table = page.get_by_role("dialog", name="The bars as a table")
    expect(table).to_be_visible()
    assert table.locator("tbody tr").count() > 5
    table.locator("tbody button").nth(4).press("Enter")
    settled(page)

    expect(table).to_be_hidden()
    assert days(page) != ("2018-07-01", "2018-08-31")
    expect(page.get_by_role("button", name="Table")).to_be_focused()


def test_the_bars_are_summed_up_for_who_does_not_see_them(page: Page, site: str) -> None:
    open_map(page, site, SUMMER)

    expect(page.locator("#timeline-summary")).to_contain_text("incidents in all; the tallest bar is")
    expect(page.get_by_role("group", name="Bars")).to_have_attribute("aria-describedby", "timeline-summary")


def test_escape_closes_the_table_and_not_the_page_behind(page: Page, site: str) -> None:
    open_map(page, site, SUMMER)
    page.get_by_role("button", name="Table").click()

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog", name="The bars as a table")).to_be_hidden()
    assert days(page) == ("2018-07-01", "2018-08-31")


# Dated events ----------------------------------------------------------------------------------------------
def test_events_of_these_days_are_marked_labelled_and_listed(page: Page, site: str) -> None:
    open_map(page, site, SUMMER)

    expect(page.locator(".plot .event")).to_have_count(2)
    expect(page.locator(".event-label").first).to_contain_text("Mali")
    expect(page.locator(".plot .event title").first).to_contain_text(f"29 Jul 2018: {FIRST_ROUND}")
    page.get_by_role("button", name="2 events").click()
    events = page.get_by_role("dialog", name="Events in this time").get_by_role("listitem")
    expect(events).to_have_count(2)
    expect(events.first).to_contain_text(FIRST_ROUND)
    expect(events.first.get_by_role("link", name="source")).to_have_attribute(
        "href", "https://en.wikipedia.org/wiki/2018_Malian_presidential_election"
    )


def test_labels_do_not_touch_each_other(page: Page, site: str) -> None:
    open_map(page, site, f"{HERE}&since=2012-01-01&until=2023-12-31")

    boxes = [box for label in page.locator(".event-label").all() if (box := label.bounding_box())]
    boxes.sort(key=lambda box: box["x"])
    assert len(boxes) > 3
    assert all(one["x"] + one["width"] <= other["x"] for one, other in pairwise(boxes))
    assert page.locator(".plot .event").count() > len(boxes)


def test_without_an_event_there_is_no_list_of_them(page: Page, site: str) -> None:
    open_map(page, site, f"{HERE}&since=2017-01-01&until=2017-01-31")

    expect(page.locator(".plot .event")).to_have_count(0)
    expect(page.locator("[data-events-button]")).to_be_hidden()


def test_a_filter_by_country_leaves_the_events_of_that_country(page: Page, site: str) -> None:
    open_map(page, site, f"{SUMMER}&country=NER")

    expect(page.locator(".plot .event")).to_have_count(0)


def test_events_are_in_french_for_who_reads_french(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
    page = context.new_page()
    open_map(page, site, SUMMER)

    expect(page.locator(".plot .event title").first).to_contain_text("élection présidentielle, premier tour")
    context.close()


@pytest.mark.parametrize(("link", "expected"), [
    ("Compare with before", {"a": ["2018-05-01..2018-06-30"], "b": ["2018-07-01..2018-08-31"]}),
    ("compare before and after", {"a": ["2018-04-30..2018-07-28"], "b": ["2018-07-29..2018-10-26"]}),
])  # fmt: skip
def test_the_timeline_leads_to_comparisons_of_the_same_selection(
    page: Page, site: str, link: str, expected: dict[str, list[str]]
) -> None:
    open_map(page, site, f"{SUMMER}&type=battles&country=MLI")
    if link != "Compare with before":
        page.get_by_role("button", name="2 events").click()

    page.get_by_role("link", name=link).first.click()
    page.wait_for_url("**/compare/**")

    found = parse_qs(urlsplit(page.url).query)
    assert found == {"by": ["period"], **expected, "type": ["battles"], "country": ["MLI"]}


# Incomplete days -------------------------------------------------------------------------------------------
def test_days_of_which_reports_still_come_in_are_hatched_and_said(page: Page, site: str) -> None:
    def fresh(route: Route) -> None:
        answer = route.fetch()
        body = {**answer.json(), "incomplete": {"since": "2018-08-18", "until": "2018-08-31"}}
        route.fulfill(response=answer, json=body)

    page.route("**/api/v1/annotations/**", fresh)
    open_map(page, site, SUMMER)
    expect(page.locator("[data-recent-note]")).to_have_text(
        "Hatched: reports of the days since 18 Aug 2018 are still coming in."
    )

    hatched, plot = page.locator("[data-recent]").bounding_box(), page.locator("[data-plot]").bounding_box()
    assert hatched is not None
    assert plot is not None
    assert (
        plot["x"] + plot["width"] / 2
        < hatched["x"]
        < hatched["x"] + hatched["width"]
        < plot["x"] + plot["width"]
    )


def test_an_archive_has_no_hatched_days(page: Page, site: str) -> None:
    open_map(page, site, SUMMER)

    expect(page.locator("[data-recent]")).to_be_hidden()
    expect(page.locator("[data-recent-note]")).to_be_hidden()


def test_the_bars_stand_without_their_remarks(page: Page, site: str) -> None:
    page.route(
        "**/api/v1/annotations/**",
        lambda route: route.fulfill(
            status=503, content_type="application/problem+json", body='{"title": "busy"}'
        ),
    )
    open_map(page, site, SUMMER)

    assert bars(page) > 0
    expect(page.locator("[data-notice]")).to_be_hidden()


# Sizes and access ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("device", ["page", "phone"])
@pytest.mark.parametrize("opened", ["2 events", "Table"])
def test_axe_finds_no_violation(device: str, opened: str, site: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(device)
    noticed = watch(page)
    open_map(page, site, SUMMER)
    if device == "phone":
        page.get_by_role("button", name="Timeline", exact=True).click()
    page.get_by_role("button", name=opened).click()

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    assert not overflows(page)
    assert noticed.complaints == []
