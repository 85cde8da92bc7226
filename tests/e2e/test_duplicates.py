"""A report about an incident that is here already, in a real browser: shown beside it, attached, told apart, split."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.conftest import RunningSite
from tests.e2e.test_desk import SignIn, complaints_of, open_drafts, paste_report
from tests.e2e.test_desk_together import seen

# The founding massacre, as another source tells it.
AGAIN = (
    "Armed men on motorcycles killed 20 Tuareg civilians at Amalaoulaou near Ansongo on 30 September 2018,"
    " a local official said."
)
PANEL = "section.duplicates"


def open_draft(page: Page, site: str, title: str) -> None:
    paste_report(page, site, title, AGAIN)
    open_drafts(page, site, title, 1)
    assert "likely the same" in page.locator("#result_list tbody tr").inner_text()
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_selector(PANEL)


def test_a_second_report_of_an_incident_is_attached_by_an_editor_and_published_by_another(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    site, editor, reviewer = running_site.address, signed_in("editor"), signed_in("reviewer")
    complaints = complaints_of(editor)
    open_draft(editor, site, "Second voice")
    candidate = editor.locator(f"{PANEL} .duplicate", has_text="Amalaoulaou").first
    expect(candidate).to_contain_text("20 killed here, 22 there")
    seen(editor, "duplicates-draft")
    candidate.get_by_role("button", name="Attach to it").click()
    expect(editor.locator(".messagelist .warning")).to_contain_text("your change waits for another person")
    seen(editor, "duplicates-attached")
    reviewer.goto(f"{site}/admin/incidents/proposal/?q=Second+voice&state__exact=open")
    reviewer.locator("#result_list tbody th a").first.click()
    reviewer.click("input[name=accept]")
    expect(reviewer.locator(".messagelist .success")).to_have_text("The change is published.")
    assert complaints == []


def test_enter_in_a_field_of_the_draft_presses_no_button_of_the_panel(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    editor = signed_in("editor")
    open_draft(editor, running_site.address, "Third voice")
    with editor.expect_navigation():
        editor.locator("#id_reason").press("Enter")
    assert editor.locator(".messagelist").filter(has_text="your change waits").count() == 0


def test_what_is_not_the_same_is_folded_away_and_a_draft_is_split(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    editor = signed_in("editor")
    open_draft(editor, running_site.address, "Fourth voice")
    before = editor.locator(f"{PANEL} .duplicate").count()
    editor.get_by_role("button", name="Not the same").first.click()
    expect(editor.locator(f"{PANEL} .duplicate")).to_have_count(before - 1)
    expect(editor.locator(f"{PANEL} details")).to_contain_text("said by editor")
    editor.get_by_role("button", name="Split in two").click()
    expect(editor.locator(".messagelist .success")).to_have_text("Two drafts: correct each by itself.")
    open_drafts(editor, running_site.address, "Fourth voice", 2)
