"""The tools of the map page: fans, regions, drawn filters, measuring, coordinates, going to places."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FloatRect, Page, Route, expect

from tests.e2e.screen import (
    AROUND,
    SEPTEMBER,
    address,
    in_view,
    open_map,
    rows,
    settled,
    watch,
)

HERE = f"{AROUND}&{SEPTEMBER}"
YEAR = "since=2018-01-01&until=2018-12-31"
ANSONGO = "lon=0.502&lat=15.66"


def tool(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    expect(page.locator("[data-tool-panel]")).to_be_visible()
    page.wait_for_function("document.querySelector('.is-picking') !== null")


def box_of(page: Page, selector: str) -> FloatRect:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box


def click_map(page: Page, x: float, y: float) -> None:
    """Clicks the map at a share of its width and height."""
    box = box_of(page, "#map")
    page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)


def crowd_at_one_point(page: Page, site: str, least: int, most: int) -> tuple[list[float], int]:
    """([lon, lat], how many) of a cluster whose incidents all lie at one point."""
    answer = page.request.get(f"{site}/api/v1/map/?bbox=-6,10,6,20&zoom=20&{YEAR}").json()
    for feature in answer["features"]:
        box, count = feature["properties"].get("bbox"), feature["properties"].get("count", 1)
        if box and box[:2] == box[2:] and least <= count <= most:
            return feature["geometry"]["coordinates"], count
    raise AssertionError("the sample has no such point")


# Several incidents at one point ---------------------------------------------------------------------------
def test_incidents_of_one_point_fan_out_and_each_opens(page: Page, site: str) -> None:
    (longitude, latitude), count = crowd_at_one_point(page, site, 2, 8)
    open_map(page, site, f"lon={longitude}&lat={latitude}&zoom=14&{YEAR}")

    with page.expect_response("**/api/v1/incidents/**limit=40**") as asked:
        click_map(page, 0.5, 0.5)
    settled(page)
    assert len(asked.value.json()["results"]) == count
    middle = box_of(page, "#map")
    page.mouse.click(middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2 - 34)

    expect(page.locator(".detail article")).to_be_visible()
    assert address(page)["incident"][0] in {row["id"] for row in asked.value.json()["results"]}


def test_escape_folds_the_fan_before_it_closes_the_incident(page: Page, site: str) -> None:
    (longitude, latitude), _count = crowd_at_one_point(page, site, 2, 8)
    open_map(page, site, f"lon={longitude}&lat={latitude}&zoom=14&{YEAR}")
    rows(page).first.click()
    expect(page.locator(".detail article")).to_be_visible()
    click_map(page, 0.5, 0.5)
    settled(page)

    page.keyboard.press("Escape")
    expect(page.locator(".detail")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".detail")).to_be_hidden()


def test_too_many_incidents_of_one_point_are_left_to_the_list_and_that_is_said(page: Page, site: str) -> None:
    open_map(page, site, f"{ANSONGO}&zoom=14&{YEAR}")
    point = {"type": "Point", "coordinates": [0.502, 15.66]}
    properties = {
        "kind": "cluster", "count": 41, "killed": 3, "killed_unstated": 0, "unverified": 0,
        "types": {"battles": 41}, "bbox": [0.502, 15.66, 0.502, 15.66],
    }  # fmt: skip
    feature = {"type": "Feature", "id": "cluster:1:1", "geometry": point, "properties": properties}

    def crowded(route: Route) -> None:
        route.fulfill(json={**route.fetch().json(), "features": [feature]})

    page.route("**/api/v1/map/**", crowded)
    page.get_by_label("Battles").check()
    settled(page)
    click_map(page, 0.5, 0.5)

    expect(page.locator("[data-notice]")).to_contain_text("41 incidents at one point, too many to fan out")


# Regions --------------------------------------------------------------------------------------------------
def test_regions_can_be_coloured_by_incidents_and_the_legend_says_the_limits(page: Page, site: str) -> None:
    noticed = watch(page)
    open_map(page, site, f"lon=0&lat=15&zoom=5&{YEAR}")

    page.get_by_role("button", name="Regions", exact=True).click()
    expect(page.locator("[data-legend-title]")).to_have_text("Incidents by region")
    settled(page)

    keys = page.locator("[data-legend-keys] li").all_inner_texts()
    numbers = [
        int(number) for key in reversed(keys[:-1]) for number in re.findall(r"\d+", key.replace(",", ""))
    ]
    assert keys[-2:] == ["0", "no incident ever recorded"]
    assert numbers == sorted(numbers)
    assert address(page)["colour"] == ["count"]
    assert noticed.complaints == []


def test_the_numbers_of_regions_are_those_of_the_breakdown_and_reachable_without_a_pointer(
    page: Page, site: str
) -> None:
    answer = page.request.get(f"{site}/api/v1/breakdown/?by=region&{YEAR}").json()
    largest = next(row for row in answer["results"] if row["key"])
    open_map(page, site, f"lon=0&lat=15&zoom=5&{YEAR}&colour=count")

    page.get_by_text("Regions as a list").click()
    first = page.locator("[data-legend-list] button").first
    expect(first).to_contain_text(f"{largest['count']} incidents")
    first.press("Enter")
    settled(page)

    assert address(page)["region"] == [largest["key"]]
    assert in_view(page) <= largest["count"]


def test_a_click_on_a_region_filters_by_it_and_another_click_takes_it_away(page: Page, site: str) -> None:
    open_map(page, site, f"{ANSONGO}&zoom=8&{YEAR}&colour=count")
    expect(page.locator("[data-legend-keys] li").first).to_be_visible()

    click_map(page, 0.5, 0.5)
    settled(page)
    assert address(page)["region"] == ["ML07"]

    click_map(page, 0.5, 0.5)
    settled(page)
    assert "region" not in address(page)


def test_a_second_region_survives_a_change_of_another_filter(page: Page, site: str) -> None:
    open_map(page, site, f"{HERE}&region=ML07&region=ML10")

    page.get_by_label("Battles").check()
    settled(page)

    assert address(page)["region"] == ["ML07", "ML10"]


def test_a_toll_that_nobody_stated_is_a_class_of_its_own(page: Page, site: str) -> None:
    open_map(page, site, f"lon=0&lat=15&zoom=5&{YEAR}&colour=killed")

    expect(page.locator("[data-legend-keys]")).to_contain_text("toll not stated")
    expect(page.get_by_label("Colour the regions by")).to_have_value("killed")


def test_a_change_says_from_what_to_what_and_between_which_periods(page: Page, site: str) -> None:
    open_map(page, site, "lon=0&lat=15&zoom=5&since=2018-09-01&until=2018-09-30&colour=change")

    expect(page.locator("[data-legend-note]")).to_contain_text(
        "1 Sep 2018 – 30 Sep 2018 against 1 Aug 2018 – 31 Aug 2018"
    )
    expect(page.locator("[data-legend-keys]")).to_contain_text("no change")
    page.get_by_text("Regions as a list").click()
    now, before = (
        {
            row["key"]: row["count"]
            for row in page.request.get(f"{site}/api/v1/breakdown/?by=region&{days}").json()["results"]
        }
        for days in ("since=2018-09-01&until=2018-09-30", "since=2018-08-01&until=2018-08-31")
    )
    gao = page.locator("[data-legend-list] button[data-code=ML07]")
    assert re.search(rf"from {before['ML07']} to {now['ML07']} incident", gao.inner_text())


def test_a_change_without_a_period_says_what_is_missing(page: Page, site: str) -> None:
    open_map(page, site, "lon=0&lat=15&zoom=5&all=1&colour=change")

    expect(page.locator("[data-legend-note]")).to_have_text(
        "A change needs a period: choose a first and a last day."
    )


# Drawn filters --------------------------------------------------------------------------------------------
def test_a_drawn_area_filters_every_view_and_can_be_removed(page: Page, site: str) -> None:
    open_map(page, site, HERE)
    before = in_view(page)

    tool(page, "Filter by a drawn area")
    for x, y in ((0.3, 0.4), (0.6, 0.4), (0.6, 0.8), (0.3, 0.8)):
        click_map(page, x, y)
    expect(page.locator("[data-tool-result]")).to_have_text("4 corners")
    page.get_by_role("button", name="Filter", exact=True).click()
    settled(page)

    assert len(address(page)["area"][0].split(",")) == 8
    assert in_view(page) < before
    expect(page.locator("[data-tool-panel]")).to_be_hidden()
    page.get_by_role("button", name="Remove filter: inside the drawn area").click()
    settled(page)
    assert in_view(page) == before


def test_an_area_whose_sides_cross_is_refused_before_the_server_is_asked(page: Page, site: str) -> None:
    open_map(page, site, HERE)
    tool(page, "Filter by a drawn area")
    for x, y in ((0.3, 0.4), (0.6, 0.8), (0.6, 0.4), (0.3, 0.8)):
        click_map(page, x, y)

    page.get_by_role("button", name="Filter", exact=True).click()

    expect(page.locator("[data-tool-result]")).to_contain_text("cross each other")
    assert "area" not in address(page)


def test_a_circle_is_drawn_by_two_clicks(page: Page, site: str) -> None:
    open_map(page, site, HERE)
    before = in_view(page)

    tool(page, "Filter by a circle")
    click_map(page, 0.5, 0.5)
    click_map(page, 0.6, 0.5)
    settled(page)

    assert len(address(page)["near"][0].split(",")) == 3
    assert in_view(page) < before
    expect(page.get_by_role("button", name=re.compile("Remove filter: within .* km of"))).to_be_visible()


def test_a_circle_around_the_centre_needs_no_pointer(page: Page, site: str) -> None:
    open_map(page, site, HERE)

    page.get_by_role("button", name="Filter by a circle").press("Enter")
    page.get_by_role("spinbutton", name="or within").fill("40")
    page.get_by_role("spinbutton", name="or within").press("Enter")
    settled(page)

    assert address(page)["near"] == ["1.3,15.4,40"]


def test_an_area_is_drawn_by_keyboard(page: Page, site: str) -> None:
    open_map(page, site, HERE)
    tool(page, "Filter by a drawn area")
    page.locator("#map").focus()

    for key in ("Enter", "ArrowRight", "Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
        settled(page)
    page.get_by_role("button", name="Filter", exact=True).press("Enter")
    settled(page)

    assert len(address(page)["area"][0].split(",")) == 6


def test_escape_puts_a_tool_away_and_clicks_open_incidents_again(page: Page, site: str) -> None:
    open_map(page, site, HERE)
    tool(page, "Measure a distance")
    page.locator("#map").focus()

    page.keyboard.press("Escape")

    expect(page.locator("[data-tool-panel]")).to_be_hidden()
    expect(page.get_by_role("button", name="Measure a distance")).to_be_focused()
    expect(page.locator(".is-picking")).to_have_count(0)


# Measure and coordinates ----------------------------------------------------------------------------------
def test_a_distance_is_measured_in_kilometres(page: Page, site: str) -> None:
    open_map(page, site, HERE)
    tool(page, "Measure a distance")

    click_map(page, 0.3, 0.5)
    click_map(page, 0.5, 0.5)

    expect(page.locator("[data-tool-result]")).to_have_text(
        re.compile(r"^[\d.]+ km, the last part [\d.]+ km$")
    )


def test_coordinates_of_the_centre_are_shown_in_both_ways_and_copied(page: Page, site: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_map(page, site, HERE)

    page.get_by_role("button", name="Coordinates", exact=True).click()
    expect(page.locator("[data-readout-text]")).to_have_text(
        re.compile(r"^Centre 15\.(39|40)\d+, 1\.(29|30)\d+$")
    )
    page.get_by_role("button", name="DMS").click()
    shown = page.locator("[data-readout-text]")
    expect(shown).to_have_text(re.compile(r"^Centre 15°2[34]′\d\d″N 1°1[78]′\d\d″E$"))
    page.get_by_role("button", name="Copy", exact=True).click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert shown.inner_text() == f"Centre {page.evaluate('navigator.clipboard.readText()')}"


# Go to ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("15.67, 0.50", (0.5, 15.67)),
        ("15°40′12″N 0°30′00″E", (0.5, 15.67)),
        ("Tillabéri", None),
    ],
)
def test_going_to_coordinates_or_a_region(
    page: Page, site: str, typed: str, at: tuple[float, float] | None
) -> None:
    open_map(page, site, "lon=-4&lat=14&zoom=9")

    page.get_by_role("combobox", name="Go to a place").press_sequentially(typed)
    page.locator(".suggestions li").first.wait_for()
    page.keyboard.press("Enter")
    settled(page)

    longitude, latitude = float(address(page)["lon"][0]), float(address(page)["lat"][0])
    if at:
        assert (longitude, latitude) == pytest.approx(at, abs=0.01)
    else:
        assert (longitude, latitude) == pytest.approx((2, 14.2), abs=1)


# Access ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("device", ["page", "phone"])
@pytest.mark.parametrize("state", ["regions", "tool", "readout"])
def test_axe_finds_no_violation(device: str, state: str, site: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(device)
    open_map(page, site, f"{HERE}&colour=killed" if state == "regions" else HERE)
    if state == "regions":
        expect(page.locator("[data-legend-keys] li").first).to_be_attached()
    if state == "tool":
        tool(page, "Filter by a circle")
    if state == "readout":
        page.get_by_role("button", name="Coordinates", exact=True).click()
        expect(page.locator("[data-readout-text]")).not_to_be_empty()

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
