"""A real site for the browser tests: gunicorn, worker and beat on a database of their own, and Debian's Chromium."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, StorageState, sync_playwright

from sahel.local import PROJECT, CannotStart, PrivateServices, install_packages
from sahel.run import Site

SAMPLE = 400
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class RunningSite:
    """Where the site answers, without a slash at the end, and the passwords of its accounts."""

    address: str
    passwords: dict[str, str]

    def __str__(self) -> str:
        return self.address


# The same browser without what draws its windows takes a third less of the machine; a desktop's own one will do.
HEADLESS = "chromium-headless-shell"
PROGRAMS = (HEADLESS, "chromium", "chromium-browser")


def chromium_program() -> str:
    """Debian's Chromium, the one without windows if it can be had; as root it is installed when missing, otherwise the
    tests fail and say how."""
    if shutil.which(HEADLESS) is None and os.geteuid() == 0:
        with suppress(CannotStart):
            install_packages([HEADLESS, "fonts-dejavu-core"], "The browser tests need Chromium.")
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        install_packages(["chromium", "fonts-dejavu-core"], "The browser tests need Chromium.")
        program = shutil.which("chromium")
    if program is None:
        raise CannotStart("Chromium was installed but is not on the path.")
    return program


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def running_site(
    private_services: PrivateServices, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningSite]:
    folder: Path = tmp_path_factory.mktemp("site")
    private_services.make_database("sahel_e2e", anew=True)
    environment = {
        **os.environ,
        "DATABASE_URL": private_services.database_url.replace("/sahel?", "/sahel_e2e?"),
        "SECURE_SSL": "0",
        # Collected once for both halves and for later runs: hashing and compressing takes long.
        "STATIC_ROOT": str(PROJECT / ".local" / "e2e-static"),
        "SWEEP_SECONDS": "2",
        "COLUMNS_DIR": str(folder / "columns"),
    }
    site = Site(folder=folder, port=free_port(), environment=environment)
    accounts = folder / "accounts.json"
    try:
        site.prepare("--sample", str(SAMPLE), "--demo-accounts", str(accounts))
        site.start()
        site.wait_until_ready()
        yield RunningSite(site.address.rstrip("/"), json.loads(accounts.read_text()))
    finally:
        site.stop()


@pytest.fixture(scope="session")
def site(running_site: RunningSite) -> str:
    """The site's address, without a slash at the end."""
    return running_site.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_program(), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@dataclass
class Device:
    """A screen whose browser keeps the static files that it has seen from test to test, as a reader's does. Cookies,
    storage and permissions end with each test."""

    browser: Browser
    width: int
    height: int
    touch: bool = False
    locale: str = "en-GB"
    _context: BrowserContext | None = None

    def pages(self) -> Iterator[Page]:
        """A page for one test."""
        if self._context is None:
            self._context = self.browser.new_context(
                viewport={"width": self.width, "height": self.height},
                has_touch=self.touch,
                locale=self.locale,
            )
            self._context.set_default_timeout(10_000)
        context = self._context
        yield context.new_page()
        try:
            for page in context.pages:
                page.unroute_all(behavior="ignoreErrors")
                page.evaluate("localStorage.clear()")
                page.close()
            context.clear_cookies()
            context.clear_permissions()
        except Error:  # closed, or nowhere: the next test gets another one
            context.close()
            self._context = None


@pytest.fixture(scope="session")
def desktop(browser: Browser) -> Device:
    return Device(browser, 1440, 900)


@pytest.fixture(scope="session")
def telephone(browser: Browser) -> Device:
    return Device(browser, 390, 844, touch=True)


@pytest.fixture
def page(desktop: Device) -> Iterator[Page]:
    yield from desktop.pages()


@pytest.fixture
def phone(telephone: Device) -> Iterator[Page]:
    yield from telephone.pages()


@pytest.fixture(scope="session")
def kept_sessions() -> dict[str, StorageState]:
    """The cookies of who has signed in before: a password takes half a second to check, on purpose."""
    return {}


@pytest.fixture
def signed_in(
    browser: Browser, running_site: RunningSite, kept_sessions: dict[str, StorageState]
) -> Iterator[object]:
    """A function that gives a page at the desk's door, signed in as one of the accounts, in a window of its own."""
    contexts: list[BrowserContext] = []

    def sign_in(name: str) -> Page:
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, locale="en-GB", storage_state=kept_sessions.get(name)
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{running_site.address}/admin/")
        # Not yet, or a test has signed this account out.
        if page.locator("#id_username").count():
            page.fill("#id_username", name)
            page.fill("#id_password", running_site.passwords[name])
            page.click("input[type=submit]")
            page.wait_for_selector("#user-tools")
            kept_sessions[name] = context.storage_state()
        return page

    yield sign_in
    for context in contexts:
        context.close()
