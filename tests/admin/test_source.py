"""Sources at the desk: admins set them up and are told what is wrong, everybody else looks."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents import closing
from incidents.codes import Audience, RunState
from incidents.models import IngestRun, Source
from tests import make

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:incidents_source_changelist"), reverse("admin:incidents_source_add")


def page_of(source: Source) -> str:
    return reverse("admin:incidents_source_change", args=[source.pk])


def posted(**fields: Any) -> dict[str, Any]:
    """What a browser posts for a feed."""
    given = {
        "name": "News",
        "kind": "feed",
        "reliability": "C",
        "redistributable": "on",
        "active": "on",
        "reader": "rss",
        "url": "https://news.example.org/feed",
        "poll_minutes": "10",
        "settings": "{}",
        **fields,
    }
    return {name: value for name, value in given.items() if value is not None}


def errors(response: Any) -> dict[str, list[str]]:
    form = response.context["adminform"].form
    return {name: [str(error) for error in found] for name, found in form.errors.items()}


# Setting up --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"settings": json.dumps({"hosts": ["www.example.org"]})},
        {"reader": "", "url": "", "poll_minutes": "", "settings": "{}"},
        {
            "reader": "acled",
            "url": "",
            "settings": json.dumps({"countries": ["Mali"], "since": "2018-01-01"}),
        },
        {"reader": "ucdp", "url": "", "settings": json.dumps({"versions": ["25.1"]})},
        {"reader": "inbox", "url": "", "settings": json.dumps({"folder": "acled"})},
        {"reader": "reliefweb", "url": ""},
    ],
)
def test_an_admin_sets_up_a_source(fields: dict[str, Any], esther: Client) -> None:
    response = esther.post(ADD, posted(**fields))
    assert response.status_code == 302, errors(response)
    source = Source.objects.get(name="News")
    assert (source.reader, source.settings) == (
        fields.get("reader", "rss"),
        json.loads(fields.get("settings", "{}")),
    )


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"settings": '{"interval": 5}'}, {"settings": ["'interval' is not a setting (known: hosts)"]}),
        ({"settings": '{"hosts": 5}'}, {"settings": ["hosts: expected a list of texts"]}),
        ({"settings": "[]"}, {}),
        ({"settings": "[1]"}, {"settings": ['settings are an object, such as {"countries": ["MLI"]}']}),
        ({"reader": "ucdp"}, {"settings": ["versions is missing: Versions to read: final 25.1, monthly 26.0.1."]}),
        ({"reader": "", "settings": '{"hosts": ["x"]}'},
         {"settings": ["Settings are for sources that are polled: choose a reader first."]}),
        ({"poll_minutes": ""}, {"poll_minutes": ["How often is it to be polled?"]}),
        ({"url": ""}, {"url": ["Whose feed is to be read?"]}),
        ({"url": "http://0x7f.1/"}, None),
        ({"url": "https://user@news.example.org/"}, {"url": ["the address holds a user name or password: take it out"]}),
        ({"url": "https://news.example.org:22/"}, {"url": ["port 22 is not asked: only 80 and 443"]}),
        ({"url": "ftp://news.example.org/"}, {"url": ["only http and https are asked, not ftp"]}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(
    fields: dict[str, Any], wrong: dict[str, list[str]] | None, esther: Client
) -> None:
    response = esther.post(ADD, posted(**fields))
    if wrong == {}:
        assert response.status_code == 302
        return
    assert (response.status_code, Source.objects.filter(name="News").exists()) == (200, False)
    assert errors(response) == wrong if wrong is not None else "url" in errors(response)


@pytest.mark.parametrize("who", ["aissa", "boubacar"])
def test_editors_and_reviewers_look_at_sources_and_change_nothing(
    who: str, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(who)
    source = make.source("News", kind="feed", reader="rss", url="https://news.example.org/", poll_minutes=10)
    assert (client.get(page_of(source)).status_code, client.get(ADD).status_code) == (200, 403)
    assert client.post(page_of(source), posted(url="https://evil.example.org/")).status_code == 403
    assert Source.objects.get(pk=source.pk).url == "https://news.example.org/"
    client.post(LIST, {"action": "poll_now", "_selected_action": [source.pk]})
    assert Source.objects.get(pk=source.pk).next_due is None


# Looking -----------------------------------------------------------------------------------------------------
def test_a_sources_page_shows_whom_it_asks_what_may_be_set_and_how_it_went(esther: Client) -> None:
    source = make.source("News", kind="feed", reader="rss", url="https://news.example.org/feed", poll_minutes=10,
                         settings={"hosts": ["cdn.example.org"]}, last_error="it answered 500")  # fmt: skip
    run = IngestRun.objects.create(source=source, state=RunState.FAILED, last_error="<b>it answered 500</b>")
    page = esther.get(page_of(source)).content.decode()
    assert "cdn.example.org, news.example.org, www.news.example.org" in page
    assert "<b>hosts</b>: More hosts that redirects may lead to" in page
    assert reverse("admin:incidents_ingestrun_change", args=[run.pk]) in page
    assert "&lt;b&gt;it answered 500&lt;/b&gt;" in page
    assert "<b>versions</b>" not in page


def test_an_empty_page_names_the_settings_of_every_reader(esther: Client) -> None:
    page = esther.get(ADD).content.decode()
    assert [
        name
        for name in ("hosts", "versions", "countries", "folder", "overlap_hours")
        if f"<b>{name}</b>" not in page
    ] == []


# Polling now -------------------------------------------------------------------------------------------------
def test_poll_now_makes_a_source_due_and_asks_nobody(esther: Client) -> None:
    later = timezone.now() + timedelta(hours=5)
    polled = make.source(
        "News", kind="feed", reader="rss", url="https://news.example.org/", poll_minutes=10, next_due=later
    )
    inactive = make.source("Old", kind="feed", reader="rss", poll_minutes=10, active=False, next_due=later)
    unread = make.source("Paper", kind="media", next_due=later)
    response = esther.post(
        LIST, {"action": "poll_now", "_selected_action": [polled.pk, inactive.pk, unread.pk]}, follow=True
    )
    due = {source.name: source.next_due != later for source in Source.objects.filter(next_due__isnull=False)}
    assert due == {"News": True, "Old": False, "Paper": False}
    assert [str(message) for message in response.context["messages"]] == [
        "1 sources will be polled within a minute.", "2 are inactive or not polled at all.",
    ]  # fmt: skip
    assert not IngestRun.objects.exists()


# Closing -----------------------------------------------------------------------------------------------------
def act(client: Client, action: str) -> str:
    given = {"action": action, "_selected_action": [make.source().pk]}
    return client.post(LIST, given, follow=True).content.decode()


def test_an_admin_who_closes_a_source_is_told_what_left_the_public(esther: Client) -> None:
    resting = make.published_incident()
    assert "1 incidents rested on its reports" in act(esther, "close")
    assert (make.source().redistributable, make.fresh(resting).audience) == (False, Audience.ANALYSTS)
    assert "is open again" in act(esther, "reopen")
    assert (make.source().redistributable, make.fresh(resting).audience) == (True, Audience.ANALYSTS)


@pytest.mark.parametrize("is_open", [True, False])
def test_the_page_of_a_source_turns_nothing_and_keeps_the_name_that_the_past_has(
    esther: Client, is_open: bool
) -> None:
    make.published_incident()
    Source.objects.update(redistributable=is_open)
    turned = "" if is_open else "on"
    given = posted(
        name="Another",
        kind="media",
        reader="",
        url="",
        poll_minutes="",
        licence="CC BY",
        redistributable=turned,
    )
    assert esther.post(page_of(make.source()), given).status_code == 302
    source = make.source()
    assert (source.licence, source.name, source.redistributable) == ("CC BY", "Radio Ménaka", is_open)


@pytest.mark.parametrize(("action", "option"), [("close", ""), ("reopen", " --reopen")])
def test_a_source_of_too_many_incidents_is_left_to_a_command(
    esther: Client, monkeypatch: pytest.MonkeyPatch, action: str, option: str
) -> None:
    monkeypatch.setattr(closing, "AT_THE_DESK", 1)
    make.published_incidents([{}, {}])
    Source.objects.update(redistributable=action == "close")
    assert f"Use manage.py close_source &quot;Radio Ménaka&quot;{option}." in act(esther, action)
    assert make.source().redistributable == (action == "close")


@pytest.mark.parametrize("who", ["aissa", "boubacar"])
def test_nobody_else_closes_a_source(who: str, request: pytest.FixtureRequest) -> None:
    make.published_incident()
    act(request.getfixturevalue(who), "close")
    assert make.source().redistributable
