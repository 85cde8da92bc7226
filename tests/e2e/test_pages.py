"""Pages of actors, regions, changes and saved views: whole without scripts, accessible, alive with them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.screen import open_map, overflows, settled, watch

SignIn = Callable[[str], Page]
ACTOR, REGION = "/actors/sample-armed-group-a/", "/regions/ML07/"
COMPARISONS = [
    "/compare/",
    "/compare/?by=region&a=ML07&b=ML10&since=2018-01-01&until=2018-12-31",
    "/compare/?by=period&a=2018-04-30..2018-07-28&b=2018-07-29..2018-10-26",
]
PUBLIC = [ACTOR, "/actors/isgs/", REGION, "/regions/MLI/", "/changes/", "/sign-in/"]


# For everybody -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("device", ["page", "phone"])
def test_axe_finds_no_violation_and_nothing_runs_over_the_edge(
    device: str, address: str, site: str, request: pytest.FixtureRequest
) -> None:
    reader: Page = request.getfixturevalue(device)
    reader.goto(f"{site}{address}")
    reader.wait_for_load_state("networkidle")

    found = Axe().run(reader)

    assert found.violations_count == 0, found.generate_report()
    assert not overflows(reader)


@pytest.mark.parametrize("address", [ACTOR, REGION, COMPARISONS[0]])
def test_what_a_finger_taps_is_24_pixels_high(phone: Page, address: str, site: str) -> None:
    phone.goto(f"{site}{address}")
    phone.wait_for_load_state("networkidle")

    low = phone.locator("main :is(a, summary, button):visible").evaluate_all(
        """all => all.filter(one => !one.closest(".leaflet-control-attribution"))
            .filter(one => one.getBoundingClientRect().height < 24).map(one => one.outerHTML)"""
    )

    assert low == []
    assert not overflows(phone)


@pytest.mark.parametrize("address", [ACTOR, "/changes/"])
def test_axe_finds_no_violation_in_the_dark(page: Page, address: str, site: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site}{address}")
    page.wait_for_load_state("networkidle")

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("address", [ACTOR, REGION])
def test_draws_its_incidents_on_our_own_map_without_a_complaint(page: Page, address: str, site: str) -> None:
    noticed = watch(page)

    with page.expect_response(re.compile(r"/api/v1/map/.*bbox")):
        page.goto(f"{site}{address}")
    page.wait_for_load_state("networkidle")

    expect(page.locator("#small-map canvas").first).to_be_attached()
    assert (noticed.origins, noticed.complaints) == ({site}, [])


def test_the_map_of_an_actor_asks_for_that_actor_only(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/v1/map/" in request.url else None)

    page.goto(f"{site}{ACTOR}")
    page.wait_for_load_state("networkidle")

    assert asked
    assert [url for url in asked if "actor=sample-armed-group-a" not in url] == []


def test_leads_to_the_same_incidents_on_the_map(page: Page, site: str) -> None:
    page.goto(f"{site}{ACTOR}")
    total = int(re.sub(r"\D", "", page.locator(".figures .big").first.inner_text()))

    page.get_by_role("link", name="Show these on the map").click()
    settled(page)

    expect(page.locator("[data-part=counts]")).to_contain_text(f"of {total}")


def test_leads_from_actor_to_region_to_incident_and_back(page: Page, site: str) -> None:
    page.goto(f"{site}{ACTOR}")
    page.locator(".sides").get_by_role("link", name="Gao", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gao")
    page.locator(".latest .incident-row").first.click()
    expect(page.locator("article.incident")).to_be_visible()
    page.locator(".facts a", has_text="Gao").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gao")


@pytest.mark.parametrize("address", [ACTOR, REGION, "/changes/"])
def test_is_whole_without_scripts(browser: Browser, address: str, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    reader = context.new_page()
    reader.goto(f"{site}{address}")

    expect(reader.get_by_role("heading", level=1)).to_be_visible()
    if address != "/changes/":
        expect(reader.locator(".latest .incident-row").first).to_be_visible()
        expect(reader.locator(".periods rect").first).to_be_attached()
    context.close()


def test_the_language_switch_keeps_what_the_map_stands_at(page: Page, site: str) -> None:
    open_map(page, site, "since=2018-09-01&until=2018-09-30&type=battles")

    page.get_by_role("button", name="français").click()

    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert "type=battles" in page.url
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("address", [ACTOR, REGION])
def test_prints_facts_map_legend_and_credit_and_no_controls(page: Page, address: str, site: str) -> None:
    page.goto(f"{site}{address}")
    page.wait_for_load_state("networkidle")

    page.emulate_media(media="print")

    for shown in (".figures", "#small-map", ".legend ul", ".site-foot"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in ("header nav", ".site-forms", ".leaflet-control-zoom", ".figures .go"):
        expect(page.locator(hidden)).to_be_hidden()


# The last look of a browser ------------------------------------------------------------------------------
def test_a_browser_remembers_its_last_look(page: Page, site: str) -> None:
    page.goto(f"{site}/changes/")
    expect(page.locator("[data-since]")).to_be_hidden()

    page.get_by_role("button", name="Mark all as seen").click()
    expect(page.locator("[data-noted]")).to_be_visible()
    page.reload()
    page.get_by_role("link", name="Only what is new since your last look").click()

    expect(page).to_have_url(re.compile(r"/changes/\?since=\d+$"))


# With an account -----------------------------------------------------------------------------------------
def save(page: Page, site: str, name: str, query: str) -> None:
    """Posts what the map's form posts, from a page that has a token."""
    page.goto(f"{site}/views/")
    page.evaluate(
        """([name, query]) => {
            const form = document.createElement("form");
            form.method = "post";
            form.action = "/views/";
            const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
            for (const [key, value] of Object.entries({ name, query, csrfmiddlewaretoken: token })) {
                const field = document.createElement("input");
                Object.assign(field, { type: "hidden", name: key, value });
                form.append(field);
            }
            document.body.append(form);
            form.submit();
        }""",
        [name, query],
    )
    page.wait_for_load_state("networkidle")


def test_an_account_keeps_renames_and_deletes_a_view(signed_in: SignIn, site: str) -> None:
    page = signed_in("reviewer")
    save(page, site, "Gao", "region=ML07&since=2018-01-01&until=2018-12-31")
    expect(page.get_by_role("status")).to_contain_text("“Gao” was saved")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()

    save(page, site, "Gao", "region=ML06")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Save over")
    page.get_by_role("button", name="Save over it").click()
    expect(page.locator(".kept")).to_contain_text("region=ML06")

    page.locator("summary", has_text="Rename").click()
    page.get_by_label("New name").fill("Timbuktu")
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("link", name="Timbuktu", exact=True).click()
    settled(page)
    assert "region=ML06" in page.url

    page.goto(f"{site}/views/")
    page.locator("summary", has_text="Delete").click()
    page.get_by_role("button", name="Delete this view").click()
    expect(page.locator(".kept")).to_have_count(0)


def test_an_account_marks_changes_as_seen(signed_in: SignIn, site: str) -> None:
    page = signed_in("reviewer")
    page.goto(f"{site}/changes/")
    page.wait_for_load_state("networkidle")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()

    button = page.get_by_role("button", name="Mark all as seen")
    if button.is_enabled():
        button.click()
        expect(page.get_by_role("status")).to_contain_text("marked as seen")
    expect(page.locator(".entries")).to_have_count(0)


def test_an_analyst_signs_in_on_the_site(page: Page, site: str, running_site: object) -> None:
    page.goto(f"{site}/views/")
    page.get_by_label("Name").fill("analyst")
    page.get_by_label("Password").fill(running_site.passwords["analyst"])  # type: ignore[attr-defined]
    page.get_by_role("main").get_by_role("button", name="Sign in").click()

    expect(page).to_have_url(f"{site}/views/")
    page.locator(".account summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("header").get_by_role("link", name="Sign in")).to_be_visible()
