"""Comments on an incident: who reads which, said once, settled and opened again, and never public."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.models import ApiToken, Comment, Incident
from tests import make

pytestmark = pytest.mark.django_db


def as_(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(incident: Incident) -> str:
    return f"/api/v1/incidents/{incident.public_id}/comments/"


def say(client: Client, incident: Incident, text: str = "Two radios say five.", **more: Any) -> Any:
    return client.post(at(incident), {"text": text, **more}, content_type="application/json")


def read(client: Client, incident: Incident) -> list[str]:
    return [row["text"] for row in client.get(at(incident)).json()["results"]]


def settle(client: Client, number: int, settled: Any = True) -> Any:
    return client.patch(f"/api/v1/comments/{number}/", {"settled": settled}, content_type="application/json")


class TestSaying:
    def test_a_comment_speaks_of_a_field_or_of_the_whole(self):
        incident = make.published_incident()
        answer = say(as_(make.editor()), incident, field="estimates")
        assert answer.status_code == 201
        row = Comment.objects.get()
        assert (row.incident, row.field, row.author, row.desk_only) == (
            incident,
            "estimates",
            make.editor(),
            True,
        )
        assert answer.json() == {
            "id": row.pk, "field": "estimates", "text": "Two radios say five.", "desk_only": True, "author": "aïssa",
            "written_at": row.written_at.isoformat().replace("+00:00", "Z"), "settled_by": None, "settled_at": None,
        }  # fmt: skip
        assert say(as_(make.editor()), incident).json()["field"] == ""

    def test_the_same_again_is_said_once_until_it_is_settled(self):
        incident, client = make.published_incident(), as_(make.editor())
        first = say(client, incident)
        again = say(client, incident)
        assert (first.status_code, again.status_code, again.json()["id"]) == (201, 200, first.json()["id"])
        settle(client, first.json()["id"])
        assert say(client, incident).status_code == 201
        assert Comment.objects.count() == 2

    @pytest.mark.parametrize(
        ("body", "wrong"),
        [
            ({"text": ""}, ["text"]), ({"text": "  "}, ["text"]), ({}, ["text"]), ({"text": None}, ["text"]),
            ({"text": "x" * 4001}, ["text"]), ({"text": "x", "field": "status"}, ["field"]),
            ({"text": "x", "author": 1}, ["author"]), ({"text": "x", "desk_only": "perhaps"}, ["desk_only"]),
        ],
    )  # fmt: skip
    def test_what_is_not_understood_is_named(self, body, wrong):
        answer = as_(make.editor()).post(at(make.published_incident()), body, content_type="application/json")
        assert answer.status_code == 400
        assert [error["parameter"] for error in answer.json()["errors"]] == wrong
        assert Comment.objects.count() == 0


class TestReading:
    def test_the_desk_reads_all_and_analysts_what_is_not_for_the_desk_only(self):
        incident = make.published_incident()
        say(as_(make.editor()), incident, "among us")
        say(as_(make.editor()), incident, "for all", desk_only=False)
        say(as_(make.analyst()), incident, "a question")
        assert read(as_(make.reviewer()), incident) == ["among us", "for all", "a question"]
        assert read(as_(make.analyst()), incident) == ["for all", "a question"]

    def test_what_an_analyst_writes_is_never_for_the_desk_only(self):
        incident = make.published_incident()
        assert say(as_(make.analyst()), incident, desk_only=True).json()["desk_only"] is False

    @pytest.mark.parametrize(
        ("made", "analyst"),
        [(make.draft, 404), (make.in_review, 404), (make.embargoed, 404), (make.for_analysts_only, 200),
         (make.published_incident, 200)],
    )  # fmt: skip
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_only_who_may_see_the_incident_comes_near_its_comments(self, made, analyst, method):
        incident = made()
        said = {"text": "x"} if method == "post" else None
        answer = getattr(as_(make.analyst()), method)(at(incident), said, content_type="application/json")
        assert answer.status_code == (201 if (analyst, method) == (200, "post") else analyst)
        desk = getattr(as_(make.editor()), method)(at(incident), said, content_type="application/json")
        assert desk.status_code == (201 if method == "post" else 200)

    @pytest.mark.usefixtures("plain_static_files")
    def test_the_public_reads_and_writes_none(self):
        incident = make.published_incident()
        Comment.objects.create(incident=incident, author=make.editor(), text="canary", desk_only=False)
        client = Client()
        assert client.get(at(incident)).status_code == say(client, incident).status_code == 401
        for address in (f"/api/v1/incidents/{incident.public_id}/", f"/incidents/{incident.public_id}/"):
            assert b"canary" not in client.get(address).content

    def test_pages_follow_one_another(self, monkeypatch):
        from incidents.api import comments

        monkeypatch.setattr(comments, "PAGE", 2)
        incident, client = make.published_incident(), as_(make.editor())
        for number in range(5):
            say(client, incident, str(number))
        found, after = [], 0
        while after is not None:
            page = client.get(at(incident), {"after": after}).json()
            found += [row["text"] for row in page["results"]]
            after = page["next_after"]
        assert found == ["0", "1", "2", "3", "4"]

    def test_ten_comments_take_as_many_queries_as_one(self):
        incident, client = make.published_incident(), as_(make.editor())

        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                read(client, incident)
            return len(captured)

        say(client, incident, "first")
        one = queries()
        for number in range(9):
            say(client, incident, str(number))
        assert queries() == one

    def test_no_cache_keeps_them(self):
        answer = as_(make.editor()).get(at(make.published_incident()))
        assert answer["Cache-Control"] == "private, no-store"


class TestSettling:
    def test_its_author_and_the_desk_settle_and_open_it_again(self):
        incident = make.published_incident()
        number = say(as_(make.analyst()), incident).json()["id"]
        for person in (make.analyst, make.editor):
            answer = settle(as_(person()), number)
            assert (answer.status_code, answer.json()["settled_by"]) == (200, person().get_username())
            assert settle(as_(person()), number, False).json()["settled_by"] is None

    def test_nobody_else_does_nor_learns_that_it_is_there(self):
        incident = make.published_incident()
        open_one = say(as_(make.editor()), incident, desk_only=False).json()["id"]
        among_us = say(as_(make.editor()), incident, "among us").json()["id"]
        assert [
            settle(as_(make.analyst()), number).status_code for number in (open_one, among_us, 10**12, 2**70)
        ] == [404] * 4
        assert Comment.objects.open().count() == 2

    def test_it_is_not_opened_again_beside_the_same_said_since(self):
        incident, client = make.published_incident(), as_(make.editor())
        number = say(client, incident).json()["id"]
        settle(client, number)
        say(client, incident)
        answer = settle(client, number, False)
        assert (answer.status_code, answer.json()["errors"]) == (
            400, [{"parameter": "settled", "message": "the same was said again since, and is open"}]
        )  # fmt: skip

    @pytest.mark.parametrize("settled", [None, "perhaps", [], {}])
    def test_it_is_settled_or_not(self, settled):
        incident, client = make.published_incident(), as_(make.editor())
        number = say(client, incident).json()["id"]
        assert settle(client, number, settled).status_code == 400


class TestTokens:
    """A token that was made for reading does not carry the desk's rights out of the house."""

    @pytest.mark.parametrize(
        ("scopes", "texts", "may_say"),
        [(("read",), ["for all"], 403), (("read", "submit"), ["for all"], 201), (("read", "edit"), ["among us", "for all"], 403),
         (("submit",), None, 201)],
    )  # fmt: skip
    def test_what_an_editors_token_reads_and_writes(self, scopes, texts, may_say):
        incident = make.published_incident()
        say(as_(make.reviewer()), incident, "among us")
        say(as_(make.reviewer()), incident, "for all", desk_only=False)
        _token, key = ApiToken.issue(user=make.editor(), name="t", scopes=scopes)
        client = Client(headers={"Authorization": f"Bearer {key}"})
        answer = client.get(at(incident))
        if texts is None:
            assert answer.status_code == 403
        else:
            assert [row["text"] for row in answer.json()["results"]] == texts
        assert say(client, incident, "by token").status_code == may_say

    def test_an_unpublished_incident_is_not_there_for_a_token_that_only_reads(self):
        _token, key = ApiToken.issue(user=make.editor(), name="t", scopes=("read",))
        client = Client(headers={"Authorization": f"Bearer {key}"})
        assert client.get(at(make.in_review())).status_code == 404
