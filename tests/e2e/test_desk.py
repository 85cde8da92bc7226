"""The thread through every layer in a real browser: a report becomes a published incident on the map."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.conftest import RunningSite

NOTE = Path(__file__).parents[2] / "incidents" / "sample" / "founding_note.txt"
SignIn = Callable[[str], Page]


def pick(page: Page, field: str, words: str, answer: str) -> None:
    """Types words into an autocomplete and chooses this answer."""
    page.click(f"#id_{field} + .select2 .select2-selection")
    page.fill(".select2-search__field", words)
    page.locator(".select2-results__option", has_text=answer).first.click()


def complaints_of(page: Page) -> list[str]:
    """What the browser's console complains of from now on, refused scripts and styles among it."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def paste_report(page: Page, site: str, title: str, text: str) -> None:
    page.goto(f"{site}/admin/incidents/report/add/")
    pick(page, "source", "Media", "Media report")
    page.fill("#id_title", title)
    page.fill("#id_text", text)
    page.fill("#id_published_at_0", "2018-10-02")
    page.fill("#id_published_at_1", "00:00:00")
    page.click("input[name=_save]")
    page.wait_for_selector(".messagelist .success")


def open_drafts(page: Page, site: str, title: str, number: int) -> None:
    """Waits until the worker has proposed so many drafts of the report, in the editors' queue."""
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        page.goto(f"{site}/admin/incidents/proposal/?q={title}&state__exact=open")
        if page.locator("#result_list tbody tr").count() == number:
            return
        page.wait_for_timeout(300)
    raise AssertionError(f"{number} drafts of {title!r} were expected in the queue")


def on_the_map(page: Page, site: str) -> tuple[int, int]:
    """How many incidents of the note's day lie where it lies, and how many died in them."""
    found = page.request.get(
        f"{site}/api/v1/map/?bbox=1.2,15.3,1.4,15.5&zoom=12&since=2018-09-30&until=2018-09-30&synthetic=false"
    ).json()
    return found["in_frame"], found["killed"]["best"]


def publish_what_waits(reviewer: Page, site: str) -> float:
    """Publishes every unverified incident in review, those that look like another one from their own pages; returns when
    the last button was pressed."""
    waiting = f"{site}/admin/incidents/incident/?status__exact=in_review&verification__exact=unverified"
    reviewer.goto(waiting)
    pressed = time.monotonic()
    if reviewer.locator("#result_list tbody tr").count():
        reviewer.check("#action-toggle")
        reviewer.select_option("select[name=action]", "publish_selected")
        pressed = time.monotonic()
        reviewer.click("button[name=index]")
        reviewer.wait_for_selector(".messagelist li")
    links = reviewer.locator("#result_list tbody th a").evaluate_all("all => all.map((link) => link.href)")
    for link in links:
        reviewer.goto(link.split("?")[0].replace("/change/", "/step/publish/"))
        pressed = time.monotonic()
        reviewer.click("#content form [type=submit]")
        reviewer.wait_for_selector(".messagelist .success")
    return pressed


def test_a_note_is_read_by_the_worker_confirmed_by_an_editor_published_by_a_reviewer_and_on_the_map_within_2_seconds(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    site, editor, reviewer = running_site.address, signed_in("editor"), signed_in("reviewer")
    publish_what_waits(reviewer, site)
    complaints = complaints_of(editor)
    paste_report(editor, site, "Thread", NOTE.read_text())
    open_drafts(editor, site, "Thread", 3)
    editor.click("#result_list tbody tr:last-child th a")
    editor.get_by_role("link", name="Full form").click()

    editor.wait_for_selector("#incident_form mark.evidence")
    marked = editor.locator("mark.evidence").all_inner_texts()
    assert "killed 22 civilians" in "".join(marked)
    assert editor.input_value("#id_date_start") == "2018-09-30"
    assert editor.input_value("#id_estimates-0-best") == "22"
    editor.locator("mark.evidence-casualties").first.click()
    assert editor.evaluate("document.activeElement.closest('#estimates-group') !== null")

    for _draft in range(3):
        editor.locator("input[name=_save]").first.click()
        editor.wait_for_selector(".messagelist .success")
    assert complaints == []

    # The founding incident of the sample lies at the same place, and what other tests have published.
    before = on_the_map(reviewer, site)
    pressed = publish_what_waits(reviewer, site)
    found = on_the_map(reviewer, site)
    assert time.monotonic() - pressed < 2
    assert found == (before[0] + 1, before[1] + 22)


def test_an_incident_is_entered_from_nothing_on_one_page(
    signed_in: SignIn, running_site: RunningSite
) -> None:
    site, editor = running_site.address, signed_in("editor")
    complaints = complaints_of(editor)
    editor.goto(f"{site}/admin/incidents/incident/add/")
    editor.select_option("#id_event_type", "explosions_remote_violence")
    hidden = editor.locator("#id_sub_event_type option[value=armed_clash]").is_hidden()
    editor.select_option("#id_sub_event_type", "remote_explosive_landmine_ied")
    editor.fill("#id_date_start", "2018-10-03")
    pick(editor, "place", "Minaka", "Ménaka")
    pick(editor, "source", "Field", "Field report")
    editor.fill("#id_estimates-0-best", "2")
    pick(editor, "involvements-0-actor", "EIGS", "Islamic State Sahel Province")
    editor.select_option("#id_involvements-0-role", "perpetrator")
    editor.select_option("#id_involvements-0-attribution", "suspected")
    editor.locator("input[name=_save]").first.click()
    editor.wait_for_selector(".messagelist .success")
    assert hidden
    assert complaints == []
    row = editor.locator("#result_list tbody tr").first
    assert row.locator(".field-place").inner_text() == "Ménaka"
    assert row.locator(".field-killed_best").inner_text() == "2"
    assert row.locator(".field-status").inner_text() == "In review"


def test_a_click_on_the_map_sets_the_point(signed_in: SignIn, running_site: RunningSite) -> None:
    editor = signed_in("editor")
    editor.goto(f"{running_site.address}/admin/incidents/incident/add/")
    editor.locator(".point-map").scroll_into_view_if_needed()
    editor.locator(".point-map").click(position={"x": 200, "y": 150})
    longitude, latitude = (
        float(editor.input_value("#id_longitude")),
        float(editor.input_value("#id_latitude")),
    )
    assert -12 < longitude < 16
    assert 8 < latitude < 24


def test_the_desk_works_at_390_pixels(signed_in: SignIn, running_site: RunningSite) -> None:
    editor = signed_in("editor")
    editor.set_viewport_size({"width": 390, "height": 844})
    editor.goto(f"{running_site.address}/admin/incidents/incident/add/")
    assert editor.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_documentation_of_the_api_opens_without_any_other_host(
    page: Page, running_site: RunningSite
) -> None:
    complaints = complaints_of(page)
    hosts: set[str] = set()
    page.on(
        "request", lambda request: hosts.add(request.url.split("/")[2]) if request.url[:4] == "http" else None
    )
    page.goto(f"{running_site.address}/api/docs/")
    page.wait_for_selector(".opblock-summary-path")
    assert hosts == {running_site.address.split("/")[2]}
    assert [text for text in complaints if "Content Security Policy" in text] == []
