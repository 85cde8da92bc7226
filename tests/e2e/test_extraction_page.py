"""The page on extraction in a real browser: wide and on a phone, drawn without inline style."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import RunningSite

SignIn = Callable[[str], Page]


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(
    width: int, signed_in: SignIn, running_site: RunningSite
) -> None:
    page = signed_in("editor")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{running_site.address}/admin/extraction/")
    expect(page.locator(".reliability")).to_be_visible()
    found = Axe().run(page, context="#content").response["violations"]
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [text for text in complaints if "favicon" not in text and "404" not in text] == []
