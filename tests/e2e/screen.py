"""What a reader sees and does on the map page, in the words of the tests."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

AROUND = "lon=1.3&lat=15.4&zoom=9"
SEPTEMBER = "since=2018-09-01&until=2018-09-30"
AMALAOULAOU = "Amalaoulaou"


@dataclass
class Noticed:
    """What the browser complained about, and whom it asked, since the page was opened."""

    complaints: list[str] = field(default_factory=list)
    origins: set[str] = field(default_factory=set)


def watch(page: Page) -> Noticed:
    """Collects console errors, uncaught errors (content security violations are among them) and origins."""
    noticed = Noticed()
    page.on(
        "console", lambda m: noticed.complaints.append(m.text) if m.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: noticed.complaints.append(str(error)))
    page.on(
        "request",
        lambda request: noticed.origins.add("{0.scheme}://{0.netloc}".format(urlsplit(request.url))),
    )
    return noticed


def open_map(page: Page, site: str, query: str = "") -> None:
    """Opens the map with a query string and waits until all three views have their data."""
    page.goto(f"{site}/?{query}" if query else f"{site}/")
    settled(page)


def settled(page: Page) -> None:
    """Waits until the page has asked for what it needs and drawn it."""
    page.wait_for_timeout(120)  # a movement of the map starts with the next frame
    expect(page.locator(".leaflet-pan-anim, .leaflet-zoom-anim")).to_have_count(0)
    expect(page.locator("#app[aria-busy=false]")).to_be_attached()


def rows(page: Page) -> Locator:
    return page.locator(".rows .incident-row")


def in_view(page: Page) -> int:
    """The number of incidents that the count line states for the frame."""
    return int(re.sub(r"\D", "", counts(page).split(" in view")[0]))


def counts(page: Page) -> str:
    return page.locator("[data-part=counts]").inner_text().replace("\n", " ")


def bars(page: Page) -> int:
    """The number of coloured parts of the timeline."""
    return page.locator(".plot .bar").count()


def address(page: Page) -> dict[str, list[str]]:
    """The query string of the address bar."""
    return parse_qs(urlsplit(page.url).query)


def overflows(page: Page) -> bool:
    """Whether the page can be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
