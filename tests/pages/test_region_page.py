"""The page of a country, region, cercle, department or province."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from incidents.models import Region
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]


def page(client: Client, pcode: str = "ML07") -> Any:
    """The context of a region's page."""
    response = client.get(f"/regions/{pcode}/")
    assert response.status_code == 200
    return response.context


def text(client: Client, pcode: str) -> str:
    return client.get(f"/regions/{pcode}/").content.decode()


def test_a_region_tells_its_place_among_the_others(client: Client) -> None:
    region = page(client)["region"]
    assert (region.label, region.parent.pcode) == ("Gao", "MLI")
    assert {"ML0701", "ML0702"} <= {child.pcode for child in region.children.all()}
    assert {neighbour.pcode for neighbour in region.neighbours.all()} >= {"ML06", "ML08"}
    markup = text(client, "ML07")
    for pcode in ("MLI", "ML0701", "ML06"):
        assert f'href="/regions/{pcode}/"' in markup


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"official": True}, "official code"), ({"official": False}, "provisional code of ours"),
        ({"valid_from": "2023-03-13"}, "valid: since 13 March 2023"), ({"valid_to": "2025"}, "former unit"),
        ({"approximate": True}, "Its boundary is approximate"),
    ],
)  # fmt: skip
def test_what_kind_of_unit_it_is(client: Client, fields: dict[str, Any], words: str) -> None:
    country = make.region("MLI")
    plain = {
        "pcode": "T1",
        "name": "Test",
        "level": 1,
        "admin1": "T1",
        "country": "MLI",
        "approximate": False,
    }
    Region.objects.create(**{**plain, "parent": country, "valid_to": "", **fields})
    Region.objects.create(
        **{**plain, "pcode": "T2", "admin1": "T2", "parent": country, "official": words != "official code"}
    )
    assert words in text(client, "T1")
    assert words not in text(client, "T2")


def test_editions_lead_to_one_another(client: Client) -> None:
    old, new = make.region("ML07"), Region.objects.create(
        pcode="T1", name="Test", level=1, admin1="T1", country="MLI", parent=make.region("MLI"), official=False
    )  # fmt: skip
    new.predecessors.add(old)
    assert 'href="/regions/ML07/"' in text(client, "T1")
    assert 'href="/regions/T1/"' in text(client, "ML07")


@pytest.mark.parametrize("pcode", ["ML99", "ml07", "x" * 300, "ML07%20", "é", "%F0%9F%98%80"])
def test_a_code_that_nobody_bears_is_404(client: Client, pcode: str) -> None:
    assert client.get(f"/regions/{pcode}/").status_code == 404


@pytest.mark.parametrize(
    ("pcode", "count"), [("MLI", 3), ("ML07", 2), ("ML0701", 1), ("ML06", 0), ("NER", 0)]
)
def test_figures_include_everything_inside_as_the_region_filter_does(
    client: Client, pcode: str, count: int
) -> None:
    make.published_incidents([{"place": "ml-ansongo"}, {"place": "ml-gao"}, {"place": "ml-menaka"}])
    context = page(client, pcode)
    listed = client.get(f"/api/v1/incidents/?region={pcode}").json()["results"]
    assert [row["id"] for row in context["rows"]] == [row["id"] for row in listed]
    assert (context["found"]["total"], len(context["rows"])) == (count, count)


def test_who_is_active_and_against_whom(client: Client) -> None:
    target = make.perpetrator("civilians", role="target")
    make.published_incidents(
        [
            {"involvements": (make.perpetrator(attribution="stated"), target)},
            {"involvements": (make.perpetrator(), target)},
            {"involvements": (make.perpetrator("jnim"), target), "place": "ml-menaka"},
        ]
    )
    context = page(client)
    measures = ("slug", "count", "stated", "suspected", "target")
    assert [tuple(row[name] for name in measures) for row in context["parties"]] == [
        ("civilians", 2, 0, 0, 2), ("isgs", 2, 1, 1, 0),
    ]  # fmt: skip
    pairs = [(row["slug"], row["target"], row["count"], row["stated"]) for row in context["pairs"]]
    assert pairs == [("isgs", "civilians", 2, 1)]


@pytest.mark.parametrize("make_it", [make.draft, make.in_review, make.embargoed, make.for_analysts_only])
def test_what_is_not_public_counts_nowhere_on_the_page(client: Client, make_it: Any) -> None:
    make_it(involvements=(make.perpetrator(), make.perpetrator("fama", role="target")))
    context = page(client)
    assert (context["found"]["total"], context["rows"], context["bars"]) == (0, [], None)
    assert (context["parties"], context["pairs"]) == ([], [])


def test_an_analyst_counts_what_is_for_analysts(analyst_client: Client) -> None:
    make.for_analysts_only(involvements=(make.perpetrator(), make.perpetrator("fama", role="target")))
    context = page(analyst_client)
    assert (context["found"]["total"], len(context["pairs"])) == (1, 1)


@pytest.mark.parametrize(("language", "name"), [("en", "Timbuktu"), ("fr", "Tombouctou")])
def test_the_page_answers_in_the_readers_language(client: Client, language: str, name: str) -> None:
    response = client.get("/regions/ML06/", headers={"Accept-Language": language})
    assert (response.status_code, response["Content-Language"]) == (200, language)
    assert f"<h1>{name}</h1>" in response.content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_queries_however_many_incidents(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    parties = (make.perpetrator(), make.perpetrator("civilians", role="target"))
    make.published_incidents([{"involvements": parties}] * number)
    with django_assert_num_queries(20):
        client.get("/regions/ML07/")


def test_sides_are_counted_over_the_newest_incidents_and_the_page_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("incidents.dossier.LOOKED_THROUGH", 2)
    parties = (make.perpetrator(), make.perpetrator("civilians", role="target"))
    make.published_incidents([{"involvements": parties}] * 3)
    context = page(client)
    assert (context["found"]["total"], context["pairs"][0]["count"], context["looked_through"]) == (3, 2, 2)
    assert "Counted over the newest 2 of them" in text(client, "ML07")
