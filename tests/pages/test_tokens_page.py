"""The page of one's own tokens: made within one's rights, the key shown once, ended at will."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.models import ApiToken
from incidents.models.token import token_digest
from incidents.views.tokens import LONGEST_DAYS, MOST_TOKENS
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]
ADDRESS = "/tokens/"
GIVEN = {"name": "laptop", "scopes": ["read"], "lasting": "90", "day": ""}


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person())
    return client


def ask(client: Client, **fields: Any) -> Any:
    return client.post(ADDRESS, {**GIVEN, **fields})


def token(user: User, name: str = "laptop", **fields: Any) -> ApiToken:
    made = ApiToken.issue(user=user, name=name)[0]
    ApiToken.objects.filter(pk=made.pk).update(**fields)
    return made


def live() -> list[tuple[str, str]]:
    rows = ApiToken.objects.live().order_by("pk")
    return list(rows.values_list("user__username", "name"))


def ago(**span: float) -> datetime:
    return timezone.now() - timedelta(**span)


# Making one ----------------------------------------------------------------------------------------------
def test_a_token_that_was_made_reads_with_the_key_on_the_page(analyst_client: Client) -> None:
    page = ask(analyst_client)
    key = page.context["key"]
    assert (page.status_code, live()) == (200, [("chantal", "laptop")])
    assert page.content.decode().count(key) == 1
    assert ApiToken.objects.get().digest == token_digest(key)
    answer = Client().get("/api/v1/incidents/", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 200


def test_the_key_is_on_that_one_answer_and_nowhere_else(analyst_client: Client) -> None:
    page = ask(analyst_client)
    key = page.context["key"]
    assert "no-store" in page["Cache-Control"]
    assert key not in analyst_client.get(ADDRESS).content.decode()
    assert key not in str(page.headers) + str(page.cookies) + str(analyst_client.cookies)
    assert key not in str([session.get_decoded() for session in Session.objects.all()])
    assert [str(message) for message in get_messages(page.wsgi_request)] == []
    assert key not in str(ApiToken.objects.values().get())


@pytest.mark.parametrize(
    ("person", "offered"),
    [
        (make.analyst, ["read"]),
        (make.editor, ["read", "submit", "edit"]),
        (make.reviewer, ["read", "submit", "edit"]),
        (make.admin, ["read", "submit", "edit"]),
    ],
)
def test_the_scopes_that_are_offered_are_those_of_the_accounts_rights(
    person: Any, offered: list[str]
) -> None:
    client = signed_in(person)
    form = client.get(ADDRESS).context["form"]
    assert [value for value, _label in form.fields["scopes"].choices] == offered
    statuses = {
        scope: ask(client, name=scope, scopes=[scope]).status_code for scope in ("read", "submit", "edit")
    }
    assert statuses == {scope: 200 if scope in offered else 400 for scope in statuses}
    assert {row.name: row.scopes for row in ApiToken.objects.all()} == {scope: [scope] for scope in offered}


@pytest.mark.parametrize(("lasting", "days"), [("30", 30), ("90", 90), ("365", 365)])
def test_a_token_lasts_as_long_as_was_chosen(analyst_client: Client, lasting: str, days: int) -> None:
    assert ask(analyst_client, lasting=lasting).status_code == 200
    expires_at = ApiToken.objects.get().expires_at
    assert expires_at is not None
    assert abs(expires_at - timezone.now() - timedelta(days=days)) < timedelta(minutes=1)


def test_ninety_days_and_reading_are_what_the_form_begins_with(analyst_client: Client) -> None:
    page = analyst_client.get(ADDRESS).content.decode()
    assert '<option value="90" selected>' in page
    assert page.count(" checked") == 1
    assert '<option value="never"' not in page


@pytest.mark.parametrize("days", [0, 1, LONGEST_DAYS])
def test_a_token_ends_with_the_day_that_was_chosen(analyst_client: Client, days: int) -> None:
    day = timezone.now().date() + timedelta(days=days)
    assert ask(analyst_client, lasting="day", day=day.isoformat()).status_code == 200
    following = day + timedelta(days=1)
    assert ApiToken.objects.get().expires_at == datetime(
        following.year, following.month, following.day, tzinfo=UTC
    )


@pytest.mark.parametrize(("person", "status"), [(make.editor, 400), (make.reviewer, 400), (make.admin, 200)])
def test_only_an_admin_makes_a_token_without_an_end(person: Any, status: int) -> None:
    assert ask(signed_in(person), lasting="never").status_code == status
    assert list(ApiToken.objects.values_list("expires_at", flat=True)) == ([None] if status == 200 else [])


def day_in(days: int) -> str:
    return (timezone.now().date() + timedelta(days=days)).isoformat()


# A number is so many days from the day on which the test runs, which may be another than that of its collection.
WRONG = [
    ("name", {"name": ""}), ("name", {"name": "   "}), ("name", {"name": "x" * 101}), ("name", {"name": "a\x00b"}),
    ("scopes", {"scopes": []}), ("scopes", {"scopes": ["rule"]}), ("scopes", {"scopes": ["read", "rule"]}),
    ("scopes", {"scopes": ["a\x00b"]}),
    ("lasting", {"lasting": ""}), ("lasting", {"lasting": "91"}), ("lasting", {"lasting": "never"}),
    ("day", {"lasting": "day", "day": ""}), ("day", {"lasting": "day", "day": -1}),
    ("day", {"lasting": "day", "day": LONGEST_DAYS + 1}), ("day", {"lasting": "day", "day": "9999-12-31"}),
    ("day", {"lasting": "day", "day": "0001-01-01"}), ("day", {"lasting": "day", "day": "2027-02-30"}),
    ("day", {"lasting": "day", "day": "soon"}), ("day", {"lasting": "day", "day": "\x00"}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "fields"), WRONG)
def test_what_cannot_be_is_named_and_nothing_is_made(
    analyst_client: Client, field: str, fields: dict[str, Any]
) -> None:
    given = {name: day_in(value) if isinstance(value, int) else value for name, value in fields.items()}
    page = ask(analyst_client, **given)
    assert (page.status_code, list(page.context["form"].errors)) == (400, [field])
    assert 'role="alert"' in page.content.decode()
    assert not ApiToken.objects.exists()


def test_a_name_is_given_once_among_those_that_live(analyst_client: Client) -> None:
    assert ask(analyst_client).status_code == 200
    again = ask(analyst_client, name="  laptop ")
    assert (again.status_code, list(again.context["form"].errors)) == (400, ["name"])
    assert ask(signed_in(make.editor)).status_code == 200
    assert live() == [("chantal", "laptop"), ("aïssa", "laptop")]


@pytest.mark.parametrize(
    "ended", [{"revoked_at": ago(days=1)}, {"expires_at": ago(days=1)}, {"expires_at": ago(days=99)}]
)
def test_the_name_of_one_that_has_ended_is_free(analyst_client: Client, ended: dict[str, Any]) -> None:
    token(make.analyst(), **ended)
    assert ask(analyst_client).status_code == 200
    assert (live(), ApiToken.objects.count()) == ([("chantal", "laptop")], 2)


def test_an_account_has_twenty_that_live_at_most(analyst_client: Client) -> None:
    for number in range(MOST_TOKENS - 1):
        token(make.analyst(), f"token {number}")
    token(make.analyst(), "expired", expires_at=ago(hours=1))
    token(make.analyst(), "revoked", revoked_at=ago(hours=1))
    token(make.editor(), "of another")
    assert [ask(analyst_client, name=name).status_code for name in ("twentieth", "one more")] == [200, 400]
    assert sum(owner == "chantal" for owner, _name in live()) == MOST_TOKENS == 20


def test_a_name_with_markup_is_text(analyst_client: Client) -> None:
    assert "<script>alert" not in ask(analyst_client, name="<script>alert(1)</script>").content.decode()


def test_the_page_has_no_inline_script_or_style(analyst_client: Client) -> None:
    page = ask(analyst_client).content.decode()
    assert [word for word in ("<script", "<style", " style=", " onclick=") if word in page] == []


# The list ------------------------------------------------------------------------------------------------
def test_the_list_says_what_each_token_is(analyst_client: Client) -> None:
    owner = make.analyst()
    token(owner, "laptop", last_used_at=ago(hours=1))
    token(owner, "expired", expires_at=ago(days=1))
    token(owner, "expired long ago", expires_at=ago(days=31))
    token(owner, "revoked", revoked_at=ago(days=29))
    token(owner, "revoked long ago", revoked_at=ago(days=31))
    token(make.editor(), "somebody else's")
    page = analyst_client.get(ADDRESS)
    assert [row.name for row in page.context["tokens"]] == ["revoked", "expired", "laptop"]
    text = page.content.decode()
    assert (text.count("Revoke this token"), text.count(">valid<"), page.context["live"]) == (1, 1, 1)
    assert "somebody else" not in text


def test_the_list_costs_the_same_for_one_and_for_ten(analyst_client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            analyst_client.get(ADDRESS)
        return len(captured)

    token(make.analyst(), "first")
    queries()
    one = queries()
    for number in range(9):
        token(make.analyst(), f"token {number}")
    assert queries() == one


# Ending them ---------------------------------------------------------------------------------------------
def test_a_token_is_ended_and_stays_for_the_record(analyst_client: Client) -> None:
    made, other = token(make.analyst()), token(make.analyst(), "phone")
    response = analyst_client.post(f"/tokens/{made.pk}/revoke/")
    assert (response.status_code, response["Location"]) == (302, ADDRESS)
    assert live() == [("chantal", "phone")]
    assert ApiToken.objects.get(pk=made.pk).revoked_at is not None
    assert "“laptop” has ended." in analyst_client.get(ADDRESS).content.decode()
    assert analyst_client.post(f"/tokens/{other.pk}/revoke/").status_code == 302


def test_all_are_ended_at_once_and_only_ones_own(analyst_client: Client) -> None:
    for name in ("laptop", "phone"):
        token(make.analyst(), name)
    token(make.editor())
    analyst_client.post("/tokens/revoke/")
    assert live() == [("aïssa", "laptop")]
    assert "2 tokens have ended." in analyst_client.get(ADDRESS).content.decode()


# Whose they are ------------------------------------------------------------------------------------------
def test_another_accounts_token_is_not_there(analyst_client: Client) -> None:
    other = token(make.editor())
    assert analyst_client.post(f"/tokens/{other.pk}/revoke/").status_code == 404
    assert live() == [("aïssa", "laptop")]


@pytest.mark.parametrize("address", ["/tokens/", "/tokens/revoke/", "/tokens/1/revoke/"])
def test_without_an_account_one_is_led_to_sign_in(client: Client, address: str) -> None:
    response = client.post(address, GIVEN)
    assert (response.status_code, response["Location"]) == (302, "/sign-in/?next=/tokens/")
    assert live() == []


@pytest.mark.parametrize("address", ["/tokens/", "/tokens/revoke/", "/tokens/1/revoke/"])
def test_a_form_needs_the_token_of_its_page(address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.analyst())
    assert client.post(address, GIVEN).status_code == 403
    assert live() == []


@pytest.mark.parametrize("address", ["/tokens/revoke/", "/tokens/1/revoke/"])
def test_a_link_ends_nothing(analyst_client: Client, address: str) -> None:
    token(make.analyst())
    assert analyst_client.get(address).status_code == 405
    assert live() == [("chantal", "laptop")]


def test_a_key_opens_no_page(client: Client) -> None:
    key = ApiToken.issue(user=make.editor(), name="laptop", scopes=["read", "submit", "edit"])[1]
    headers = {"Authorization": f"Bearer {key}"}
    assert client.get(ADDRESS, headers=headers).status_code == 302
    assert client.post(ADDRESS, GIVEN, headers=headers).status_code == 302
    assert live() == [("aïssa", "laptop")]


def test_the_menu_of_an_account_leads_there(analyst_client: Client, client: Client) -> None:
    assert 'href="/tokens/"' in analyst_client.get("/views/").content.decode()
    assert 'href="/tokens/"' not in client.get("/").content.decode()
