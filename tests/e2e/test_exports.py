"""From the map's filters to a file on the disk, on a wide screen and on a phone."""

from __future__ import annotations

import sqlite3
import zipfile

from playwright.sync_api import Browser, Page

from tests.e2e.screen import overflows, watch


def asked_and_saved(page: Page, wanted_format: str) -> str:
    """The path of the file: the page of the export looks again by itself until it is there."""
    page.check(f"input[value={wanted_format}]")
    page.click("main button[type=submit]")
    page.wait_for_selector("a[download]", timeout=20_000)
    with page.expect_download() as download:
        page.click("a[download]")
    assert download.value.suggested_filename == f"incidents.{wanted_format}"
    return str(download.value.path())


def test_the_filters_of_the_map_come_along_and_the_file_is_saved(page: Page, site: str) -> None:
    noticed = watch(page)
    page.goto(f"{site}/?type=battles&since=2018-01-01")
    page.wait_for_selector("[data-export=exports][href*='type=battles']")
    page.click("[data-export=exports]")
    assert "type=battles" in page.inner_text("main .query")
    path = asked_and_saved(page, "gpkg")
    with sqlite3.connect(path) as database:
        kinds = database.execute("SELECT DISTINCT event_type FROM incidents").fetchall()
    assert kinds == [("battles",)]
    assert noticed.complaints == []


def test_on_a_phone_the_pages_fit_and_the_file_is_saved(phone: Page, site: str) -> None:
    noticed = watch(phone)
    phone.goto(f"{site}/exports/?region=ML07")
    assert not overflows(phone)
    assert zipfile.is_zipfile(asked_and_saved(phone, "xlsx"))
    assert not overflows(phone)
    assert noticed.complaints == []


def test_without_scripts_the_form_leads_to_a_page_that_can_be_looked_at_again(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/exports/?min_killed=4")
    page.click("main button[type=submit]")
    for _time in range(40):
        if page.locator("a[download]").count():
            break
        page.wait_for_timeout(500)
        page.click("text=Look again")
    assert page.locator("a[download]").count() == 1
    context.close()
