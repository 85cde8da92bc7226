"""A file from somebody else in a real browser: its columns are mapped, its rows checked, taken in, undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import RunningSite
from tests.e2e.test_desk import complaints_of

SignIn = Callable[[str], Page]
ROWS = (
    "Identifiant;Date;Type;Lieu;Morts;Remarque\n"
    "1;2018-09-30;battles;Ansongo;3;x\n"
    "2;2018-09-29;riots;Ménaka;many;y\n"
    "3;2018-13-01;war;Atlantis;1;z\n"
)
WORKER = 40_000  # milliseconds until a worker has surely come round


def uploaded(page: Page, site: str, folder: Path, content: str) -> None:
    path = folder / "ong.csv"
    path.write_text(content)
    page.goto(f"{site}/admin/incidents/ingestrun/add/")
    page.set_input_files("#id_file", path)
    page.click("input[type=submit]")
    page.wait_for_url("**/columns/")


def test_a_stranger_s_file_is_mapped_checked_taken_in_and_undone(
    signed_in: SignIn, running_site: RunningSite, tmp_path: Path
) -> None:
    page = signed_in("editor")
    complaints = complaints_of(page)
    uploaded(page, running_site.address, tmp_path, ROWS)
    expect(page.get_by_label("morts")).to_have_value("killed_best")
    expect(page.get_by_label("remarque")).to_have_value("")

    page.get_by_role("button", name="Check the rows").press("Enter")
    expect(page.locator("[data-state=checked]")).to_be_visible(timeout=WORKER)
    expect(page.locator(".run-rows tbody tr")).to_have_count(3)
    expect(page.get_by_role("link", name="Quarantined 2")).to_be_visible()
    expect(page.get_by_text("no place is called 'Atlantis'")).to_be_visible()

    page.get_by_role("button", name="Take the rows in").press("Enter")
    expect(page.locator("[data-state=finished]")).to_be_visible(timeout=WORKER)
    expect(page.get_by_role("link", name="New 1")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("link", name="Rows set aside, with reasons (CSV)").click()
    assert Path(download.value.path()).read_text().count("\n") == 3

    page.get_by_role("button", name="Undo the whole import").press("Enter")
    expect(page.locator("[data-state=undone]")).to_be_visible()
    assert complaints == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("where", ["upload", "columns", "checked", "health"])
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(
    where: str, width: int, signed_in: SignIn, running_site: RunningSite, tmp_path: Path
) -> None:
    page, site = signed_in("editor"), running_site.address
    page.set_viewport_size({"width": width, "height": 900})
    if where == "upload":
        page.goto(f"{site}/admin/incidents/ingestrun/add/")
    elif where == "health":
        page.goto(f"{site}/admin/health/")
    else:
        uploaded(page, site, tmp_path, ROWS)
    if where == "checked":
        page.get_by_role("button", name="Check the rows").click()
        expect(page.locator("[data-state=checked]")).to_be_visible(timeout=WORKER)
    # The frame around is the framework's own; ours is what it holds.
    found = Axe().run(page, context="#content").response["violations"]
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
