"""The compare page: by the day of an election, by region, on a phone, and without scripts."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from tests.e2e.screen import overflows, watch

ELECTION = "by=period&a=2018-04-30..2018-07-28&b=2018-07-29..2018-10-26"
REGIONS = "by=region&a=ML07&b=ML10&since=2018-01-01&until=2018-12-31"


def open_comparison(page: Page, site: str, query: str) -> None:
    """Opens a comparison and waits until both maps have drawn."""
    page.goto(f"{site}/compare/?{query}")
    expect(page.locator("[data-map][aria-busy=false]")).to_have_count(2)


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def frames(requests: list[Request]) -> dict[str, tuple[str, str]]:
    """Box and zoom that each side asked for last, by its first day."""
    queries = [parse_qs(urlsplit(request.url).query) for request in requests]
    return {query["since"][0]: (query["bbox"][0], query["zoom"][0]) for query in queries}


def test_an_election_is_chosen_and_the_time_around_it_compared(page: Page, site: str) -> None:
    noticed = watch(page)
    page.goto(f"{site}/compare/")
    page.get_by_label("Event").select_option("2018-07-29")
    page.get_by_label("Days on each side").fill("60")
    page.get_by_label("Type").select_option("battles")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("[data-map][aria-busy=false]")).to_have_count(2)

    assert asked(page) == {
        "by": ["period"], "a": ["2018-05-30..2018-07-28"], "b": ["2018-07-29..2018-09-26"], "type": ["battles"],
    }  # fmt: skip
    expect(page.get_by_role("heading", name="Before")).to_be_visible()
    expect(page.get_by_role("heading", name="After")).to_be_visible()
    expect(page.locator(".verdict").first).to_contain_text("After:")
    expect(page.locator(".beware")).to_contain_text("made-up sample data")
    assert noticed.origins == {site}
    assert noticed.complaints == []


def test_a_suggested_event_leads_to_its_comparison(page: Page, site: str) -> None:
    page.goto(f"{site}/compare/")

    page.get_by_role("link", name="29 July 2018").click()

    expect(page.locator("[data-count]")).to_have_count(2)
    assert asked(page)["b"] == ["2018-07-29..2018-10-26"]


def test_both_maps_always_show_the_same_place(page: Page, site: str) -> None:
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request) if "/api/v1/map/" in request.url else None)
    open_comparison(page, site, ELECTION)
    page.wait_for_timeout(500)
    before = frames(requests)

    for side, key in ((0, "+"), (1, "ArrowRight")):
        page.locator("[data-map]").nth(side).focus()
        page.keyboard.press(key)
        page.wait_for_timeout(600)
    after = frames(requests)

    for seen in (before, after):
        assert seen["2018-04-30"] == seen["2018-07-29"]
    assert int(after["2018-04-30"][1]) == int(before["2018-04-30"][1]) + 1


def test_the_numbers_of_a_side_are_those_of_the_map_page(page: Page, site: str) -> None:
    open_comparison(page, site, f"{ELECTION}&country=MLI")
    count = page.locator(".side-b [data-count]").inner_text()

    page.locator(".side-b").get_by_role("link", name="Open on the map").click()

    expect(page.locator("[data-part=counts]")).to_contain_text(f"in view of {count}")


def test_regions_are_chosen_by_name(page: Page, site: str) -> None:
    page.goto(f"{site}/compare/?by=region")
    page.locator("select[name=a]").select_option("ML07")
    page.locator("select[name=b]").select_option("ML10")
    page.get_by_role("button", name="Compare").click()

    expect(page.get_by_role("heading", name="Gao")).to_be_visible()
    assert set(asked(page)) == {"by", "a", "b", "since", "until"}


def test_the_form_is_folded_away_and_holds_what_was_asked(page: Page, site: str) -> None:
    open_comparison(page, site, f"{ELECTION}&type=battles")
    expect(page.get_by_label("Type")).to_be_hidden()

    page.get_by_text("Change the comparison").click()

    expect(page.get_by_label("Type")).to_have_value("battles")
    expect(page.locator("input[name=a_first]")).to_have_value("2018-04-30")


def test_the_page_is_whole_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{site}/compare/?{ELECTION}")

    expect(page.locator(".chart .bar").first).to_be_attached()
    expect(page.locator(".verdict").first).to_contain_text("90 %")
    assert page.locator(".tables tbody tr").count() > 5
    context.close()


def test_what_is_not_understood_is_said_above_the_form(page: Page, site: str) -> None:
    page.goto(f"{site}/compare/?by=period&a=spring&b=summer")

    expect(page.get_by_role("alert")).to_contain_text("a period as YYYY-MM-DD..YYYY-MM-DD")
    expect(page.get_by_role("button", name="Compare")).to_be_visible()


@pytest.mark.parametrize("device", ["page", "phone"])
@pytest.mark.parametrize("query", [ELECTION, REGIONS, "", "by=actor", "by=period&a=x&b=y"])
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(
    device: str, query: str, site: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(device)
    page.goto(f"{site}/compare/?{query}")
    page.wait_for_load_state("networkidle")

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    assert not overflows(page)
