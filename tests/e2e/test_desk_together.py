"""Editors beside one another in a real browser: many incidents at once, a stale save, a report that another works on."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import RunningSite
from tests.e2e.test_desk import SignIn, complaints_of, open_drafts, paste_report, pick

WIDTHS = (1440, 390)


def seen(page: Page, name: str) -> None:
    """No page is wider than its window; SHOTS names a folder for pictures to look at."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})


def enter(page: Page, site: str, day: str) -> None:
    page.goto(f"{site}/admin/incidents/incident/add/")
    page.select_option("#id_event_type", "battles")
    page.fill("#id_date_start", day)
    pick(page, "place", "Minaka", "Ménaka")
    pick(page, "source", "Field", "Field report")
    page.locator("input[name=_save]").first.click()
    page.wait_for_selector(".messagelist .success")


def test_many_incidents_are_changed_at_once_looked_at_before_and_undone(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    site, editor = running_site.address, signed_in("editor")
    complaints = complaints_of(editor)
    for day in ("2018-11-03", "2018-11-04"):
        enter(editor, site, day)
    for row in (0, 1):
        editor.locator("input.action-select").nth(row).check()
    editor.select_option("select[name=action]", "change_selected")
    editor.click("button[name=index]")
    editor.select_option("#id_verification", "corroborated")
    editor.select_option("#id_add_risks", ["kidnapping", "terrorism"])
    editor.fill("#id_reason", "two more sources for the wave")
    seen(editor, "together-form")
    editor.click("button[value=look]")
    expect(editor.locator("#preview + .import-table tbody tr")).to_have_count(2)
    expect(editor.locator("ins", has_text="Corroborated")).to_have_count(2)
    seen(editor, "together-preview")
    editor.get_by_role("button", name="Change 2 incidents").click()
    expect(editor.locator(".messagelist .success")).to_have_text("2 incidents were changed.")
    seen(editor, "together-done")
    editor.fill("#reason", "one source only after all")
    editor.get_by_role("button", name="Undo all of it").click()
    expect(editor.locator(".messagelist .success")).to_have_text("2 incidents went back.")
    assert complaints == []


def test_a_save_of_what_another_has_changed_meanwhile_is_refused_with_both_values(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    site, editor, reviewer = running_site.address, signed_in("editor"), signed_in("reviewer")
    enter(editor, site, "2018-11-05")
    address = f"{site}{editor.locator('#result_list tbody tr th a').first.get_attribute('href')}"
    editor.goto(address)
    reviewer.goto(address)
    reviewer.select_option("#id_verification", "disputed")
    reviewer.locator("input[name=_save]").first.click()
    reviewer.wait_for_selector(".messagelist .success")
    editor.select_option("#id_verification", "confirmed")
    editor.locator("input[name=_save]").first.click()
    expect(editor.locator(".stale tbody tr")).to_have_text(["verificationDisputedConfirmed"])
    seen(editor, "stale")
    editor.locator("input[name=_save]").first.click()
    editor.wait_for_selector(".messagelist .success")
    assert (
        editor.locator("#result_list tbody tr").first.locator(".field-verification").inner_text()
        == "Confirmed"
    )


def test_a_report_that_another_works_on_is_taken_over_on_purpose(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    site, editor, reviewer = running_site.address, signed_in("editor"), signed_in("reviewer")
    paste_report(editor, site, "Claimed", "On 30 September 2018 gunmen killed 4 civilians in Ansongo.")
    open_drafts(editor, site, "Claimed", 1)
    editor.click("#result_list tbody tr th a")
    whole_form = editor.get_by_role("link", name="Full form")
    address = f"{site}{whole_form.get_attribute('href')}"
    editor.goto(address)
    expect(editor.locator(".claim")).to_contain_text("You work on this report until")
    seen(editor, "claim-mine")
    open_drafts(reviewer, site, "Claimed", 1)
    seen(reviewer, "claim-queue")
    reviewer.goto(address)
    expect(reviewer.locator(".claim.is-held")).to_contain_text("works on this report until")
    seen(reviewer, "claim-held")
    reviewer.get_by_role("button", name="Take over").click()
    reviewer.wait_for_url("**/admin/review/**")  # who took it over goes on where drafts are read
    reviewer.goto(address)
    expect(reviewer.locator(".claim")).to_contain_text("You work on this report until")
    editor.locator("input[name=_save]").first.click()
    expect(editor.locator(".errornote, .errorlist").first).to_be_visible()
    assert "take it over first" in editor.content()
    reviewer.locator("input[name=_save]").first.click()
    reviewer.wait_for_selector(".messagelist .success")
