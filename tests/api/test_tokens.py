"""Tokens of the API: what each scope opens for each role, and when a key stops working."""

from __future__ import annotations

import logging
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import serializers
from django.test import Client
from django.urls import URLPattern
from django.utils import timezone
from redis import Redis
from rest_framework.permissions import IsAuthenticated

from incidents import models
from incidents.api.scopes import HoldsScope, scope_required, scopes_open_to
from incidents.api.urls import urlpatterns
from incidents.codes import TokenScope
from incidents.feeds import IncidentsAsAtom
from incidents.models import ApiToken
from incidents.models.token import KEY_PREFIX, token_digest
from tests import make
from tests.api.test_bad_input import problem

pytestmark = pytest.mark.django_db
NOTE = {"text": "Gunmen killed three people near Ansongo on Sunday.", "published": "2018-10-02"}
READING = ("/api/v1/incidents/", "/api/v1/incidents.geojson", "/api/v1/incidents.csv", "/api/v1/map/",
           "/api/v1/timeline/", "/api/v1/changes/", "/api/v1/actors/", "/api/v1/releases/", "/api/v1/annotations/",
           "/api/v1/basemap/", "/feeds/incidents.atom")  # fmt: skip
ROLES = {"analyst": make.analyst, "editor": make.editor, "reviewer": make.reviewer, "admin": make.admin}
SCOPES = [
    ("read",), ("submit",), ("edit",), ("read", "submit"), ("read", "edit"), ("submit", "edit"),
    ("read", "submit", "edit"),
]  # fmt: skip


def key_of(user: User, *scopes: str, **fields: Any) -> str:
    return ApiToken.issue(user=user, name=f"token {ApiToken.objects.count()}", scopes=scopes, **fields)[1]


def get(key: str, address: str = "/api/v1/incidents/") -> Any:
    return Client().get(address, headers={"Authorization": f"Bearer {key}"})


def submit(key: str) -> Any:
    return Client().post(
        "/api/v1/reports/", NOTE, content_type="application/json", headers={"Authorization": f"Bearer {key}"}
    )


# Role x scope x endpoint ---------------------------------------------------------------------------------
@pytest.mark.parametrize("scopes", SCOPES, ids="+".join)
@pytest.mark.parametrize("role", ROLES)
def test_a_token_reads_with_one_scope_and_submits_with_another_and_with_the_right(
    role: str, scopes: tuple[str, ...]
) -> None:
    user = ROLES[role]()
    key = key_of(user, *scopes)
    own = make.report(submitted_by=user)
    may_read, may_submit = "read" in scopes, "submit" in scopes and role != "analyst"
    assert {address: get(key, address).status_code for address in READING} == dict.fromkeys(
        READING, 200 if may_read else 403
    )
    assert get(key, f"/api/v1/reports/{own.pk}/").status_code == (200 if may_read else 403)
    assert submit(key).status_code == (201 if may_submit else 403)


@pytest.mark.parametrize(
    ("scopes", "ask", "lacks"),
    [
        (("submit",), get, "read"),
        (("edit",), get, "read"),
        (("read",), submit, "submit"),
        (("edit",), submit, "submit"),
        (("read", "edit"), submit, "submit"),
    ],
)
def test_a_refusal_names_the_scope_that_is_missing(scopes: tuple[str, ...], ask: Any, lacks: str) -> None:
    answer = ask(key_of(make.editor(), *scopes))
    assert problem(answer, 403) == {
        "type": "/problems/scope-missing",
        "title": f"This token lacks the scope “{lacks}”.",
        "status": 403,
        "scope": lacks,
    }
    assert answer["WWW-Authenticate"] == f'Bearer realm="api", error="insufficient_scope", scope="{lacks}"'


def test_a_scope_gives_no_right_that_the_account_lacks() -> None:
    answer = submit(key_of(make.analyst(), "submit"))
    assert problem(answer, 403)["type"] == "/problems/not-allowed"
    assert not models.Report.objects.exists()


@pytest.mark.parametrize(
    ("person", "audience"),
    [(make.analyst, "analysts"), (make.editor, "analysts"), (make.reviewer, "analysts")],
)
def test_a_token_reads_what_its_account_reads(person: Any, audience: str) -> None:
    seen = {make.published_incident(), make.for_analysts_only()}
    make.draft()
    key = key_of(person(), "read")
    assert {row["id"] for row in get(key).json()["results"]} == {str(row.public_id) for row in seen}
    assert get(key, "/api/v1/changes/").json()["audience"] == audience


def test_without_the_scope_not_even_the_public_is_read() -> None:
    hidden = make.published_incident()
    for address in (*READING, f"/api/v1/incidents/{hidden.public_id}/"):
        assert str(hidden.public_id) not in get(key_of(make.editor(), "submit"), address).content.decode()


@pytest.mark.parametrize(("person", "status"), [(make.editor, 201), (make.analyst, 403)])
def test_a_session_has_all_scopes_and_its_accounts_rights(person: Any, status: int) -> None:
    browser = Client()
    browser.force_login(person())
    assert browser.get("/api/v1/incidents/").status_code == 200
    assert browser.post("/api/v1/reports/", NOTE, content_type="application/json").status_code == status


def test_a_session_changes_nothing_without_the_token_of_its_page() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make.editor())
    assert browser.post("/api/v1/reports/", NOTE, content_type="application/json").status_code == 403
    assert not models.Report.objects.exists()


def view_of(route: URLPattern) -> Any:
    return route.callback.view_class  # type: ignore[attr-defined, union-attr]


VIEWS = sorted({view_of(route) for route in urlpatterns} | {IncidentsAsAtom}, key=lambda view: view.__name__)
# Every other view is for reading.
ASKED = {
    "ReportSubmit": {"post": "submit"},
    "DraftList": {"get": "edit", "post": "edit"},
    "DraftItem": {"get": "edit", "patch": "edit"},
    "CommentList": {"get": "read", "post": "submit"},
    "CommentItem": {"patch": "submit"},
    "ExportList": {"post": "read"},  # what is asked for is only read
}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_every_view_of_the_api_says_which_scope_it_asks_for(view: Any, rf: Any) -> None:
    methods = [name for name in ("get", "post", "put", "patch", "delete") if hasattr(view, name)]
    asked = {}
    for method in methods:
        one = view()
        one.request = rf.generic(method, "/")
        (scope,) = [rule.scope for rule in one.get_permissions() if isinstance(rule, HoldsScope)]
        asked[method] = scope
    assert asked == ASKED.get(view.__name__, {"get": "read"})


def test_a_scope_that_there_is_none_of_is_a_mistake_at_the_start() -> None:
    with pytest.raises(ValueError, match="rule"):
        scope_required("rule")


@pytest.mark.parametrize("scope", TokenScope.values)
def test_a_permission_of_each_scope_lets_its_tokens_through_and_no_others(scope: str, rf: Any) -> None:
    rule = scope_required(scope)()
    for other in TokenScope.values:
        request = rf.get("/")
        request.auth = ApiToken(scopes=[other])
        if other == scope:
            assert rule.has_permission(request, None) is True
        else:
            with pytest.raises(Exception, match=f"lacks the scope “{scope}”"):
                rule.has_permission(request, None)


@pytest.mark.parametrize(
    ("person", "scopes"),
    [
        (make.analyst, ["read"]),
        (make.editor, ["read", "submit", "edit"]),
        (make.reviewer, ["read", "submit", "edit"]),
        (make.admin, ["read", "submit", "edit"]),
    ],
)
def test_an_account_is_offered_the_scopes_that_its_rights_allow(person: Any, scopes: list[str]) -> None:
    assert scopes_open_to(person()) == scopes


# When a key works ----------------------------------------------------------------------------------------
def closed(token: ApiToken) -> None:
    User.objects.filter(pk=token.user_id).update(is_active=False)


def with_another_password(token: ApiToken) -> None:
    token.user.set_password("another long password")
    token.user.save()


def revoked(token: ApiToken) -> None:
    ApiToken.objects.filter(pk=token.pk).revoke()


def expired(token: ApiToken) -> None:
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


ENDS = [
    (closed, 401),
    (revoked, 401),
    (expired, 401),
    (lambda token: token.delete(), 401),
    (lambda token: User.objects.filter(pk=token.user_id).delete(), 401),
    # Tokens are keys of their own: "revoke all" ends them, a password does not.
    (with_another_password, 200),
]


@pytest.mark.parametrize(("happens", "status"), ENDS)
def test_after_what_a_key_still_works(happens: Any, status: int) -> None:
    token, key = ApiToken.issue(user=make.analyst(), name="laptop")
    assert get(key).status_code == 200
    happens(token)
    answer = get(key)
    assert answer.status_code == status
    if status == 401:
        assert problem(answer, 401)["type"] == "/problems/not-signed-in"
        assert answer["WWW-Authenticate"] == 'Bearer realm="api"'


def test_revoking_keeps_the_row_and_the_moment_of_the_first_time() -> None:
    token, _key = ApiToken.issue(user=make.analyst(), name="laptop")
    assert ApiToken.objects.filter(pk=token.pk).revoke() == 1
    first = ApiToken.objects.get().revoked_at
    assert first is not None
    assert ApiToken.objects.all().revoke() == 0
    assert ApiToken.objects.get().revoked_at == first


def test_the_name_of_a_revoked_token_is_free_again() -> None:
    for _time in range(3):
        ApiToken.issue(user=make.analyst(), name="laptop")
        ApiToken.objects.all().revoke()
    assert ApiToken.objects.count() == 3


def test_scopes_are_kept_in_one_order_and_once() -> None:
    key_of(make.editor(), "edit", "read", "edit")
    assert ApiToken.objects.get().scopes == ["read", "edit"]


def test_what_a_token_could_do_before_there_were_scopes_it_still_may() -> None:
    token, _key = ApiToken.issue(user=make.editor(), name="old")
    assert token.scopes == ["read", "submit"]


def test_a_key_without_the_prefix_works_as_before() -> None:
    ApiToken.objects.create(user=make.editor(), name="old", digest=token_digest("x" * 43))
    assert get("x" * 43).status_code == 200


# Where a key is not --------------------------------------------------------------------------------------
def test_a_key_can_be_recognised_and_not_guessed() -> None:
    keys = {key_of(make.editor(), "read") for _time in range(20)}
    assert len(keys) == 20
    assert {key.startswith(KEY_PREFIX) for key in keys} == {True}
    assert min(map(len, keys)) == len("sahel_") + 43  # 256 bits


def everything_in_the_database() -> str:
    rows = chain(
        *(model._base_manager.all() for model in (ApiToken, Session, User, models.Report, models.Source))
    )
    return serializers.serialize("json", rows)


def test_a_key_lies_in_no_table_no_counter_and_no_log(
    caplog: pytest.LogCaptureFixture, settings: Any, client: Client
) -> None:
    caplog.set_level(logging.DEBUG)
    key = key_of(make.editor(), "read")
    digest = token_digest(key)
    wrong = KEY_PREFIX + "w" * 43
    assert (get(key).status_code, submit(key).status_code, get(wrong).status_code) == (200, 403, 401)
    redis = Redis.from_url(settings.REDIS_URL)
    counters = b" ".join(redis.scan_iter("*")).decode()
    assert "limit:token:" in counters
    for secret in (key, wrong):
        assert secret not in everything_in_the_database() + counters + caplog.text
    assert digest not in counters + caplog.text


def test_signed_in_is_what_the_state_of_a_report_asks_first() -> None:
    from incidents.api.reports import ReportItem, ReportSubmit

    assert [view.permission_classes[0] for view in (ReportItem, ReportSubmit)] == [IsAuthenticated] * 2
