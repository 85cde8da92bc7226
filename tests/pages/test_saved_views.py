"""Saved views: each account keeps its own addresses of the map, checked when they come in."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from incidents import changes
from incidents.models import SavedView
from incidents.views.savedviews import MOST_VIEWS
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]
ADDRESS = "/views/"


def save(client: Client, name: str = "Gao", query: str = "region=ML07", **fields: str) -> Any:
    return client.post(ADDRESS, {"name": name, "query": query, **fields})


def kept() -> list[tuple[str, str, str]]:
    return list(SavedView.objects.order_by("pk").values_list("owner__username", "name", "query"))


def view(owner: User, name: str = "Gao", query: str = "region=ML07", looked_at: int = 0) -> SavedView:
    return SavedView.objects.create(owner=owner, name=name, query=query, looked_at=looked_at)


# Saving --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("region=ML07&since=2018-01-01", "region=ML07&since=2018-01-01"),
        ("?type=battles", "type=battles"),
        ("lon=1.3&lat=15.4&zoom=9&tab=list&colour=count", "lon=1.3&lat=15.4&zoom=9&tab=list&colour=count"),
        ("", ""),
        ("q=%C3%A9cole&actor=isgs:perpetrator", "q=%C3%A9cole&actor=isgs:perpetrator"),
    ],
)
def test_the_address_of_the_map_is_kept_as_it_is(analyst_client: Client, given: str, stored: str) -> None:
    response = save(analyst_client, query=given)
    assert (response.status_code, response["Location"]) == (302, ADDRESS)
    assert kept() == [("chantal", "Gao", stored)]


def test_a_view_opens_where_it_was_saved(analyst_client: Client) -> None:
    save(analyst_client, query="region=ML07&type=battles")
    assert 'href="/?region=ML07&amp;type=battles"' in analyst_client.get(ADDRESS).content.decode()


def test_what_was_there_when_it_was_saved_is_not_new(analyst_client: Client) -> None:
    make.published_incident()
    changes.number_changes()
    save(analyst_client)
    assert [entry["news"] for entry in analyst_client.get(ADDRESS).context["views"]] == [0]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("", "region=ML07"), ("   ", "region=ML07"), ("x" * 121, "region=ML07"), ("a\x00b", "region=ML07"),
        ("Gao", "region=ML99"), ("Gao", "status=draft"), ("Gao", "since=yesterday"), ("Gao", "bbox=nan,0,1,1"),
        ("Gao", "q=" + "x" * 4_000), ("Gao", "q=%00"), ("Gao", "q=a\x00b"), ("Gao", "actor=nobody-knows"),
        ("Gao", "&".join(["type=battles"] * 51)), ("Gao", "javascript:alert(1)"),
    ],
)  # fmt: skip
def test_what_the_map_would_not_take_is_not_kept(analyst_client: Client, name: str, query: str) -> None:
    response = save(analyst_client, name, query)
    assert (response.status_code, bool(response.context["problem"])) == (400, True)
    assert kept() == []


def test_a_name_with_markup_is_text(analyst_client: Client) -> None:
    save(analyst_client, name="<script>alert(1)</script>", query="q=<img src=x>")
    markup = analyst_client.get(ADDRESS, follow=True).content.decode()
    assert "<script>alert" not in markup
    assert "<img src=x>" not in markup


def test_the_same_name_is_written_over_only_when_that_is_confirmed(analyst_client: Client) -> None:
    save(analyst_client)
    asked = save(analyst_client, query="region=ML06")
    assert (asked.status_code, kept()) == (409, [("chantal", "Gao", "region=ML07")])
    assert asked.context["old"].query == "region=ML07"
    assert save(analyst_client, query="region=ML06", overwrite="1").status_code == 302
    assert kept() == [("chantal", "Gao", "region=ML06")]


def test_saving_the_same_again_asks_nothing(analyst_client: Client) -> None:
    assert [save(analyst_client).status_code for _time in range(2)] == [302, 302]
    assert len(kept()) == 1


def test_an_account_keeps_a_hundred_views_at_most(analyst_client: Client) -> None:
    owner = make.analyst()
    SavedView.objects.bulk_create(SavedView(owner=owner, name=f"view {n}") for n in range(MOST_VIEWS))
    assert save(analyst_client).status_code == 400
    assert save(analyst_client, name="view 7", overwrite="1").status_code == 302
    assert SavedView.objects.count() == MOST_VIEWS


# Renaming, deleting --------------------------------------------------------------------------------------
def test_a_view_is_renamed_and_deleted(analyst_client: Client) -> None:
    kept_view = view(make.analyst())
    analyst_client.post(reverse("rename_view", args=[kept_view.pk]), {"name": "Gao and around"})
    assert kept() == [("chantal", "Gao and around", "region=ML07")]
    analyst_client.post(reverse("delete_view", args=[kept_view.pk]))
    assert kept() == []


@pytest.mark.parametrize("name", ["", "Menaka", "x" * 121, "\x00"])
def test_a_name_that_is_none_or_taken_is_refused(analyst_client: Client, name: str) -> None:
    kept_view = view(make.analyst())
    view(make.analyst(), name="Menaka")
    assert analyst_client.post(reverse("rename_view", args=[kept_view.pk]), {"name": name}).status_code == 400
    assert [name for _owner, name, _query in kept()] == ["Gao", "Menaka"]


# Whose they are ------------------------------------------------------------------------------------------
def test_only_the_owners_views_are_listed(analyst_client: Client) -> None:
    view(make.editor(), name="Somebody else's")
    view(make.analyst(), name="Mine")
    assert [entry["name"] for entry in analyst_client.get(ADDRESS).context["views"]] == ["Mine"]


@pytest.mark.parametrize("action", ["rename_view", "delete_view"])
def test_another_accounts_view_is_not_there(analyst_client: Client, action: str) -> None:
    other = view(make.editor())
    assert analyst_client.post(reverse(action, args=[other.pk]), {"name": "Mine"}).status_code == 404
    assert kept() == [("aïssa", "Gao", "region=ML07")]


@pytest.mark.parametrize("address", ["/views/", "/views/1/", "/views/1/delete/"])
def test_without_an_account_one_is_led_to_sign_in(client: Client, address: str) -> None:
    response = client.post(address, {"name": "Gao", "query": ""})
    assert (response.status_code, response["Location"]) == (302, "/sign-in/?next=/views/")
    assert kept() == []


@pytest.mark.parametrize("address", ["/views/", "/views/1/", "/views/1/delete/"])
def test_a_form_needs_the_token_of_its_page(address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.analyst())
    assert client.post(address, {"name": "Gao", "query": ""}).status_code == 403


@pytest.mark.parametrize("address", ["/views/1/", "/views/1/delete/"])
def test_nothing_is_changed_by_a_link(analyst_client: Client, address: str) -> None:
    assert analyst_client.get(address).status_code == 405


@pytest.mark.parametrize("address", [f"/views/{'9' * 40}/", "/views/0/delete/"])
def test_a_number_that_no_view_has_is_404(analyst_client: Client, address: str) -> None:
    assert analyst_client.post(address, {"name": "Gao"}).status_code == 404


# What is new ---------------------------------------------------------------------------------------------
def test_each_view_tells_how_much_is_new_in_it(analyst_client: Client) -> None:
    owner = make.analyst()
    make.published_incidents([{"place": "ml-gao"}, {"place": "ml-gao"}, {"place": "ml-menaka"}])
    changes.number_changes()
    seen = changes.latest_number(1)
    for name, query, looked_at in (
        ("all", "", 0), ("Gao", "region=ML07&zoom=9", 0), ("Gao, seen", "region=ML07", seen),
        ("none", "type=protests", 0), ("broken", "region=ML99", 0),
    ):  # fmt: skip
        view(owner, name, query, looked_at)
    news = {entry["name"]: entry["news"] for entry in analyst_client.get(ADDRESS).context["views"]}
    assert news == {"all": 3, "Gao": 2, "Gao, seen": 0, "none": 0, "broken": None}


def test_over_everything_the_list_counts_what_the_page_of_changes_lists(analyst_client: Client) -> None:
    make.retracted()
    make.merged()
    changes.number_changes()
    everything = view(make.analyst(), "Everything", "")
    listed = analyst_client.get(f"/changes/?view={everything.pk}").context
    assert [entry["news"] for entry in analyst_client.get(ADDRESS).context["views"]] == [listed["total"]]
    assert listed["total"] == analyst_client.get("/changes/").context["total"] > 3


def test_a_view_that_is_no_longer_valid_says_so(analyst_client: Client) -> None:
    view(make.analyst(), query="region=ML99")
    response = analyst_client.get(ADDRESS)
    assert (response.status_code, "no longer valid" in response.content.decode()) == (200, True)


def test_what_is_not_published_is_no_news(analyst_client: Client) -> None:
    view(make.analyst(), query="")
    make.embargoed()
    make.in_review()
    changes.number_changes()
    assert [entry["news"] for entry in analyst_client.get(ADDRESS).context["views"]] == [0]


@pytest.mark.parametrize("number", [1, 40])
def test_the_list_costs_the_same_queries_however_many_views(
    analyst_client: Client, django_assert_num_queries: Any, number: int
) -> None:
    owner = make.analyst()
    make.published_incident()
    changes.number_changes()
    for n in range(number):
        view(owner, f"view {n}", "type=violence_against_civilians&since=2018-01-01")
    with django_assert_num_queries(6):
        assert len(analyst_client.get(ADDRESS).context["views"]) == number


# Signing in ----------------------------------------------------------------------------------------------
def test_an_analyst_signs_in_on_the_site_and_out_again(client: Client) -> None:
    make.analyst()
    user = User.objects.get(username="chantal")
    user.set_password("a long enough secret")
    user.save()
    given = {"username": "chantal", "password": "a long enough secret", "next": "/views/"}
    response = client.post("/sign-in/", given)
    assert (response.status_code, response["Location"]) == (302, "/views/")
    assert client.get("/views/").status_code == 200
    assert client.post("/sign-out/")["Location"] == "/"
    assert client.get("/views/").status_code == 302


@pytest.mark.parametrize(
    "given", [{}, {"username": "chantal", "password": "wrong"}, {"username": "\x00", "password": "x"}]
)
def test_who_cannot_be_known_is_not_let_in(client: Client, given: dict[str, str]) -> None:
    make.analyst()
    response = client.post("/sign-in/", given)
    assert (response.status_code, "do not match" in response.content.decode()) == (200, True)


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_other_site(client: Client, address: str) -> None:
    user = make.analyst()
    user.set_password("a long enough secret")
    user.save()
    given = {"username": user.username, "password": "a long enough secret", "next": address}
    assert client.post("/sign-in/", given)["Location"] == "/"


# Language ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", ["/views/", "/sign-in/"])
def test_the_pages_answer_in_french(analyst_client: Client, address: str) -> None:
    response = analyst_client.get(address, headers={"Accept-Language": "fr"})
    assert (response.status_code, response["Content-Language"]) == (200, "fr")


def test_the_language_switch_keeps_the_present_address(client: Client) -> None:
    here = "http://testserver/?region=ML07&zoom=9"
    response = client.post("/i18n/setlang/", {"language": "fr"}, headers={"Referer": here})
    assert (response.status_code, response["Location"]) == (302, here)
    assert client.get("/")["Content-Language"] == "fr"


@pytest.mark.parametrize("language", ["xx", "", "<script>"])
def test_a_language_that_is_not_spoken_changes_nothing(client: Client, language: str) -> None:
    assert client.post("/i18n/setlang/", {"language": language}).status_code == 302
    assert client.get("/")["Content-Language"] == "en"
