"""The page of an actor: dated names, ties, and incidents as far as each reader may see them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from incidents.models import Actor, ActorRelation, Source
from incidents.record import EstimateValue, SourceValue
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]


def page(client: Client, slug: str = "isgs") -> Any:
    """The context of an actor's page."""
    response = client.get(f"/actors/{slug}/")
    assert response.status_code == 200
    return response.context


def attack(by: str = "isgs", on: str = "civilians", **fields: Any) -> dict[str, Any]:
    return {"involvements": (make.perpetrator(by), make.perpetrator(on, role="target")), **fields}


def counts(rows: list[dict[str, Any]]) -> dict[str, int]:
    return {row["slug"]: row["count"] for row in rows}


# Names and ties ------------------------------------------------------------------------------------------
def test_dated_names_stand_in_the_order_of_their_years(client: Client) -> None:
    official = [
        (row["name"], row["period"])
        for row in page(client)["names"]
        if row["kind"] == "Official name" and row["code"] == "en"
    ]
    assert official == [
        ("Islamic State in the Greater Sahara", "2015 – 2019"),
        ("Islamic State West Africa Province - Greater Sahara", "2019 – 2022"),
        ("Islamic State Sahel Province", "since 2022"),
    ]


def test_names_without_a_date_stand_apart(client: Client) -> None:
    context = page(client)
    assert "IS Sahel" in [row["name"] for row in context["other_names"]]
    assert [row for row in context["names"] if not row["period"]] == []


@pytest.mark.parametrize(
    ("relation", "subject", "words"),
    [
        ("renamed_to", "one", "Renamed to"), ("renamed_to", "other", "Formerly"),
        ("merged_into", "one", "Merged into"), ("merged_into", "other", "Took in"),
        ("split_from", "one", "Split from"), ("split_from", "other", "Split off"),
        ("member_of", "one", "Member of"), ("member_of", "other", "Has as member"),
        ("allied_with", "one", "Allied with"), ("allied_with", "other", "Allied with"),
    ],
)  # fmt: skip
def test_a_tie_is_told_from_both_ends(client: Client, relation: str, subject: str, words: str) -> None:
    one = Actor.objects.create(slug="one", name="One", inter=2)
    other = Actor.objects.create(slug="other", name="Other", inter=2)
    ActorRelation.objects.create(
        actor=one, relation=relation, other=other, valid_from="2017-03", valid_to="2019"
    )
    ties = [(str(tie["words"]), tie["other"].slug, tie["period"]) for tie in page(client, subject)["ties"]]
    assert ties == [(words, "other" if subject == "one" else "one", "March 2017 – 2019")]


@pytest.mark.parametrize(("synthetic", "shown"), [(True, True), (False, False)])
def test_a_made_up_actor_is_called_fictional(client: Client, synthetic: bool, shown: bool) -> None:
    Actor.objects.create(slug="one", name="One", inter=2, synthetic=synthetic)
    assert ("fictional" in client.get("/actors/one/").content.decode()) is shown


@pytest.mark.parametrize("slug", ["nobody", "ISGS", "x" * 300])
def test_an_actor_that_nobody_knows_is_404(client: Client, slug: str) -> None:
    assert client.get(f"/actors/{slug}/").status_code == 404


# Figures -------------------------------------------------------------------------------------------------
def test_an_actor_without_incidents_has_a_page(client: Client) -> None:
    context = page(client)
    assert (context["found"]["total"], context["rows"], context["bars"]) == (0, [], None)


def test_tolls_are_summed_with_their_range_and_the_unstated_beside(client: Client) -> None:
    make.published_incidents(
        [
            attack(estimates=(make.killed(5, low=4, high=9),)),
            attack(estimates=(make.killed(3),)),
            attack(estimates=(EstimateValue(kind="killed", words="several", quantifier="vague"),)),
        ]
    )
    assert page(client)["found"]["killed"] == {"low": 7, "best": 8, "high": 12, "unstated": 1}


def test_figures_and_list_say_what_the_actor_filter_says(client: Client) -> None:
    parent = Actor.objects.create(slug="parent", name="Parent", inter=2)
    member = Actor.objects.create(slug="member", name="Member", inter=2)
    ActorRelation.objects.create(actor=member, relation="member_of", other=parent)
    make.published_incidents([attack("parent"), attack("member"), attack("jnim")])
    context = page(client, "parent")
    listed = client.get("/api/v1/incidents/?actor=parent").json()["results"]
    assert [row["id"] for row in context["rows"]] == [row["id"] for row in listed]
    assert (context["found"]["total"], context["members"]) == (2, 1)
    assert "include its 1 member" in client.get("/actors/parent/").content.decode()
    assert page(client, "member")["found"]["total"] == 1


def test_the_link_to_the_map_opens_on_the_whole_period(client: Client) -> None:
    make.published_incidents([attack(date_start=day, date_end=day) for day in ("2017-01-05", "2018-09-30")])
    assert page(client)["map_link"] == "/?actor=isgs&since=2017-01-05&until=2018-09-30"


def test_fifty_rows_and_a_word_that_there_are_more(client: Client) -> None:
    make.published_incidents([attack()] * 52)
    assert len(page(client)["rows"]) == 50
    assert "The newest 50 of 52" in client.get("/actors/isgs/").content.decode()


# Sides ---------------------------------------------------------------------------------------------------
def test_with_whom_and_against_whom(client: Client) -> None:
    make.published_incidents(
        [
            attack("isgs", "civilians"),
            attack("isgs", "fama"),
            attack("fama", "isgs"),
            {"involvements": (make.perpetrator("isgs"), make.perpetrator("jnim"))},
        ]
    )
    context = page(client)
    assert counts(context["attacked"]) == {"civilians": 1, "fama": 1}
    assert counts(context["attacked_by"]) == {"fama": 1}
    assert [(row["slug"], row["in_role"], row["count"]) for row in context["with"]] == [
        ("jnim", "perpetrator", 1)
    ]
    assert [(row["key"], row["name"], row["count"]) for row in context["where"]] == [("ML07", "Gao", 4)]


def test_whom_another_report_did_not_name_was_not_at_its_side(client: Client) -> None:
    make.published_incident(
        involvements=(
            make.perpetrator("isgs"),
            make.perpetrator("unidentified-armed-group", attribution="unknown"),
        )
    )
    assert [row["slug"] for row in page(client)["with"]] == []


def test_a_suspicion_is_not_counted_as_stated(client: Client) -> None:
    make.published_incidents(
        [
            attack(),
            {
                "involvements": (
                    make.perpetrator(attribution="stated"),
                    make.perpetrator("civilians", role="target"),
                )
            },
        ]
    )
    assert [(row["count"], row["stated"]) for row in page(client)["attacked"]] == [(2, 1)]
    assert [(row["count"], row["stated"]) for row in page(client, "civilians")["attacked_by"]] == [(2, 1)]


def test_two_sources_that_say_the_same_are_one_incident(client: Client) -> None:
    one, two = make.report(), make.report(make.source("Sahel FM"))
    make.published_incident(
        sources=(SourceValue(one.pk), SourceValue(two.pk)),
        involvements=(
            make.perpetrator(report=one.pk), make.perpetrator(report=two.pk),
            make.perpetrator("civilians", role="target", report=one.pk),
            make.perpetrator("civilians", role="target", report=two.pk),
        ),
    )  # fmt: skip
    assert counts(page(client)["attacked"]) == {"civilians": 1}


def test_what_a_source_says_that_was_closed_since_is_counted_nowhere(client: Client) -> None:
    said = make.report(make.source("Sahel FM"))
    make.published_incident(
        sources=(SourceValue(make.report().pk), SourceValue(said.pk)),
        involvements=(
            make.perpetrator(report=said.pk),
            make.perpetrator("fama", role="target", report=said.pk),
        ),
    )
    assert counts(page(client)["attacked"]) == {"fama": 1}
    Source.objects.filter(name="Sahel FM").update(redistributable=False)
    context = page(client)
    assert (context["found"]["total"], context["attacked"], page(client, "fama")["attacked_by"]) == (
        0,
        [],
        [],
    )


# Who sees what -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("make_it", [make.draft, make.in_review, make.embargoed, make.for_analysts_only])
def test_what_is_not_public_counts_nowhere_on_the_page(client: Client, make_it: Any) -> None:
    make.published_incident(**attack(on="fama"))
    before = client.get("/actors/isgs/").content
    make_it(**attack(on="jnim", place="ml-menaka", date_start="2012-01-01", date_end="2012-01-01"))
    context = page(client)
    assert (context["found"]["total"], len(context["rows"]), len(context["bars"]["bars"])) == (1, 1, 1)
    assert counts(context["attacked"]) == {"fama": 1}
    assert len(context["where"]) == 1
    assert len(client.get("/actors/isgs/").content) == len(before)


def test_an_analyst_counts_what_is_for_analysts(analyst_client: Client) -> None:
    make.for_analysts_only(**attack())
    context = page(analyst_client)
    assert (context["found"]["total"], counts(context["attacked"])) == (1, {"civilians": 1})


# Language and cost ---------------------------------------------------------------------------------------
def test_the_page_answers_in_french(client: Client) -> None:
    make.published_incident(**attack())
    response = client.get("/actors/isgs/", headers={"Accept-Language": "fr"})
    assert (response.status_code, response["Content-Language"]) == (200, "fr")


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_queries_however_many_incidents(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    make.published_incidents([attack()] * number)
    with django_assert_num_queries(23):
        client.get("/actors/isgs/")
