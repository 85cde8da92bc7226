"""The review screen by keyboard alone: drafts are confirmed, corrected, set aside; nothing fires while one types."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import RunningSite
from tests.e2e.screen import overflows, watch
from tests.e2e.test_desk import NOTE, open_drafts, paste_report

SignIn = Callable[[str], Page]
serial = count(1)
ONE = (
    "On 30 September gunmen killed 4 people in Gossi (bulletin {}). The army of Mali said that 6 were killed."
)


def pasted(page: Page, site: str, text: str, drafts: int) -> tuple[str, list[str]]:
    """A report that the worker has read: its title and the addresses of its drafts, in the text's order."""
    title = f"Review {next(serial)}"
    paste_report(page, site, title, text)
    open_drafts(page, site, title, drafts)
    links = page.locator("#result_list tbody th a").evaluate_all("links => links.map((link) => link.href)")
    numbers = sorted(number_in(link) for link in links)
    return title, [f"{site}/admin/review/{number}/" for number in numbers]


def number_in(link: str) -> int:
    return int(re.findall(r"proposal/(\d+)/", link)[0])


def note() -> str:
    """The founding note, as another report each time."""
    return f"{NOTE.read_text()}\nBulletin {next(serial)}."


def row(page: Page, key: str) -> Locator:
    return page.locator(f"[data-row='{key}']")


def words(page: Page, key: str) -> Locator:
    return row(page, key).locator("[data-part=words]")


def go_to(page: Page, key: str) -> None:
    """Presses j until the field is the current one."""
    for _press in range(30):
        if page.evaluate("document.activeElement?.dataset.row") == key:
            return
        page.keyboard.press("j")
    raise AssertionError(f"j never came to {key}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".review-row.is-current")).to_be_focused()


def confirm_as_read(page: Page) -> None:
    press(page, "Shift+A")
    expect(page.locator("#review-confirm")).to_be_focused()
    press(page, "Enter")
    expect(page.locator(".messagelist .success")).to_contain_text("another person")


def correct_the_place_by_another_spelling(page: Page) -> None:
    go_to(page, "place")
    press(page, "e")
    page.keyboard.type("Minaka")
    expect(row(page, "place").get_by_role("option").first).to_contain_text("Ménaka")
    press(page, "ArrowDown", "Enter")
    expect(page.locator("#review-place")).to_have_value("Ménaka")
    press(page, "Enter")
    expect(words(page, "place")).to_contain_text("Ménaka")
    expect(row(page, "place")).to_have_class(re.compile("is-edit"))
    press(page, "c")


def leave_a_party_out_after_a_look_at_the_text(page: Page) -> None:
    go_to(page, "toll-0")
    press(page, "s")
    expect(page.locator("mark:focus")).to_contain_text("killed")
    press(page, "s")
    expect(row(page, "toll-0")).to_be_focused()
    go_to(page, "party-0")
    press(page, "r")
    expect(row(page, "party-0").locator("[data-part=decided]")).to_contain_text("left empty")
    press(page, "c")


def set_aside(page: Page) -> None:
    press(page, "p")
    expect(page.locator("#review-park")).to_be_visible()
    page.keyboard.type("ask again next week")
    press(page, "Enter")
    expect(page.locator(".messagelist")).to_contain_text("Set aside: Review")


def skip(page: Page) -> None:
    press(page, "n")


def test_from_signing_in_to_three_drafts_confirmed_and_one_set_aside_by_keyboard_alone(
    page: Page, signed_in: SignIn, running_site: RunningSite
) -> None:
    site = running_site.address
    helper = signed_in("editor")
    _title, drafts = pasted(helper, site, note(), 3)
    _other, (parked,) = pasted(helper, site, ONE.format(next(serial)), 1)
    noticed = watch(page)

    decide = {
        drafts[0]: confirm_as_read,
        drafts[1]: correct_the_place_by_another_spelling,
        drafts[2]: leave_a_party_out_after_a_look_at_the_text,
        parked: set_aside,
    }
    page.goto(f"{site}/admin/login/?next=/admin/review/")
    expect(page.locator("#id_username")).to_be_focused()
    page.keyboard.type("editor")
    page.keyboard.press("Tab")
    page.keyboard.type(running_site.passwords["editor"])
    page.keyboard.press("Enter")
    # They come in the queue's order, the easiest first, perhaps with another's between them.
    while decide:
        expect(page.locator(".review-row.is-current")).to_be_focused()
        here = page.url
        decide.pop(here, skip)(page)
        page.wait_for_url(lambda address, here=here: address != here)
    assert noticed.complaints == []

    kept = helper.request.get(f"{site}/api/v1/drafts/?status=in_review").json()["results"][-3:]
    places = {draft["date_start"]: draft["place"] for draft in kept}
    assert (places["2018-09-30"], places["2018-09-27"]) == ("ml-amalaoulaou", "ml-menaka")


def test_each_decision_goes_to_the_next_open_field_and_can_be_taken_back(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    page = signed_in("editor")
    _title, (draft,) = pasted(page, running_site.address, ONE.format(next(serial)), 1)
    opened(page, draft)
    press(page, "Enter")
    expect(row(page, "event_type")).to_have_class(re.compile("is-accept"))
    expect(row(page, "sub_event_type")).to_be_focused()
    press(page, "r")
    expect(row(page, "sub_event_type")).to_have_class(re.compile("is-reject"))
    expect(page.locator("[data-part=said]")).to_contain_text("left empty")
    press(page, "u")
    expect(row(page, "sub_event_type")).to_be_focused()
    expect(row(page, "sub_event_type")).not_to_have_class(re.compile("is-reject"))
    press(page, "k", "u")
    expect(row(page, "event_type")).not_to_have_class(re.compile("is-accept"))
    assert page.locator("[data-do=undo]").is_disabled()


def test_accepting_with_the_controls_open_keeps_what_was_typed_as_a_change(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    page = signed_in("editor")
    _title, (draft,) = pasted(page, running_site.address, ONE.format(next(serial)), 1)
    opened(page, draft)
    go_to(page, "toll-0")
    press(page, "e")
    page.keyboard.type("7")
    row(page, "toll-0").get_by_role("button", name="Accept").click()
    expect(row(page, "toll-0")).to_have_class(re.compile("is-edit"))
    expect(words(page, "toll-0")).to_contain_text("low 7")
    # A box is a control like any other: no letter on it decides about the field.
    row(page, "toll-0").get_by_role("button", name="Edit").click()
    row(page, "toll-0").get_by_label("recommended").focus()
    press(page, "r")
    expect(row(page, "toll-0")).not_to_have_class(re.compile("is-reject"))


def test_who_finds_a_report_taken_decides_nothing_and_takes_it_over_on_purpose(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    page, other = signed_in("editor"), signed_in("reviewer")
    _title, (draft,) = pasted(page, running_site.address, ONE.format(next(serial)), 1)
    opened(page, draft)
    opened(other, draft)
    expect(other.locator(".claim")).to_contain_text("editor works on this report until")
    press(other, "c", "p")
    expect(other.locator("dialog[open]")).to_have_count(0)
    other.get_by_role("button", name="Take over").click()
    expect(other.locator(".review-row.is-current")).to_be_focused()
    expect(other.locator("#review-confirm")).to_be_enabled()


def test_letters_are_letters_while_one_types(signed_in: SignIn, running_site: RunningSite) -> None:
    page = signed_in("editor")
    _title, (draft,) = pasted(page, running_site.address, ONE.format(next(serial)), 1)
    opened(page, draft)
    go_to(page, "summary")
    press(page, "e")
    page.keyboard.type("a career jump: prix neuf?")
    expect(page.locator("#review-summary_en")).to_have_value("a career jump: prix neuf?")
    press(page, "Escape")
    expect(row(page, "summary")).to_be_focused()
    expect(page.locator("#review-summary_en")).to_have_value("")
    assert page.url == draft


def test_what_an_incident_needs_is_corrected_instead_of_rejected(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    page = signed_in("editor")
    _title, (draft,) = pasted(page, running_site.address, ONE.format(next(serial)), 1)
    opened(page, draft)
    go_to(page, "date")
    press(page, "r")
    expect(page.locator("#review-date_start")).to_be_focused()
    expect(page.locator("[data-part=said]")).to_have_text("An incident needs this: correct it.")


def test_another_place_that_the_words_may_mean_is_taken_by_its_number_or_on_the_map(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    page = signed_in("editor")
    _title, drafts = pasted(page, running_site.address, note(), 3)
    opened(page, drafts[0])
    expect(words(page, "place")).to_contain_text("Amalaoulaou")
    go_to(page, "place")
    press(page, "1")
    expect(words(page, "place")).to_contain_text("Ménaka")
    press(page, "u")
    expect(words(page, "place")).to_contain_text("Amalaoulaou")
    page.locator(".review-candidate").first.click()
    expect(words(page, "place")).to_contain_text("Ménaka")
    expect(page.locator("[name=place_key]")).to_have_value("ml-menaka")


def test_a_mark_in_the_text_leads_to_its_field_and_the_field_shows_its_marks(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    page = signed_in("editor")
    _title, drafts = pasted(page, running_site.address, note(), 3)
    opened(page, drafts[0])
    page.locator("mark", has_text="30 September").click()
    expect(row(page, "date")).to_be_focused()
    expect(page.locator("mark.is-linked")).to_have_text(["30 September"])


def test_a_mistake_comes_back_open_with_the_focus_in_it_and_decisions_kept(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    page = signed_in("editor")
    _title, (draft,) = pasted(page, running_site.address, ONE.format(next(serial)), 1)
    opened(page, draft)
    press(page, "a")
    go_to(page, "place")
    press(page, "e")
    page.keyboard.type("Atlantis")
    press(page, "Enter", "c")
    expect(page.locator(".errornote")).to_be_visible()
    expect(page.locator("#review-place")).to_be_focused()
    expect(page.locator("#review-place")).to_have_value("Atlantis")
    expect(row(page, "place")).to_contain_text("Nothing is called “Atlantis”")
    expect(row(page, "event_type")).to_have_class(re.compile("is-accept"))


def test_single_keys_can_be_switched_off(signed_in: SignIn, running_site: RunningSite) -> None:
    page = signed_in("editor")
    _title, (draft,) = pasted(page, running_site.address, ONE.format(next(serial)), 1)
    opened(page, draft)
    press(page, "?")
    page.get_by_label("Single keys work").uncheck()
    press(page, "Escape", "a")
    expect(row(page, "event_type")).not_to_have_class(re.compile("is-accept"))
    page.locator("[data-do=help]").click()
    page.get_by_label("Single keys work").check()


def test_a_published_incident_that_changes_later_shows_the_difference_and_is_decided_by_keyboard(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    site, editor, reviewer = running_site.address, signed_in("editor"), signed_in("reviewer")
    reviewer.goto(f"{site}/admin/incidents/incident/?status__exact=published")
    address = reviewer.locator("#result_list tbody th a").first.get_attribute("href")
    editor.goto(f"{site}{address}")
    before = editor.locator("#id_verification").input_value()
    after = "disputed" if before != "disputed" else "confirmed"
    editor.select_option("#id_verification", after)
    editor.fill("#id_reason", "a second source")
    editor.locator("input[name=_save]").first.click()
    editor.wait_for_selector(".messagelist .warning")
    editor.goto(f"{site}/admin/incidents/proposal/?state__exact=open&kind__exact=update")
    link = editor.locator("#result_list tbody th a").first.get_attribute("href") or ""
    noticed = watch(reviewer)

    reviewer.goto(f"{site}/admin/review/{number_in(link)}/")
    expect(reviewer.locator(".old-and-new tbody tr")).to_have_count(1)
    expect(reviewer.locator(".old-and-new ins")).to_have_text(after.capitalize())
    assert violations(reviewer) == []
    press(reviewer, "x")
    expect(reviewer.locator("#review-reason")).to_be_focused()
    reviewer.keyboard.type("not enough")
    press(reviewer, "Escape")
    reviewer.locator("#content h1").click()
    press(reviewer, "a")
    expect(reviewer.locator(".messagelist .success")).to_have_text("The change is published.")
    assert noticed.complaints == []


def test_what_was_typed_is_not_lost_without_a_question(signed_in: SignIn, running_site: RunningSite) -> None:
    page = signed_in("editor")
    _title, drafts = pasted(page, running_site.address, note(), 3)
    opened(page, drafts[0])
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    press(page, "Enter")
    page.reload()  # what was only accepted is decided again in a moment
    assert asked == []
    correct = "Minaka"
    go_to(page, "place")
    press(page, "e")
    page.keyboard.type(correct)
    page.evaluate("setTimeout(() => location.reload(), 0)")
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert page.locator("#review-place").input_value().endswith(correct)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(
    signed_in: SignIn, running_site: RunningSite, width: int, height: int, colours: str
) -> None:
    page = signed_in("editor")
    _title, drafts = pasted(page, running_site.address, note(), 3)
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    noticed = watch(page)
    opened(page, drafts[0])
    page.wait_for_load_state("networkidle")
    assert overflows(page) is False
    assert violations(page) == []
    # Where all is one column the panel of duplicates stands below the fields: a link leads to it.
    to_duplicates = page.get_by_role("link", name="Possible duplicates")
    assert to_duplicates.is_visible() == (width == 390)
    if width == 390:
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=f"{folder}/review-390-{colours}.png", full_page=True)
        to_duplicates.click()
        expect(page.locator("#review-duplicates")).to_be_in_viewport()
    for key in ("place", "toll-0", "party-0"):
        go_to(page, key)
        press(page, "e")
        assert violations(page) == []
        press(page, "Escape")
    assert overflows(page) is False
    assert noticed.complaints == []


def violations(page: Page) -> list[tuple[str, str]]:
    # The frame around is the framework's own; ours is what it holds.
    found = Axe().run(page, context="#content").response["violations"]
    return [(violation["id"], node["html"][:160]) for violation in found for node in violation["nodes"]]
