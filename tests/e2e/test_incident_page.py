"""An incident's own page: whole without scripts, honest about what is not known, fit for print."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.screen import AMALAOULAOU, overflows, watch


@pytest.fixture
def founding(page: Page, site: str) -> str:
    """Address of the incident at Amalaoulaou of 30 September 2018."""
    query = "since=2018-09-30&until=2018-09-30&min_killed=22&verification=corroborated&country=MLI&limit=1000"
    results = page.request.get(f"{site}/api/v1/incidents/?{query}").json()["results"]
    found = [row["id"] for row in results if row["place"] == AMALAOULAOU and not row["synthetic"]]
    assert len(found) == 1
    return f"{site}/incidents/{found[0]}/"


def test_says_place_day_toll_and_who_is_suspected_by_whom(page: Page, founding: str) -> None:
    page.goto(founding)

    expect(page.get_by_role("heading", level=1)).to_have_text(AMALAOULAOU)
    article = page.locator("article.incident")
    for words in ("22 killed", "Corroborated", "suspected by", "latitude, longitude"):
        expect(article).to_contain_text(words)
    expect(article).not_to_contain_text("Made-up sample data")


def test_every_source_shows_its_admiralty_grade(page: Page, founding: str) -> None:
    page.goto(founding)

    sources = page.locator(".sources li")
    assert sources.count() > 0
    for grade in sources.locator("abbr").all_inner_texts():
        assert grade[0] in "ABCDEF"
        assert grade[1] in "123456"


def test_draws_the_incident_on_our_own_map_without_leaving_the_origin(
    page: Page, founding: str, site: str
) -> None:
    noticed = watch(page)

    page.goto(founding)
    page.wait_for_load_state("networkidle")

    expect(page.locator("#incident-map canvas").first).to_be_attached()
    assert noticed.origins == {site}
    assert noticed.complaints == []


def test_leads_back_to_the_map_with_the_incident_open(page: Page, founding: str) -> None:
    page.goto(founding)

    page.get_by_role("link", name="Show on the map").click()

    expect(page.locator(".detail article h2").first).to_have_text(AMALAOULAOU)


def test_an_address_that_leads_nowhere_says_so_and_leads_to_the_map(page: Page, site: str) -> None:
    answer = page.goto(f"{site}/incidents/00000000-0000-0000-0000-000000000000/")

    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing at this address")
    expect(page.get_by_role("link", name="To the map")).to_be_visible()


def test_prints_the_facts_and_leaves_out_the_controls(page: Page, founding: str) -> None:
    page.goto(founding)

    page.emulate_media(media="print")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".credit")).to_be_visible()
    expect(page.locator("header nav")).to_be_hidden()
    expect(page.locator(".crumb")).to_be_hidden()


def test_a_phone_shows_it_without_sideways_scrolling(phone: Page, founding: str) -> None:
    phone.goto(founding)

    assert not overflows(phone)


@pytest.mark.parametrize("device", ["page", "phone"])
def test_axe_finds_no_violation(device: str, founding: str, request: pytest.FixtureRequest) -> None:
    reader: Page = request.getfixturevalue(device)
    reader.goto(founding)
    reader.wait_for_load_state("networkidle")

    found = Axe().run(reader)

    assert found.violations_count == 0, found.generate_report()
