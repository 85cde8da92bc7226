"""Panning the map of all incidents in headless Chromium, beside an empty Leaflet map that is panned the same way.

A frame is the time between two animation frames while the pointer drags; a long task is what Chromium calls so
(50 ms and more), from the press of the pointer until everything that the pan asked for is there.
"""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.measure import LINES, tell
from sahel.local import CannotStart, install_packages

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
SCREEN = {"width": 1440, "height": 900}
LATITUDE, LONGITUDE = 15.75, 1.6
ZOOMS = (5, 7, 9)
# One after the other they lead back to where they began: pixels right and down, ten pans.
PANS = (
    (-260, 0),
    (-160, 120),
    (0, 160),
    (260, -60),
    (160, -220),
    (-200, 140),
    (200, -140),
    (-260, -120),
    (60, 120),
    (200, 0),
)
STEPS, STEP_MS = 20, 16
QUIET_MS = 400
RECORD = """() => {
  const record = { frames: [], tasks: [], dragging: false };
  let last = performance.now();
  const frame = (now) => {
    if (record.dragging) record.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => record.tasks.push(...list.getEntries().map((entry) => entry.duration)))
    .observe({ type: "longtask" });
  globalThis.benchmark = record;
}"""
MAKE_EMPTY = """([left, top, width, height, centre, zoom]) => {
  Object.assign(document.getElementById("map").style, {
    position: "absolute", left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px`,
  });
  L.map("map").setView(centre, zoom);
}"""


@dataclass
class Panned:
    """What pans of one map took: frames and long tasks in ms, bytes over the wire of each pan."""

    frames: list[float] = field(default_factory=list)
    tasks: list[float] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)

    def add(self, other: Panned) -> None:
        self.frames += other.frames
        self.tasks += other.tasks
        self.bytes += other.bytes


class Wire:
    """The bytes that a page received, compressed and with their headers, and the requests still open."""

    def __init__(self, session: CDPSession) -> None:
        self.received, self.open = 0, set[str]()
        session.send("Network.enable")
        # The tour comes by the same places again, and a reader's next pan does not.
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.on("Network.requestWillBeSent", lambda event: self.open.add(event["requestId"]))
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.loadingFailed", lambda event: self.open.discard(event["requestId"]))

    def _finished(self, event: dict) -> None:
        self.received += int(event["encodedDataLength"])
        self.open.discard(event["requestId"])


class Map:
    """A page with a Leaflet map in #map, and the means to pan it."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_context(viewport=SCREEN, locale="en-GB").new_page()
        self.wire = Wire(self.page.context.new_cdp_session(self.page))

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.page.wait_for_selector("#map", state="attached")
        self.page.evaluate(RECORD)

    def frame(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of the map, pixels."""
        box = self.page.locator("#map").bounding_box()
        if box is None:
            raise RuntimeError("the map is not shown")
        return box["x"], box["y"], box["width"], box["height"]

    def pan(self, right: int, down: int) -> int:
        """One drag by so many pixels, and the wait until what it asked for is there; the bytes received."""
        left, top, width, height = self.frame()
        x, y, before = left + width / 2, top + height / 2, self.wire.received
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.evaluate("benchmark.dragging = true")
        for step in range(1, STEPS + 1):
            self.page.mouse.move(x + right * step / STEPS, y + down * step / STEPS)
            self.page.wait_for_timeout(STEP_MS)
        self.page.evaluate("benchmark.dragging = false")
        self.page.mouse.up()
        self.settle()
        return self.wire.received - before

    def settle(self) -> None:
        """Waits for a moment in which nothing is asked for."""
        self.page.wait_for_timeout(QUIET_MS)
        while self.wire.open:
            self.page.wait_for_timeout(QUIET_MS)

    def tour(self) -> Panned:
        """The ten pans."""
        self.page.bring_to_front()
        self.page.evaluate("Object.assign(benchmark, { frames: [], tasks: [] })")
        received = [self.pan(right, down) for right, down in PANS]
        record = self.page.evaluate("({ frames: benchmark.frames, tasks: benchmark.tasks })")
        return Panned(record["frames"], record["tasks"], received)


def chromium() -> str:
    """Debian's Chromium; as root it is installed when missing."""
    if shutil.which("chromium") is None:
        install_packages(["chromium", "fonts-dejavu-core"], "The browser's figures need Chromium.")
    program = shutil.which("chromium")
    if program is None:
        raise CannotStart("Chromium is not on the path.")
    return program


@contextmanager
def opened() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


def measure(port: int) -> None:
    with opened() as browser:
        for zoom in ZOOMS:
            ours, empty = panned(browser, f"http://127.0.0.1:{port}", zoom)
            tell_pans(zoom, ours, empty)


def panned(browser: Browser, site: str, zoom: int, rounds: int = 2) -> tuple[Panned, Panned]:
    """Our map with all incidents and an empty one, panned in turn."""
    ours, empty = Map(browser), Map(browser)
    ours.open(f"{site}/?all=1&lon={LONGITUDE}&lat={LATITUDE}&zoom={zoom}")
    ours.settle()
    empty.open(f"{site}/rival/leaflet/")
    empty.page.evaluate(MAKE_EMPTY, [*ours.frame(), [LATITUDE, LONGITUDE], zoom])
    results = Panned(), Panned()
    for _round in range(rounds):
        for one, result in zip((ours, empty), results, strict=True):
            result.add(one.tour())
    for one in (ours, empty):
        one.page.context.close()
    return results


def tell_pans(zoom: int, ours: Panned, empty: Panned) -> None:
    name = f"pan at z{zoom}"
    tell(f"{name}: median frame", statistics.median(ours.frames), "an empty Leaflet map",
         statistics.median(empty.frames), at_most=1.1)  # fmt: skip
    tell_limit(f"{name}: longest task", max(ours.tasks, default=0), "ms", 100)
    tell_limit(f"{name}: received, the median pan", statistics.median(ours.bytes) / 1000, "kB", 30)
    tell_limit(f"{name}: received, the largest pan", max(ours.bytes) / 1000, "kB", 30)


def tell_limit(figure: str, value: float, unit: str, goal: float) -> None:
    """Prints a figure that has a limit and no peer."""
    met = "yes" if value <= goal else "NO"
    line = f"{figure:<58} {value:9.2f} {unit}   {'goal':<34} {goal:9.2f} {unit}   {value / goal:8.2f}   {'<= 1x':<16} {met}"
    LINES.append(line)
    print(line, flush=True)
