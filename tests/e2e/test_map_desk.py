"""The map page around the map: the long list, all days, the rail, saving data, keeping, printing, the phone's drawer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, FloatRect, Page, expect

from tests.e2e.screen import AROUND, SEPTEMBER, address, counts, in_view, open_map, overflows, rows, settled

HERE = f"{AROUND}&{SEPTEMBER}"


def box_of(page: Page, selector: str) -> FloatRect:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box


# The list -------------------------------------------------------------------------------------------------
EVERYTHING = "lon=0&lat=15&zoom=5&all=1&tab=everywhere"


def test_a_long_list_holds_few_rows_in_the_document_and_loads_more_near_its_end(
    page: Page, site: str
) -> None:
    open_map(page, site, EVERYTHING)
    total = int(re.findall(r"in view of ([\d,]+)", counts(page))[0].replace(",", ""))

    for _page in range(12):
        page.locator("[data-part=list]").evaluate("list => { list.scrollTop = list.scrollHeight }")
        page.wait_for_timeout(150)
        settled(page)

    assert rows(page).count() < 40
    assert page.locator(".rows li").last.get_attribute("aria-posinset") == str(total)
    assert page.locator(".rows li").last.get_attribute("aria-setsize") == str(total)


def test_show_more_appends_without_scrolling(page: Page, site: str) -> None:
    open_map(page, site, EVERYTHING)

    page.get_by_role("button", name="Show more").press("Enter")
    settled(page)

    expect(page.locator(".rows li[aria-posinset='51'] a")).to_be_focused()


def test_the_focused_row_stays_when_it_scrolls_out_of_sight(page: Page, site: str) -> None:
    open_map(page, site, EVERYTHING)
    rows(page).first.focus()

    page.locator("[data-part=list]").evaluate("list => { list.scrollTop = 3000 }")
    page.wait_for_timeout(100)

    assert page.evaluate("document.activeElement.closest('li').getAttribute('aria-posinset')") == "1"
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowDown")
    assert int(page.evaluate("document.activeElement.closest('li').getAttribute('aria-posinset')")) > 2


def test_the_list_is_one_stop_of_the_tab_key(page: Page, site: str) -> None:
    open_map(page, site, EVERYTHING)
    rows(page).first.focus()

    page.keyboard.press("Tab")

    expect(page.get_by_role("button", name="Show more")).to_be_focused()


def test_the_list_goes_from_near_to_far(page: Page, site: str) -> None:
    open_map(page, site, HERE)

    with page.expect_request("**/api/v1/incidents/**sort=nearest**") as asked:
        page.get_by_label("Order").select_option("nearest the centre")

    assert "near_to=1.3%2C15.4" in asked.value.url
    assert address(page)["sort"] == ["nearest"]


def test_exports_take_the_selection_with_them(page: Page, site: str) -> None:
    open_map(page, site, f"{HERE}&type=battles")

    for name in ("CSV", "GeoJSON"):
        target = page.get_by_role("link", name=name, exact=True).get_attribute("href") or ""
        assert "type=battles" in target
        assert "since=2018-09-01" in target
        assert "bbox=" in target
        assert page.request.get(f"{site}{target}").status == 200


def test_the_list_says_how_many_an_export_will_hold(page: Page, site: str) -> None:
    open_map(page, site, HERE)

    expect(page.locator("[data-part=export]")).to_have_text(
        re.compile(rf"^CSV and GeoJSON will hold {in_view(page)} incidents?\.$")
    )


# All days, more filters, the rail -------------------------------------------------------------------------
def test_all_days_are_one_word_of_the_address(page: Page, site: str) -> None:
    open_map(page, site, HERE)

    page.get_by_label("from").fill("")
    page.get_by_label("until").fill("")
    page.get_by_label("until").blur()
    settled(page)

    assert address(page)["all"] == ["1"]
    assert {"since", "until"} & set(address(page)) == set()
    seen = counts(page)
    page.reload()
    settled(page)
    assert counts(page) == seen
    expect(page.locator(".chip-dates")).to_have_text("all days")


@pytest.mark.parametrize(
    ("label", "parameter"),
    [("Weapon", "weapon"), ("Risk", "risk"), ("Sector or asset", "sector"), ("Among the killed", "killed_group"),
     ("How the perpetrator is named", "attribution"), ("Sample data", "synthetic")],
)  # fmt: skip
def test_more_filters_narrow(page: Page, site: str, label: str, parameter: str) -> None:
    open_map(page, site, HERE)
    page.get_by_text("More filters").click()

    field = page.get_by_role("combobox", name=re.compile(f"^{label}")).and_(page.locator("#filters select"))
    value = field.locator("option").nth(1).get_attribute("value")
    field.select_option(value)
    settled(page)

    assert address(page)[parameter] == [value]
    expect(page.locator("[data-notice]")).to_be_hidden()


def test_the_rail_folds_away(page: Page, site: str) -> None:
    open_map(page, site, HERE)
    wide = (page.locator("#map").bounding_box() or {})["width"]

    page.locator("[data-fold]").click()
    settled(page)

    assert (page.locator("#map").bounding_box() or {})["width"] > wide + 150
    expect(page.locator("#filters")).to_be_hidden()


def test_the_folded_rail_is_remembered(page: Page, site: str) -> None:
    open_map(page, site, HERE)
    page.locator("[data-fold]").click()

    page.reload()
    settled(page)

    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("[data-fold]")).to_have_attribute("aria-expanded", "false")


# Weak links -----------------------------------------------------------------------------------------------
def test_a_reader_who_saves_data_is_asked_for_less_and_told(browser: Browser, site: str) -> None:
    context = browser.new_context(extra_http_headers={"Save-Data": "on"}, locale="en-GB")
    page = context.new_page()

    with page.expect_request("**/api/v1/incidents/**") as asked:
        open_map(page, site, EVERYTHING)

    assert "limit=20" in asked.value.url
    expect(page.get_by_text("Saving data: no town names, shorter lists.")).to_be_visible()
    page.locator("[data-part=list]").evaluate("list => { list.scrollTop = list.scrollHeight }")
    page.wait_for_timeout(200)
    settled(page)
    expect(page.get_by_role("button", name="Show more")).to_be_visible()
    assert page.locator(".rows li").last.get_attribute("aria-posinset") == "20"
    context.close()


def test_the_scripts_of_the_tools_are_loaded_when_first_wanted(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_map(page, site, HERE)

    lazy = [
        url for url in asked if re.search(r"/(choropleth|picking|pickingtools|fan|shapes|readout)\.", url)
    ]

    assert lazy == []


# Keeping and printing -------------------------------------------------------------------------------------
def test_an_account_keeps_the_view_as_it_is_seen(signed_in: Callable[[str], Page], site: str) -> None:
    page = signed_in("editor")
    open_map(page, site, f"{HERE}&type=battles")

    page.get_by_text("Save view").click()
    page.get_by_label("Name of the view").fill("Battles in September")
    page.get_by_role("button", name="Save", exact=True).click()

    kept = page.get_by_role("link", name="Battles in September")
    expect(kept).to_be_visible()
    kept.click()
    settled(page)
    assert (address(page)["type"], address(page)["since"]) == (["battles"], ["2018-09-01"])


def test_nobody_is_offered_to_keep_a_view_without_an_account(page: Page, site: str) -> None:
    open_map(page, site, HERE)

    expect(page.get_by_text("Save view")).to_have_count(0)


def test_paper_has_every_row_that_was_loaded(page: Page, site: str) -> None:
    open_map(page, site, EVERYTHING)

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert rows(page).count() == 50
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert rows(page).count() < 50


# The drawer of a phone ------------------------------------------------------------------------------------
def drawer(phone: Page) -> str | None:
    return phone.locator("#app").get_attribute("data-drawer")


def test_the_drawer_has_three_stops_by_keyboard(phone: Page, site: str) -> None:
    open_map(phone, site, HERE)
    grip = phone.get_by_role("button", name="Panel: drag it")

    stops = [drawer(phone)]
    for key in ("ArrowUp", "ArrowDown", "ArrowDown"):
        grip.press(key)
        stops.append(drawer(phone))

    assert stops == ["half", "full", "half", "peek"]
    expect(grip).to_have_attribute("aria-expanded", "false")


def test_the_drawer_follows_the_thumb_and_rests_at_a_stop(phone: Page, site: str) -> None:
    open_map(phone, site, HERE)
    before = box_of(phone, "#map")["height"]
    box = box_of(phone, "[data-grip]")
    middle = box["x"] + box["width"] / 2

    phone.mouse.move(middle, box["y"] + 10)
    phone.mouse.down()
    phone.mouse.move(middle, 800, steps=8)
    phone.mouse.up()
    phone.wait_for_timeout(300)
    settled(phone)

    assert drawer(phone) == "peek"
    assert box_of(phone, "#map")["height"] > before + 100
    assert not overflows(phone)


def test_the_full_drawer_keeps_the_frame_of_the_map(phone: Page, site: str) -> None:
    open_map(phone, site, HERE)
    seen = counts(phone)

    phone.get_by_role("button", name="Panel: drag it").press("ArrowUp")
    settled(phone)

    assert counts(phone) == seen


def test_a_tab_opens_the_drawer(phone: Page, site: str) -> None:
    open_map(phone, site, HERE)
    phone.get_by_role("button", name="Panel: drag it").press("ArrowDown")

    phone.get_by_role("button", name="Filters", exact=True).click()

    assert drawer(phone) == "half"
    expect(phone.locator("#filters")).to_be_visible()
