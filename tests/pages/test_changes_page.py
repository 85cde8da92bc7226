"""The page of changes: what is new, corrected or retracted, since a look, within a view, for each audience."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from incidents import changes, review
from incidents.models import Change, SavedView
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]
ADDRESS = "/changes/"


def page(client: Client, query: str = "", status: int = 200) -> Any:
    """The context of the page of changes, all changes numbered before it is asked for."""
    changes.number_changes()
    response = client.get(f"{ADDRESS}{query}")
    assert response.status_code == status
    return response.context


def told(client: Client, query: str = "") -> list[tuple[str, str]]:
    """(kind, incident) of each entry, newest first."""
    return [(entry["kind"], entry["id"]) for entry in page(client, query)["entries"]]


def view_of(client_user: Any, query: str, name: str = "Mine", looked_at: int = 0) -> SavedView:
    return SavedView.objects.create(owner=client_user, name=name, query=query, looked_at=looked_at)


# What is told --------------------------------------------------------------------------------------------
def test_without_changes_the_page_says_so(client: Client) -> None:
    context = page(client)
    assert (context["entries"], context["total"], context["following"]) == ([], 0, "")


def test_newest_first_with_every_kind(client: Client) -> None:
    root = make.published_incident()
    gone = make.published_incident()
    double = make.published_incident()
    make.edited(root, verification="confirmed", reason="second source")
    review.retract(gone, by=make.reviewer(), reason="the report was withdrawn")
    review.merge(double, root, by=make.reviewer(), reason="duplicate")
    kinds = [kind for kind, _id in told(client)]
    assert kinds[-3:] == ["created", "created", "created"]
    assert kinds[0] == "merged"
    assert {"updated", "retracted"} <= set(kinds)


def test_a_correction_shows_old_and_new_values_in_words(client: Client) -> None:
    incident = make.edited(make.published_incident(), verification="confirmed", reason="second source")
    entry = page(client)["entries"][0]
    assert (entry["kind"], entry["id"], entry["reason"]) == (
        "updated",
        str(incident.public_id),
        "second source",
    )
    assert entry["fields"] == [{"field": "Verification", "old": ["Unverified"], "new": ["Confirmed"]}]


def test_a_retraction_shows_its_reason_and_no_value(client: Client) -> None:
    incident = make.edited(make.published_incident(), summaries={"en": "Canary text."})
    review.retract(incident, by=make.reviewer(), reason="the report was withdrawn")
    changes.number_changes()
    response = client.get(ADDRESS)
    entries = response.context["entries"]
    assert [(entry["kind"], entry["reason"], entry["row"]) for entry in entries] == [
        ("retracted", "the report was withdrawn", None), ("updated", "", None), ("created", "", None),
    ]  # fmt: skip
    assert "Canary" not in response.content.decode()


def test_a_merged_incident_leads_to_its_successor(client: Client) -> None:
    root = make.published_incident()
    make.merged(root)
    entry = next(entry for entry in page(client)["entries"] if entry["kind"] == "merged")
    assert entry["successor"]["id"] == str(root.public_id)


def test_a_merger_into_what_the_reader_may_not_see_names_no_address(client: Client) -> None:
    root = make.published_incident()
    make.merged(root)
    make.edited(root, release_to=1)
    changes.number_changes()
    response = client.get(ADDRESS)
    entry = next(entry for entry in response.context["entries"] if entry["kind"] == "merged")
    assert entry["successor"] is None
    assert str(root.public_id) not in response.content.decode()


# Who sees what -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "make_it", [make.draft, make.in_review, make.embargoed, make.for_analysts_only, make.synthetic]
)
def test_what_is_not_public_is_no_change_for_the_public(client: Client, make_it: Any) -> None:
    make_it()
    assert told(client) == []


def test_an_analyst_is_told_what_is_for_analysts(analyst_client: Client) -> None:
    incident = make.for_analysts_only()
    assert told(analyst_client) == [("created", str(incident.public_id))]


def test_what_was_public_and_no_longer_is_shows_neither_values_nor_an_address(client: Client) -> None:
    incident = make.edited(
        make.published_incident(), summaries={"en": "Canary text."}, reason="Canary reason"
    )
    make.edited(incident, release_to=1, reason="to protect a witness")
    changes.number_changes()
    response = client.get(ADDRESS)
    assert [entry["kind"] for entry in response.context["entries"]] == ["withdrawn", "updated", "created"]
    text = response.content.decode()
    assert [word for word in ("Canary", "witness", str(incident.public_id)) if word in text] == []


# Since and pages -----------------------------------------------------------------------------------------
def test_since_a_number_tells_what_came_after_it(client: Client) -> None:
    make.published_incident()
    changes.number_changes()
    seen = changes.latest_number(2)
    later = make.published_incident()
    assert told(client, f"?since={seen}") == [("created", str(later.public_id))]


def test_fifty_a_page_and_the_next_begins_where_it_ended(client: Client) -> None:
    made = make.published_incidents([{}] * 53)
    first = page(client)
    second = page(client, first["following"])
    ids = [entry["id"] for entry in (*first["entries"], *second["entries"])]
    assert (len(first["entries"]), len(second["entries"]), second["following"]) == (50, 3, "")
    assert set(ids) == {str(incident.public_id) for incident in made}


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("?since=x", ["since"]), ("?since=-1", ["since"]), ("?since=1e3", ["since"]), ("?since=١", ["since"]),
        ("?before=" + "9" * 30, ["before"]), ("?since=x&view=y", ["since", "view"]), ("?page=2", ["page"]),
    ],
)  # fmt: skip
def test_a_bad_parameter_is_told_and_the_rest_is_shown(
    client: Client, query: str, parameters: list[str]
) -> None:
    make.published_incident()
    context = page(client, query, status=400)
    assert sorted(entry["parameter"] for entry in context["problem"]) == parameters
    assert len(context["entries"]) == 1


@pytest.mark.parametrize("query", ["?since=999999999999999999", "?before=0", "?since=&before="])
def test_a_number_out_of_reach_is_no_error(client: Client, query: str) -> None:
    make.published_incident()
    page(client, query)


# The last look -------------------------------------------------------------------------------------------
def test_an_account_begins_with_everything_and_nothing_is_written_by_looking(analyst_client: Client) -> None:
    make.published_incident()
    assert len(told(analyst_client)) == 1
    assert SavedView.objects.count() == 0


def test_what_was_marked_as_seen_is_not_told_again(analyst_client: Client) -> None:
    make.published_incident()
    number = page(analyst_client)["latest"]
    response = analyst_client.post(reverse("changes_seen"), {"number": number})
    assert (response.status_code, response["Location"]) == (302, ADDRESS)
    assert told(analyst_client) == []
    later = make.published_incident()
    assert told(analyst_client) == [("created", str(later.public_id))]
    assert len(told(analyst_client, "?since=0")) == 2
    assert list(SavedView.objects.values_list("owner__username", "name", "query")) == [
        ("chantal", "Everything", "")
    ]


def test_what_came_between_looking_and_marking_stays_new(analyst_client: Client) -> None:
    make.published_incident()
    number = page(analyst_client)["latest"]
    between = make.published_incident()
    changes.number_changes()
    analyst_client.post(reverse("changes_seen"), {"number": number})
    assert told(analyst_client) == [("created", str(between.public_id))]


def test_nobody_looks_further_than_the_feed_goes(analyst_client: Client) -> None:
    make.published_incident()
    changes.number_changes()
    analyst_client.post(reverse("changes_seen"), {"number": 10**17})
    assert SavedView.objects.get().looked_at == changes.latest_number(1)


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40, "1.5"])
def test_a_number_that_is_none_marks_nothing(analyst_client: Client, number: str) -> None:
    analyst_client.post(reverse("changes_seen"), {"number": number})
    assert SavedView.objects.count() == 0


def test_a_view_that_already_bears_our_name_is_left_alone(analyst_client: Client) -> None:
    view = view_of(make.analyst(), "type=battles", name="Everything")
    make.published_incident()
    changes.number_changes()
    analyst_client.post(reverse("changes_seen"), {"number": 1})
    view.refresh_from_db()
    assert (view.query, view.looked_at) == ("type=battles", 0)
    assert SavedView.objects.get(query="").name == "Everything (2)"


def test_without_an_account_there_is_nothing_to_mark(client: Client) -> None:
    response = client.post(reverse("changes_seen"), {"number": 1})
    assert (response.status_code, response["Location"]) == (302, "/sign-in/?next=/views/")


def test_marking_needs_the_token_of_the_page() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.analyst())
    assert client.post(reverse("changes_seen"), {"number": 1}).status_code == 403


def test_marking_is_no_link(analyst_client: Client) -> None:
    assert analyst_client.get(reverse("changes_seen")).status_code == 405


# Within a view -------------------------------------------------------------------------------------------
def test_a_view_tells_changes_of_the_incidents_that_match_it(analyst_client: Client) -> None:
    here = make.published_incident(place="ml-ansongo")
    make.published_incident(place="ml-menaka")
    view = view_of(make.analyst(), "region=ML0701&lon=0.5&zoom=9&tab=list")
    expected = Change.objects.filter(incident=here, feed=1).count()
    assert {incident for _kind, incident in told(analyst_client, f"?view={view.pk}")} <= {str(here.public_id)}
    assert len(told(analyst_client, "?since=0")) > expected


def test_a_view_has_a_last_look_of_its_own(analyst_client: Client) -> None:
    make.published_incident()
    view = view_of(make.analyst(), "type=violence_against_civilians")
    number = page(analyst_client, f"?view={view.pk}")["latest"]
    answer = analyst_client.post(reverse("changes_seen"), {"number": number, "view": view.pk})
    assert answer["Location"] == f"{ADDRESS}?view={view.pk}"
    assert told(analyst_client, f"?view={view.pk}") == []
    assert len(told(analyst_client)) == 1


def test_an_incident_that_left_the_view_is_not_listed_and_the_page_says_so(analyst_client: Client) -> None:
    incident = make.published_incident()
    view = view_of(make.analyst(), "verification=unverified")
    assert len(told(analyst_client, f"?view={view.pk}")) == 1
    make.edited(incident, verification="confirmed")
    assert told(analyst_client, f"?view={view.pk}") == []
    assert "has left the view" in analyst_client.get(f"{ADDRESS}?view={view.pk}").content.decode()


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("actor=nobody-knows", "actor"), ("status=draft", "status"), ("since=nonsense", "since")],
)
def test_a_view_that_is_no_longer_valid_is_told(analyst_client: Client, query: str, parameter: str) -> None:
    make.published_incident()
    view = view_of(make.analyst(), query)
    context = page(analyst_client, f"?view={view.pk}")
    assert [entry["parameter"] for entry in context["invalid"]] == [parameter]
    assert context["entries"] == []


def test_another_accounts_view_is_not_there(analyst_client: Client, client: Client) -> None:
    view = view_of(make.editor(), "type=battles")
    assert analyst_client.get(f"{ADDRESS}?view={view.pk}").status_code == 404
    assert client.get(f"{ADDRESS}?view={view.pk}").status_code == 404
    assert analyst_client.post(reverse("changes_seen"), {"number": 1, "view": view.pk}).status_code == 404
    assert analyst_client.get(f"{ADDRESS}?view={'9' * 18}").status_code == 404


# Language and cost ---------------------------------------------------------------------------------------
def test_the_page_answers_in_french(client: Client) -> None:
    make.edited(make.published_incident(), verification="confirmed")
    changes.number_changes()
    response = client.get(ADDRESS, headers={"Accept-Language": "fr"})
    assert (response.status_code, response["Content-Language"]) == (200, "fr")


@pytest.mark.parametrize("number", [2, 30])
def test_the_page_costs_the_same_queries_however_many_changes(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for incident in make.published_incidents([{}] * number)[:10]:
        make.edited(incident, verification="confirmed", place="ml-menaka")
    changes.number_changes()
    with django_assert_num_queries(7):
        client.get(ADDRESS)
