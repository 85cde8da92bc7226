"""A report about an incident that is here already, in a real browser: shown beside it, attached, told apart, split."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.conftest import RunningSite
from tests.e2e.screen import overflows
from tests.e2e.test_desk import SignIn, complaints_of, open_drafts, paste_report
from tests.e2e.test_desk_together import seen
from tests.e2e.test_review import violations

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


def test_enter_in_no_field_presses_a_button_of_the_panel(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    editor = signed_in("editor")
    open_draft(editor, running_site.address, "Third voice")
    draft, candidates = editor.url, editor.locator(f"{PANEL} .duplicate").count()
    editor.evaluate("window.isTheSamePage = true")
    # In the panel the first button of its form is one that does nothing, and letters are letters.
    editor.locator("#duplicate-reason").press_sequentially("a career")
    expect(editor.locator("#duplicate-reason")).to_have_value("a career")
    for field in ("#duplicate-reason", "#duplicate-target"):
        editor.locator(field).press("Enter")
    # Boxes are there where an incident lacks what the draft says.
    for box in editor.locator(f"{PANEL} input[type=checkbox]").all():
        box.press("r")
        box.press("Enter")
    editor.wait_for_timeout(300)
    assert (editor.url, editor.evaluate("window.isTheSamePage")) == (draft, True)
    expect(editor.locator(".review-row:is(.is-accept, .is-reject)")).to_have_count(0)
    expect(editor.locator(f"{PANEL} .duplicate")).to_have_count(candidates)
    # On the full form Enter is the form's own: it confirms the draft, and gives no claim back.
    editor.get_by_role("link", name="Full form").click()
    editor.wait_for_selector(PANEL)
    with editor.expect_navigation():
        editor.locator("#id_reason").press("Enter")
    expect(editor.locator(".messagelist")).not_to_contain_text("your change waits")
    expect(editor.locator(".messagelist")).not_to_contain_text("free for others")
    editor.goto(draft)
    expect(editor.locator(".messagelist")).to_contain_text("decided already (accepted)")


def test_a_panel_that_cannot_be_looked_up_says_so_and_the_draft_is_decided_all_the_same(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    editor = signed_in("editor")
    open_draft(editor, running_site.address, "Silent voice")
    editor.route("**/duplicates/", lambda route: route.fulfill(status=500, body="", content_type="text/html"))
    editor.reload()
    expect(editor.locator(".review-duplicates")).to_have_text(
        "Possible duplicates could not be looked up: reload the page."
    )
    expect(editor.locator(".review-row.is-current")).to_be_focused()
    editor.keyboard.press("a")
    expect(editor.locator(".review-row.is-accept")).to_have_count(1)


def test_the_panel_of_a_draft_like_two_others_breaks_no_rule_of_axe_at_any_width_and_in_any_colours(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    editor = signed_in("editor")
    open_draft(editor, running_site.address, "Fifth voice")
    open_draft(editor, running_site.address, "Sixth voice")
    assert editor.locator(f"{PANEL} .duplicate.is-likely").count() >= 2
    for width in (1440, 390):
        for colours in ("light", "dark"):
            editor.set_viewport_size({"width": width, "height": 900})
            editor.emulate_media(color_scheme="dark" if colours == "dark" else "light")
            editor.wait_for_timeout(200)  # colours change gradually
            assert (overflows(editor), violations(editor)) == (False, []), (width, colours)
        small = editor.locator(f"{PANEL} .button:visible").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().height).filter((height) => height < 24)"
        )
        assert small == []


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
