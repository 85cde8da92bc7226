"""The map page: one selection in three views, in the address bar, by pointer and by keyboard."""

from __future__ import annotations

import os
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.e2e.screen import (
    AMALAOULAOU,
    AROUND,
    SEPTEMBER,
    address,
    bars,
    counts,
    in_view,
    open_map,
    overflows,
    rows,
    settled,
    watch,
)

HERE = f"{AROUND}&{SEPTEMBER}"


# Opening -------------------------------------------------------------------------------------------------
def test_opens_around_ansongo_with_incidents_and_says_which_days(page: Page, site: str) -> None:
    with page.expect_request("**/api/v1/map/**") as asked:
        open_map(page, site)
    west, south, east, north = map(float, parse_qs(urlsplit(asked.value.url).query)["bbox"][0].split(","))

    assert ((west + east) / 2, (south + north) / 2) == pytest.approx((1.6, 15.75), abs=0.1)
    assert in_view(page) > 0
    assert rows(page).count() > 0
    assert bars(page) > 0
    expect(page.locator("[data-period-note]")).to_contain_text("Ansongo")
    expect(page.locator(".banner")).to_contain_text("Sample data are shown")


def test_count_line_says_total_toll_and_freshness(page: Page, site: str) -> None:
    open_map(page, site)

    assert re.search(r"\d+ incidents in view of \d+ .*killed.*last changed \d+ \w+ \d{4}", counts(page))


def test_list_and_count_line_agree(page: Page, site: str) -> None:
    open_map(page, site, "lon=1.3&lat=15.4&zoom=11&since=2018-09-30&until=2018-09-30")

    assert rows(page).count() == in_view(page)


def test_the_founding_incident_is_listed_with_its_toll_and_without_a_sample_mark(
    page: Page, site: str
) -> None:
    open_map(page, site, f"{AROUND}&since=2018-09-30&until=2018-09-30&verification=corroborated")

    row = rows(page).filter(has_text=AMALAOULAOU).filter(has_text="22 killed")
    expect(row).to_have_count(1)
    expect(row.locator("[data-sample]")).to_be_hidden()
    expect(row).to_contain_text("suspected: Islamic State Sahel Province")


def test_nothing_leaves_the_origin_and_the_console_stays_empty(page: Page, site: str) -> None:
    noticed = watch(page)

    open_map(page, site)
    rows(page).first.click()
    expect(page.locator(".detail article")).to_be_visible()

    assert noticed.origins == {site}
    assert noticed.complaints == []


def test_is_useful_before_javascript(page: Page, site: str) -> None:
    page.route("**/*.js", lambda route: route.abort())

    page.goto(site)

    assert rows(page).count() > 0
    assert re.search(r"\d+ incidents? in view of \d+", counts(page))
    expect(page.get_by_role("button", name="Apply")).to_be_visible()


# Filters -------------------------------------------------------------------------------------------------
def test_a_filter_narrows_all_three_views_and_the_address(page: Page, site: str) -> None:
    open_map(page, site)
    before = in_view(page)

    page.get_by_label("Violence against civilians").check()
    settled(page)

    assert 0 < in_view(page) < before
    assert address(page)["type"] == ["violence_against_civilians"]
    assert set(rows(page).locator("[data-symbol]").all_inner_texts()) == {"V"}
    assert page.locator(".plot .bar:not(.bar-violence-against-civilians)").count() == 0
    expect(page.get_by_role("button", name="Remove filter: Violence against civilians")).to_be_visible()


def test_two_values_of_one_filter_are_or(page: Page, site: str) -> None:
    open_map(page, site)

    for name in ("Battles", "Riots"):
        page.get_by_label(name).check()
    settled(page)

    assert address(page)["type"] == ["battles", "riots"]
    assert set(rows(page).locator("[data-symbol]").all_inner_texts()) <= {"B", "R"}


def test_a_chip_takes_its_filter_away(page: Page, site: str) -> None:
    open_map(page, site, "type=battles&country=MLI")

    page.get_by_role("button", name="Remove filter: Battles").click()
    settled(page)

    assert "type" not in address(page)
    assert address(page)["country"] == ["MLI"]
    expect(page.get_by_label("Battles")).not_to_be_checked()


def test_an_actor_is_found_by_any_of_its_names(page: Page, site: str) -> None:
    open_map(page, site, HERE)

    page.get_by_role("combobox", name="Actor").press_sequentially("ISGS")
    page.locator(".suggestions li").first.click()
    settled(page)

    assert len(address(page)["actor"]) == 1
    expect(rows(page).filter(has_text=AMALAOULAOU)).not_to_have_count(0)


def test_what_is_offered_stands_below_the_field_and_enter_takes_the_only_match(page: Page, site: str) -> None:
    open_map(page, site)
    noticed = watch(page)
    field = page.locator("input[name=actor]")
    field.press_sequentially("ISGS")
    offered = page.get_by_role("option").first
    expect(offered).to_contain_text("Islamic State Sahel Province")
    assert "[object" not in offered.inner_text()
    assert offered.bounding_box()["y"] >= field.bounding_box()["y"] + field.bounding_box()["height"]  # type: ignore[index]
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/actor-offered.png")
    field.press("Escape")
    with page.expect_request(lambda request: "/api/v1/map/" in request.url and "actor=isgs" in request.url):
        field.press("Enter")
    assert noticed.complaints == []


def test_enter_on_words_that_fit_nobody_asks_for_nothing(page: Page, site: str) -> None:
    open_map(page, site)
    noticed = watch(page)
    before = counts(page)
    field = page.locator("input[name=actor]")
    field.fill("Nobody at all")
    field.press("Enter")
    expect(page.get_by_text("No group is known by this name.")).to_be_in_viewport(ratio=1)
    expect(field).to_have_attribute("aria-invalid", "true")
    assert (counts(page), "actor" in address(page), noticed.complaints) == (before, False, [])
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/actor-unknown.png")
    field.press_sequentially("x")
    expect(page.get_by_text("No group is known by this name.")).to_be_hidden()
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_a_first_day_after_the_last_is_said_until_it_is_mended(page: Page, site: str) -> None:
    open_map(page, site, "since=2018-10-15&until=2018-07-01")
    hint, advice = (
        page.get_by_text("The first day is after the last"),
        page.get_by_text("Move or widen the map"),
    )
    expect(hint).to_have_count(2)
    for one in hint.all():
        expect(one).to_be_visible()
    expect(advice).to_be_hidden()
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/period-reversed.png")
    page.locator("input[name=until]").fill("2018-10-16")
    page.locator("input[name=until]").blur()
    settled(page)
    for one in hint.all():
        expect(one).to_be_hidden()


def test_going_to_a_place_by_another_spelling_moves_the_map(page: Page, site: str) -> None:
    open_map(page, site, "lon=-4&lat=14&zoom=9")

    page.get_by_role("combobox", name="Go to a place").press_sequentially("Minaka")
    page.locator(".suggestions li").filter(has_text="Ménaka").first.wait_for()
    page.keyboard.press("Enter")
    settled(page)

    assert float(address(page)["lon"][0]) == pytest.approx(2.4, abs=0.2)
    assert float(address(page)["lat"][0]) == pytest.approx(15.9, abs=0.2)


def test_an_empty_selection_is_said(page: Page, site: str) -> None:
    open_map(page, site, f"{HERE}&min_killed=90000")

    assert counts(page).startswith("0 incidents in view")
    expect(page.get_by_text("No incident matches here.")).to_be_visible()


def test_a_parameter_that_is_not_understood_is_named_and_the_rest_is_shown(page: Page, site: str) -> None:
    open_map(page, site, "type=nonsense&country=MLI")

    expect(page.get_by_role("alert")).to_contain_text("type")
    assert in_view(page) > 0


# Permalink and history -----------------------------------------------------------------------------------
def test_a_permalink_restores_filters_frame_and_opened_incident(page: Page, site: str) -> None:
    open_map(page, site, f"{HERE}&type=violence_against_civilians")
    rows(page).filter(has_text=AMALAOULAOU).first.click()
    settled(page)
    link, seen = page.url, counts(page)

    page.goto("about:blank")
    page.goto(link)
    settled(page)

    assert counts(page) == seen
    assert page.url == link
    expect(page.get_by_role("checkbox", name="Violence against civilians")).to_be_checked()
    expect(page.locator(".detail article h2").first).to_contain_text(AMALAOULAOU)


def test_the_back_button_takes_back_filters_one_by_one(page: Page, site: str) -> None:
    open_map(page, site, HERE)
    before = counts(page)
    page.get_by_label("Battles").check()
    settled(page)
    page.get_by_label("Riots").check()
    settled(page)

    page.go_back()
    settled(page)
    assert address(page)["type"] == ["battles"]

    page.go_back()
    settled(page)
    assert "type" not in address(page)
    assert counts(page) == before
    expect(page.get_by_label("Battles")).not_to_be_checked()


def test_moving_the_map_changes_list_counts_and_address_without_a_step_of_history(
    page: Page, site: str
) -> None:
    open_map(page, site)
    steps, before = page.evaluate("history.length"), in_view(page)

    page.locator("#map").focus()
    for key in ("ArrowRight", "+"):
        page.keyboard.press(key)
        settled(page)

    assert in_view(page) < before
    assert float(address(page)["lon"][0]) > 1.6
    assert address(page)["zoom"] == ["9"]
    assert page.evaluate("history.length") == steps


def test_a_mark_on_the_map_opens_its_incident(page: Page, site: str) -> None:
    days = "since=2018-09-30&until=2018-09-30&verification=corroborated&min_killed=22"
    open_map(page, site, f"lon=1.297&lat=15.4024&zoom=12&{days}")
    assert in_view(page) == 1

    page.locator("#map").click()

    expect(page.locator(".detail article h2").first).to_have_text(AMALAOULAOU)


def test_a_cluster_on_the_map_comes_apart_when_clicked(page: Page, site: str) -> None:
    year = "since=2018-01-01&until=2018-12-31"
    answer = page.request.get(f"{site}/api/v1/map/?bbox=-5,11,4,18&zoom=6&{year}").json()
    clusters = [feature for feature in answer["features"] if feature["properties"]["kind"] == "cluster"]
    largest = max(clusters, key=lambda feature: feature["properties"]["count"])
    longitude, latitude = largest["geometry"]["coordinates"]
    open_map(page, site, f"lon={longitude}&lat={latitude}&zoom=6&{year}")

    page.locator("#map").click()
    settled(page)

    assert int(address(page)["zoom"][0]) > 6


# Timeline ------------------------------------------------------------------------------------------------
def test_brushing_the_timeline_narrows_the_days_everywhere(page: Page, site: str) -> None:
    open_map(page, site, "since=2018-07-01&until=2018-09-30&lon=1.6&lat=15.75&zoom=7")
    before = in_view(page)
    plot = page.locator("[data-plot]").bounding_box()
    assert plot is not None

    page.mouse.move(plot["x"] + plot["width"] * 0.45, plot["y"] + 20)
    page.mouse.down()
    page.mouse.move(plot["x"] + plot["width"] * 0.55, plot["y"] + 20, steps=5)
    page.mouse.up()
    settled(page)

    assert "2018-07-01" < address(page)["since"][0] < address(page)["until"][0] < "2018-09-30"
    assert 0 < in_view(page) < before
    assert page.get_by_label("from").input_value() == address(page)["since"][0]


def test_the_brush_moves_by_keyboard(page: Page, site: str) -> None:
    open_map(page, site, HERE)

    page.get_by_role("slider", name="First day").press("ArrowRight")
    settled(page)

    assert address(page)["since"] == ["2018-09-02"]
    expect(page.get_by_role("slider", name="First day")).to_have_attribute("aria-valuetext", "2 Sep 2018")


def test_a_step_goes_to_the_next_month(page: Page, site: str) -> None:
    open_map(page, site, HERE)

    page.get_by_role("button", name="Period after").click()
    settled(page)

    assert (address(page)["since"], address(page)["until"]) == (["2018-10-01"], ["2018-10-31"])


def test_the_timeline_can_show_the_killed(page: Page, site: str) -> None:
    open_map(page, site)

    page.get_by_role("button", name="Killed").click()

    assert page.locator(".plot .bar-toll").count() > 0
    expect(page.locator("[data-caption]")).to_contain_text("killed")


# List and detail -----------------------------------------------------------------------------------------
def test_a_row_opens_the_detail_and_escape_closes_it(page: Page, site: str) -> None:
    open_map(page, site, HERE)
    row = rows(page).filter(has_text=AMALAOULAOU).first
    opened = row.get_attribute("data-incident")

    row.click()
    expect(page.locator(".detail article")).to_have_attribute("data-id", opened or "")
    assert address(page)["incident"] == [opened]

    page.keyboard.press("Escape")
    expect(page.locator(".detail")).to_be_hidden()
    assert "incident" not in address(page)
    assert page.evaluate("document.activeElement.dataset.incident") == opened


def test_the_keyboard_alone_opens_an_incident(page: Page, site: str) -> None:
    open_map(page, site, HERE)
    page.get_by_role("button", name="Print").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator(".detail article")).to_be_visible()
    assert address(page)["incident"] == [page.locator(".detail article").get_attribute("data-id")]


def test_incidents_without_a_public_place_can_be_listed_and_the_sums_add_up(page: Page, site: str) -> None:
    open_map(page, site, f"{HERE}&type=strategic_developments")
    total = int(re.findall(r"in view of (\d+)", counts(page))[0])
    in_frame = rows(page).count()

    page.get_by_role("button", name="Also off the map").click()
    settled(page)

    assert in_frame < rows(page).count() == min(total, 50)
    assert address(page)["tab"] == ["everywhere"]
    page.reload()
    settled(page)
    assert rows(page).count() == min(total, 50)


# Weak links ----------------------------------------------------------------------------------------------
def test_a_lost_connection_is_said_and_recovers(page: Page, site: str) -> None:
    open_map(page, site, HERE)

    page.route("**/api/**", lambda route: route.abort("internetdisconnected"))
    page.get_by_label("Battles").check()
    expect(page.get_by_text("Connection lost.")).to_be_visible()
    page.unroute("**/api/**")
    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.get_by_text("Connection lost.")).to_be_hidden()
    settled(page)
    assert set(rows(page).locator("[data-symbol]").all_inner_texts()) <= {"B"}


def test_a_refusal_of_the_server_is_shown_with_its_reason(page: Page, site: str) -> None:
    open_map(page, site, HERE)

    def refuse(route: Route) -> None:
        body = '{"title": "Too slow", "status": 503, "errors": [{"parameter": "q", "message": "too wide"}]}'
        route.fulfill(status=503, content_type="application/problem+json", body=body)

    page.route("**/api/v1/map/**", refuse)
    page.get_by_label("Battles").check()

    expect(page.locator("[data-notice]")).to_contain_text("The server is busy")
    expect(page.locator("[data-notice]")).to_contain_text("q: too wide")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_a_page_of_the_list_that_did_not_come_can_be_asked_for_again(page: Page, site: str) -> None:
    open_map(page, site, "lon=0&lat=15&zoom=5&all=1&tab=everywhere")
    size = "document.querySelector('.rows').style.blockSize"
    before = page.evaluate(size)
    more = page.locator("[data-more]")

    page.route("**/api/v1/incidents/**", lambda route: route.fulfill(status=503, json={"title": "busy"}))
    more.click()
    expect(page.locator("[data-notice]")).to_contain_text("The server is busy")
    page.unroute("**/api/v1/incidents/**")
    more.click()

    expect(page.locator("[data-notice]")).to_be_hidden()
    page.wait_for_function(f"parseFloat({size}) > parseFloat('{before}') * 1.5")


# Sizes and access ----------------------------------------------------------------------------------------
def test_a_phone_shows_map_and_tabs_without_sideways_scrolling(phone: Page, site: str) -> None:
    open_map(phone, site, HERE)

    assert not overflows(phone)
    map_box = phone.locator("#map").bounding_box()
    assert map_box is not None
    assert map_box["height"] > 200
    for view, visible in (("Filters", "#filters"), ("Timeline", "[data-plot]"), ("List", ".rows")):
        phone.get_by_role("button", name=view, exact=True).click()
        expect(phone.locator(visible)).to_be_visible()
        assert not overflows(phone)


def test_on_a_phone_a_row_opens_the_detail_below_the_map(phone: Page, site: str) -> None:
    open_map(phone, site, HERE)

    rows(phone).first.click()

    expect(phone.locator(".detail article")).to_be_visible()
    expect(phone.get_by_role("button", name="Detail")).to_have_attribute("aria-pressed", "true")
    assert not overflows(phone)


@pytest.mark.parametrize("device", ["page", "phone"])
@pytest.mark.parametrize("state", ["list", "detail", "empty"])
def test_axe_finds_no_violation(device: str, state: str, site: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(device)
    open_map(page, site, f"{HERE}&min_killed=90000" if state == "empty" else HERE)
    if state == "detail":
        rows(page).first.click()
        expect(page.locator(".detail article")).to_be_visible()

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
