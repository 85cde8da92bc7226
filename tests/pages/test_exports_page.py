"""The pages of exports: the form with the map's filters, one's own, and what each of them has come to."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import review
from incidents.exports import making
from incidents.models import Export
from tests import make
from tests.exports.desk import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]
FORM = "/exports/"


def text_of(answer: Any) -> str:
    """What a reader sees, in one line."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def ask(client: Client, wanted_format: str = "xlsx", query: str = "") -> Any:
    return client.post(FORM, {"format": wanted_format, "query": query})


# The form ------------------------------------------------------------------------------------------------
def test_the_form_carries_the_filters_of_the_map_on_and_leaves_its_view_behind(client: Client) -> None:
    page = client.get(f"{FORM}?type=battles&region=ML07&zoom=8&lon=1.6&lat=15.75&all=1&sort=oldest")
    assert page.status_code == 200
    assert page.context["query"] == "region=ML07&type=battles"
    assert 'name="query" value="region=ML07&amp;type=battles"' in page.content.decode()
    assert 'href="/?region=ML07&amp;type=battles"' in page.content.decode()


def test_asking_leads_to_the_page_of_the_export(client: Client) -> None:
    answer = ask(client, "gpkg", "country=MLI")
    export = Export.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/exports/{export.uuid}/")
    assert (export.format, export.query, export.audience, export.account) == ("gpkg", "country=MLI", 2, None)
    assert ask(client, "gpkg", "country=MLI")["Location"] == answer["Location"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"format": "pdf", "query": ""}, "Choose a format."),
        ({"query": ""}, "Choose a format."),
        ({"format": "xlsx", "query": "type=war"}, "type “war”: takes"),
        ({"format": "xlsx", "query": "colour=red"}, "colour is not a parameter here"),
        ({"format": "xlsx", "query": "q=%00"}, "query holds characters that nothing here takes"),
    ],
)
def test_what_is_not_understood_is_told_and_nothing_is_written(
    client: Client, given: dict[str, str], told: str
) -> None:
    answer = client.post(FORM, given)
    assert answer.status_code == 400
    assert told in text_of(answer)
    assert Export.objects.count() == 0


def test_an_address_that_is_not_understood_is_told(client: Client) -> None:
    answer = client.get(f"{FORM}?type=war&shape=red")
    assert answer.status_code == 400
    assert "shape is not a parameter here" in text_of(answer)
    assert answer.context["query"] == ""


def test_too_many_at_once_are_told(client: Client) -> None:
    assert [ask(client, "xlsx", f"min_killed={n}").status_code for n in range(3)] == [302, 302, 429]
    assert "At most 2 exports at once" in text_of(ask(client, "xlsx", "min_killed=3"))


def test_that_there_is_no_room_is_told(client: Client, settings: Any) -> None:
    made(client)
    settings.EXPORTS_MB = 0
    answer = ask(client, "gpkg")
    assert (answer.status_code, answer.context["problems"]) == (
        503, ["Too many exports are kept at the moment: ask again when the first of them is gone."],
    )  # fmt: skip


def test_the_form_counts_against_the_limit_of_the_api(client: Client, settings: Any) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "exports": (1, 60)}
    elsewhere = Client(REMOTE_ADDR="203.0.113.77")
    statuses = [ask(elsewhere).status_code, ask(elsewhere).status_code]
    assert statuses[1] == 429
    answer = elsewhere.post("/api/v1/exports/", {"format": "xlsx"}, content_type="application/json")
    assert answer.status_code == 429


def test_a_form_of_another_site_asks_for_nothing() -> None:
    browser = Client(enforce_csrf_checks=True)
    assert ask(browser).status_code == 403
    assert Export.objects.count() == 0


def test_an_account_sees_its_own_and_no_expired_ones(analyst_client: Client, client: Client) -> None:
    made(client)
    mine, failed, over = (made(analyst_client, "xlsx", f"min_killed={n}") for n in range(3))
    Export.objects.filter(pk=failed.pk).update(state="failed", reason="x")
    Export.objects.filter(pk=over.pk).update(expires_at=Now())
    page = analyst_client.get(FORM)
    assert [export.pk for export in page.context["exports"]] == [failed.pk, mine.pk]
    assert client.get(FORM).context["exports"] == []
    assert "Yours" not in text_of(client.get(FORM))


def test_a_list_costs_the_same_however_long_it_is(analyst_client: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert analyst_client.get(FORM).status_code == 200
        return len(captured)

    made(analyst_client)
    one = cost()
    for number in range(4):
        made(analyst_client, "xlsx", f"min_killed={number}")
    assert cost() == one


# An export's page ----------------------------------------------------------------------------------------
def page_of(client: Client, export: Export) -> Any:
    return client.get(f"/exports/{export.uuid}/")


@pytest.mark.parametrize("state", ["waiting", "making"])
def test_while_it_is_made_the_page_looks_again_by_itself_and_without_scripts_by_a_link(
    client: Client, state: str
) -> None:
    ask(client)
    Export.objects.update(state=state, leased_until=Now(), rows_done=3, rows_in_all=9)
    export = Export.objects.get()
    body = page_of(client, export).content.decode()
    assert f'data-export="/api/v1/exports/{export.uuid}/"' in body
    assert "js/exportpage.js" in body
    assert f'<a class="go" href="/exports/{export.uuid}/">Look again</a>' in body
    assert "3 / 9" in text_of(page_of(client, export))


def test_when_it_is_ready_the_page_leads_to_the_file_and_asks_no_more(client: Client) -> None:
    export = made(client)
    page = page_of(client, export)
    body = page.content.decode()
    assert f'href="/api/v1/exports/{export.uuid}/file" download' in body
    assert export.sha256 in body
    assert "exportpage.js" not in body
    assert "Whoever has the address of this page may fetch the file" in text_of(page)
    assert "no-store" in page["Cache-Control"]


def test_a_failed_one_tells_its_reason(client: Client) -> None:
    ask(client)
    Export.objects.update(state="failed", reason="its worker ended 3 times while making it")
    assert "its worker ended 3 times while making it" in text_of(page_of(client, Export.objects.get()))


def test_what_is_given_out_no_more_says_why_and_leads_to_the_same_question(client: Client) -> None:
    incident = make.published_incident()
    withheld, over = made(client, "xlsx", "country=MLI"), made(client, "gpkg", "country=MLI")
    Export.objects.filter(pk=over.pk).update(expires_at=Now())
    review.retract(incident, by=make.reviewer(), reason="canary-reason")
    for export, told in ((withheld, "is not given out any more"), (over, "has expired")):
        page = page_of(client, export)
        assert page.status_code == 410
        assert told in text_of(page)
        assert "canary" not in text_of(page)
        assert 'href="/exports/?country=MLI"' in page.content.decode()
        assert "/file" not in page.content.decode()


def test_an_export_of_another_account_is_not_found(analyst_client: Client, client: Client) -> None:
    export = made(analyst_client)
    other = Client()
    other.force_login(make.admin())
    assert [page_of(reader, export).status_code for reader in (analyst_client, client, other)] == [
        200,
        404,
        404,
    ]


@pytest.mark.parametrize("address", [FORM, "export"])
def test_no_page_has_a_script_or_a_style_of_its_own(client: Client, address: str) -> None:
    ask(client)
    export = Export.objects.get()
    body = (client.get(FORM) if address == FORM else page_of(client, export)).content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", body) == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_the_pages_take_no_other_methods(client: Client, method: str) -> None:
    export = made(client)
    assert client.generic(method, FORM).status_code == 405
    assert client.generic(method, f"/exports/{export.uuid}/").status_code == 405
    assert client.post(f"/exports/{export.uuid}/").status_code == 405


def test_the_map_leads_to_the_form_beside_its_other_downloads(client: Client) -> None:
    body = client.get("/").content.decode()
    assert '<a class="quiet" data-export="exports" href="/exports/">' in body
    assert '"exports": "/exports/"' in body.replace("&quot;", '"')


def test_the_pages_speak_french(client: Client) -> None:
    export = made(client)
    french = {"headers": {"Accept-Language": "fr"}}
    assert "Fabriquer le fichier" in text_of(client.get(FORM, **french))  # type: ignore[arg-type]
    assert "Télécharger" in text_of(client.get(f"/exports/{export.uuid}/", **french))  # type: ignore[arg-type]
    assert making.work_due() == 0
