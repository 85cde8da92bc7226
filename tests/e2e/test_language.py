"""The pages in French: the switch keeps what the reader sees, every view speaks, nothing overflows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Device
from tests.e2e.screen import (
    AMALAOULAOU,
    AROUND,
    SEPTEMBER,
    address,
    counts,
    open_map,
    overflows,
    rows,
    settled,
    watch,
)

STATE = f"{AROUND}&{SEPTEMBER}&type=battles&type=violence_against_civilians&min_killed=1&sort=deadliest"
FOUNDING = "lon=1.3&lat=15.4&zoom=11&since=2018-09-30&until=2018-09-30&verification=corroborated"
ELECTION = "/compare/?by=period&a=2018-04-30..2018-07-28&b=2018-07-29..2018-10-26"
REGIONS = "/compare/?by=region&a=ML07&b=ML10&since=2018-01-01&until=2018-12-31"
PAGES = {
    "map": "/",
    "map with regions": "/?colour=regions",
    "comparison": ELECTION,
    "comparison to choose": "/compare/",
    "changes": "/changes/",
    "actor": "/actors/sample-armed-group-a/",
    "region": "/regions/ML07/",
    "signing in": "/sign-in/",
    "nothing there": "/nothing/",
}


@pytest.fixture(scope="module")
def french_desktop(browser: Browser) -> Device:
    return Device(browser, 1440, 900, locale="fr-FR")


@pytest.fixture(scope="module")
def french_telephone(browser: Browser) -> Device:
    return Device(browser, 390, 844, locale="fr-FR")


@pytest.fixture
def wide(french_desktop: Device) -> Iterator[Page]:
    """The screen of a reader whose browser asks for French."""
    yield from french_desktop.pages()


@pytest.fixture
def narrow(french_telephone: Device) -> Iterator[Page]:
    """The telephone of a reader whose browser asks for French."""
    yield from french_telephone.pages()


def opened(page: Page, site: str, path: str) -> None:
    page.goto(f"{site}{path}")
    page.wait_for_load_state("networkidle")


def incident_page(page: Page, site: str) -> str:
    """The path of the founding incident's page."""
    open_map(page, site, FOUNDING)
    return urlsplit(rows(page).filter(has_text=AMALAOULAOU).first.get_attribute("href") or "").path


# The switch ----------------------------------------------------------------------------------------------
def test_the_switch_keeps_the_whole_state_and_a_reload_keeps_the_language(page: Page, site: str) -> None:
    open_map(page, site, STATE)
    state, in_english = address(page), rows(page).all_inner_texts()

    page.get_by_role("button", name="français").click()
    settled(page)

    assert address(page) == state
    assert rows(page).count() == len(in_english)
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.reload()
    settled(page)
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert address(page) == state


def test_the_switch_keeps_where_the_map_was_moved_to_and_what_was_ticked(page: Page, site: str) -> None:
    open_map(page, site, f"{AROUND}&{SEPTEMBER}")
    page.get_by_label("Battles").check()
    page.get_by_role("button", name="Zoom in").click()
    settled(page)
    state = address(page)
    assert (state["type"], state["zoom"]) == (["battles"], ["10"])

    page.get_by_role("button", name="français").click()
    settled(page)

    assert address(page) == state
    expect(page.locator("input[value=battles]")).to_be_checked()
    expect(page.locator(".chip", has_text="Combats")).to_be_visible()


def test_the_switch_leads_back_to_english(page: Page, site: str) -> None:
    open_map(page, site, f"{AROUND}&{SEPTEMBER}")
    before = counts(page)
    for language in ("français", "English"):
        page.get_by_role("button", name=language).click()
        settled(page)
    assert counts(page) == before


# What each view says -------------------------------------------------------------------------------------
def test_every_view_of_the_map_speaks_french(wide: Page, site: str) -> None:
    noticed = watch(wide)
    open_map(wide, site, f"{AROUND}&{SEPTEMBER}&min_killed=1")

    assert re.match(
        r"\d+ incidents? en vue sur \d+ .*tués?.*dernière modification\s: (?:1er|\d+) \S+ \d{4}", counts(wide)
    )
    expect(wide.locator(".chip-dates")).to_have_text("1er sept. 2018 – 30 sept. 2018")
    expect(wide.locator(".chip", has_text="tués\u00a0: 1 ou plus")).to_be_visible()
    expect(rows(wide).first).to_contain_text(re.compile(r"\d tués?|bilan non précisé"))
    expect(rows(wide).first).to_contain_text(re.compile("Non vérifié|Corroboré|Confirmé|Contesté|Réfuté"))
    expect(wide.locator("[data-caption]")).to_contain_text("glissez pour choisir des jours")
    expect(wide.locator("[data-part=export]")).to_contain_text("Le CSV et le GeoJSON contiendront")
    assert noticed.complaints == []


def test_tooltips_of_timeline_and_map_speak_french(wide: Page, site: str) -> None:
    open_map(wide, site, f"{AROUND}&{SEPTEMBER}")

    # Its words are made when the pointer comes.
    wide.locator(".plot g:has(> .bar)").first.dispatch_event("pointerenter")
    bar = wide.locator(".plot title").first.text_content() or ""
    assert re.search(r"^semaine du .*|^(?:1er|\d+) (août|sept\.)", bar)
    assert re.search(r"\n\d+ incidents?, \d+ tués?\n", bar)
    assert re.search(
        "(Combats|Violences contre des civils|Explosions et violence à distance)\u00a0: \\d", bar
    )

    # The founding incident lies where the map is centred.
    open_map(wide, site, FOUNDING)
    wide.locator("#map").hover()
    expect(wide.locator(".leaflet-tooltip")).to_contain_text("30 sept. 2018")
    expect(wide.locator(".leaflet-tooltip")).to_contain_text("tués")


def test_the_founding_incident_is_told_in_french(wide: Page, site: str) -> None:
    opened(wide, site, incident_page(wide, site))

    expect(wide.locator(".toll")).to_contain_text("tués")
    expect(wide.locator(".incident .sub").first).to_contain_text("30 sept. 2018")
    expect(wide.get_by_role("heading", name="Chiffres, par source")).to_be_visible()


def test_large_numbers_and_distances_are_written_the_french_way(wide: Page, site: str) -> None:
    open_map(wide, site)

    said = wide.evaluate(
        """async () => {
          const texts = await import(document.querySelector('link[rel=modulepreload][href*="/texts."]').href);
          return [texts.number(1234567), texts.kilometres(12.34)];
        }"""
    )

    assert [re.sub(r"\s", " ", text) for text in said] == ["1 234 567", "12,3"]


def test_a_refusal_by_the_server_is_told_in_french(wide: Page, site: str) -> None:
    wide.goto(f"{site}/?since=xx&foo=1")

    expect(wide.locator(".problem").first).to_contain_text("attend un jour sous la forme AAAA-MM-JJ")
    expect(wide.locator(".problem").first).to_contain_text("n’est pas un paramètre ici")


# How it looks --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_a_french_page_is_accessible_on_a_screen_and_a_telephone(
    wide: Page, narrow: Page, site: str, path: str
) -> None:
    for reader in (wide, narrow):
        opened(reader, site, path)
        expect(reader.locator("html")).to_have_attribute("lang", "fr")
        assert not overflows(reader)
    # The narrow layout holds all of the wide one; the wide one is looked at in English.
    assert Axe().run(narrow).response["violations"] == []


def test_the_page_of_an_incident_is_accessible_and_fits(wide: Page, narrow: Page, site: str) -> None:
    path = incident_page(wide, site)
    for reader in (wide, narrow):
        opened(reader, site, path)
        assert Axe().run(reader).response["violations"] == []
        assert not overflows(reader)


@pytest.mark.parametrize("view", ["list", "filters", "timeline"])
def test_every_panel_of_the_telephone_fits(narrow: Page, site: str, view: str) -> None:
    open_map(narrow, site)

    narrow.locator(f"[data-view={view}]").click()
    settled(narrow)

    assert not overflows(narrow)
    wider = narrow.evaluate(
        """() => [...document.querySelectorAll(".panel:not([hidden]) :is(button, a, select, h2, label)")]
            .filter((item) => item.getClientRects().length && item.getBoundingClientRect().right > innerWidth + 1)
            .map((item) => item.textContent.trim())"""
    )
    assert wider == []


def test_every_place_of_the_header_is_seen_on_a_telephone(narrow: Page, site: str) -> None:
    opened(narrow, site, "/changes/")

    nav = narrow.locator("header nav")

    assert nav.evaluate("nav => nav.scrollWidth <= nav.clientWidth")
    assert nav.get_by_role("link").all_inner_texts() == ["Carte", "Comparer", "Suivi", "API", "Connexion"]
