"""POST /api/v1/reports/: always a draft, an exact repeat writes nothing, a bad body is told all its errors."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from incidents.api.reports import canonical
from incidents.models import ApiToken, Incident, Report, Source
from incidents.models.token import token_digest
from tests import make
from tests.api.test_bad_input import problem

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/reports/"
NOTE = {"text": "Gunmen killed three people near Ansongo on Sunday.", "published": "2018-10-02"}
STRUCTURED = {
    "published": "2018-10-02",
    "incidents": [{"event_type": "battles", "date": {"start": "2018-09-30"}, "place": {"name": "Ansongo"}}],
}


@pytest.fixture
def key() -> str:
    """The key of a token of Aïssa's."""
    return ApiToken.issue(user=make.editor(), name="laptop")[1]


def post(client: Client, key: str, body: Any, content_type: str = "application/json") -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return client.post(ADDRESS, raw, content_type=content_type, headers=headers)


# What is stored ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("body", [NOTE, STRUCTURED], ids=["text", "structured"])
def test_a_report_is_stored_as_pending_and_its_exact_repeat_is_not(
    client: Client, key: str, body: Any
) -> None:
    first, second = post(client, key, body), post(client, key, body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == {"id": Report.objects.get().pk, "state": "pending", "outcome": "new", "version": 1}
    assert second.json() == {**first.json(), "outcome": "unchanged"}


def test_a_report_never_makes_an_incident_by_itself(client: Client, key: str) -> None:
    post(client, key, STRUCTURED)
    assert not Incident.objects.unpublished_too().exists()


def test_who_sent_it_and_what_it_said_are_kept(client: Client, key: str) -> None:
    post(client, key, {**NOTE, "title": "Attack", "language": "en", "url": "https://example.org/a"})
    report = Report.objects.get()
    assert (report.submitted_by, report.text, report.title, report.language, report.url) == (
        make.editor(), NOTE["text"], "Attack", "en", "https://example.org/a",
    )  # fmt: skip
    assert (report.source.kind, report.source.reliability) == ("api", "F")


def test_the_structured_form_is_kept_as_it_was_sent(client: Client, key: str) -> None:
    post(client, key, {**STRUCTURED, "incidents": [{**STRUCTURED["incidents"][0], "extra": [1]}]})  # type: ignore[index]
    assert Report.objects.get().payload["incidents"][0]["extra"] == [1]


@pytest.mark.parametrize(
    ("other", "rows"),
    [
        ({"text": "Another text."}, 2),
        ({"title": "A title"}, 2),
        ({"published": "2018-10-03"}, 1),
        ({"external_id": "x"}, 2),
    ],
)
def test_what_is_another_report(client: Client, key: str, other: dict[str, str], rows: int) -> None:
    post(client, key, NOTE)
    post(client, key, {**NOTE, **other})
    assert Report.objects.count() == rows


def test_another_text_under_one_id_is_another_version(client: Client, key: str) -> None:
    post(client, key, {**NOTE, "external_id": "a"})
    answer = post(client, key, {**NOTE, "external_id": "a", "text": "Corrected."})
    assert (answer.status_code, answer.json()["version"], answer.json()["outcome"]) == (201, 2, "changed")


def test_two_links_to_one_page_are_one_report(client: Client, key: str) -> None:
    post(client, key, {**NOTE, "url": "https://www.example.org/news/?utm_source=x#top"})
    assert post(client, key, {**NOTE, "url": "http://m.example.org/news"}).status_code == 200


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://www.example.org/a/", "https://example.org/a"),
        ("http://EXAMPLE.org/a#b", "https://example.org/a"),
        ("https://example.org/a?utm_medium=x&id=3&fbclid=y", "https://example.org/a?id=3"),
        ("https://mobile.example.org/", "https://example.org"),
        ("https://example.org/A", "https://example.org/A"),
    ],
)
def test_an_address_without_what_changes_between_links(url: str, same: str) -> None:
    assert canonical(url) == same


@pytest.mark.parametrize("field", ["text", "title", "external_id", "source"])
@pytest.mark.parametrize("value", [0, 7, 1.5, True, ["a"], {"a": "b"}])
def test_what_is_no_text_is_refused_where_a_text_belongs(
    client: Client, key: str, field: str, value: Any
) -> None:
    answer = problem(post(client, key, {**NOTE, field: value}))
    assert [(error["parameter"], error["message"]) for error in answer["errors"]] == [
        (field, "Not a valid string.")
    ]
    assert not Report.objects.exists()


def test_a_named_source_takes_the_report(client: Client, key: str) -> None:
    source = make.source("Sahel FM")
    post(client, key, {**NOTE, "source": "Sahel FM"})
    assert Report.objects.get().source == source


@pytest.mark.parametrize("name", ["Nobody", "Sample: generated"])
def test_a_source_that_is_unknown_or_sample_is_refused(client: Client, key: str, name: str) -> None:
    Source.objects.create(name="Sample: generated", kind="sample")
    assert problem(post(client, key, {**NOTE, "source": name}))["errors"][0]["parameter"] == "source"
    assert not Report.objects.exists()


# Who may -------------------------------------------------------------------------------------------------
def _expired() -> str:
    return ApiToken.issue(user=make.editor(), name="old", expires_at=timezone.now() - timedelta(seconds=1))[1]


def _of_a_closed_account() -> str:
    user = make.other_editor()
    user.is_active = False
    user.save()
    return ApiToken.issue(user=user, name="closed")[1]


def _revoked() -> str:
    token, key = ApiToken.issue(user=make.editor(), name="lost")
    token.delete()
    return key


KEYS = [
    ("none", lambda: "", 401),
    ("unknown", lambda: "x" * 43, 401),
    ("expired", _expired, 401),
    ("revoked", _revoked, 401),
    ("of a closed account", _of_a_closed_account, 401),
    ("the digest instead of the key", lambda: ApiToken.issue(user=make.editor(), name="d")[0].digest, 401),
    ("nul", lambda: "a\x00b", 401),
    ("of an analyst", lambda: ApiToken.issue(user=make.analyst(), name="read")[1], 403),
    ("of an editor", lambda: ApiToken.issue(user=make.editor(), name="a")[1], 201),
    ("of a reviewer", lambda: ApiToken.issue(user=make.reviewer(), name="b")[1], 201),
    ("not yet expired", lambda: ApiToken.issue(user=make.editor(), name="c", expires_at=timezone.now() + timedelta(days=1))[1], 201),
]  # fmt: skip


@pytest.mark.parametrize(("issue", "status"), [row[1:] for row in KEYS], ids=[row[0] for row in KEYS])
def test_a_report_is_taken_from_those_who_may_send_one(client: Client, issue: Any, status: int) -> None:
    answer = post(client, issue(), NOTE)
    assert answer.status_code == status
    assert Report.objects.count() == (1 if status == 201 else 0)
    assert ("WWW-Authenticate" in answer) == (status == 401)


def test_the_database_keeps_a_hash_of_the_key_and_never_the_key(key: str) -> None:
    token = ApiToken.objects.get()
    assert token.digest == token_digest(key)
    assert key not in str(ApiToken.objects.values().get())


def test_the_use_of_a_token_is_shown(client: Client, key: str) -> None:
    assert ApiToken.objects.get().last_used_at is None
    post(client, key, NOTE)
    assert ApiToken.objects.get().last_used_at is not None


def test_a_browser_session_needs_the_forms_token() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make.editor())
    assert post(browser, "", NOTE).status_code == 403


# Bad bodies ----------------------------------------------------------------------------------------------
def with_text(text: str) -> bytes:
    return b'{"published": "2018-10-02", "text": "' + text.encode() + b'"}'


BAD_BODIES: list[tuple[str, Any]] = [
    ("empty", b""),
    ("blank", b"   "),
    ("not JSON", b"text=a&published=2018-10-02"),
    ("half", b'{"text": "a"'),
    ("array", [NOTE]),
    ("number", 5),
    ("null", None),
    ("text", "a report"),
    ("byte order mark", b"\xef\xbb\xbf" + json.dumps(NOTE).encode()),
    ("UTF-16", json.dumps(NOTE).encode("utf-16")),
    ("not UTF-8", b'{"published": "2018-10-02", "text": "M\xe9naka"}'),
    ("trailing comma", b'{"text": "a", "published": "2018-10-02",}'),
    ("two documents", json.dumps(NOTE).encode() * 2),
    ("NaN", b'{"text": "a", "published": NaN}'),
    ("Infinity", b'{"published": "2018-10-02", "incidents": [{"killed": Infinity}]}'),
    (
        "nesting of 200,000",
        b'{"published": "2018-10-02", "incidents": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    ),
    ("nesting of 2,000", b'{"text": ' + b'{"a":' * 2000 + b"1" + b"}" * 2000 + b"}"),
    ("an integer of 5,000 digits", b'{"published": ' + b"9" * 5000 + b', "text": "a"}'),
    ("NUL", with_text("a\\u0000b")),
    ("raw NUL", with_text("a\x00b")),
    ("lone surrogate", with_text("a\\ud800b")),
    ("2 MB", {**NOTE, "text": "x" * 2_000_000}),
    ("text too long", {**NOTE, "text": "x" * 50_001}),
    ("neither text nor incidents", {"published": "2018-10-02"}),
    ("both", {**NOTE, **STRUCTURED}),
    ("blank text", {**NOTE, "text": " \n\t"}),
    ("text is a list", {**NOTE, "text": ["a"]}),
    ("text is an object", {**NOTE, "text": {"a": 1}}),
    ("text is null", {**NOTE, "text": None}),
    ("text is true", {**NOTE, "text": True}),
    ("no day", {"text": "a"}),
    ("unknown language", {**NOTE, "language": "zz"}),
    ("address of another scheme", {**NOTE, "url": "javascript:alert(1)"}),
    ("file address", {**NOTE, "url": "file:///etc/passwd"}),
    ("long address", {**NOTE, "url": "https://example.org/" + "x" * 2001}),
    ("long title", {**NOTE, "title": "x" * 501}),
    ("long id", {**NOTE, "external_id": "x" * 501}),
    ("incidents is a text", {"published": "2018-10-02", "incidents": "many"}),
    ("incidents holds a number", {"published": "2018-10-02", "incidents": [1]}),
    ("no incident", {"published": "2018-10-02", "incidents": []}),
    ("21 incidents", {"published": "2018-10-02", "incidents": STRUCTURED["incidents"] * 21}),  # type: ignore[operator]
]
BAD_DAYS = [
    "2024-02-30", "29/02/2023", "0025-01-01", "9999-12-31", "99999-01-01", "infinity", "-infinity", "1989-12-31",
    "2018-10-02T24:61", "2018-10-02T00:00:00+99:00", "0001-01-01T00:00+14:00", "9999-12-31T23:59:59-14:00",
    "2199-01-01", "", "yesterday", 20181002, 1538438400, 1e400, True, None, ["2018-10-02"], {"day": 1}, "x" * 10_000,
]  # fmt: skip
BAD_INCIDENTS: list[dict[str, Any]] = [
    {"event_type": "war"},
    {"date": {"start": "2018-02-30"}},
    {"date": "2018-09-30"},
    {"place": {"name": "A", "latitude": 91}},
    {"place": {"name": "A", "longitude": 181}},
    {"place": {"name": "A", "longitude": "1e400"}},
    {"place": {"name": "A", "longitude": "nan"}},
    {"place": {"name": "A", "radius_m": -1}},
    {"casualties": {"killed": {"best": -1}}},
    {"casualties": {"killed": {"best": 3.5}}},
    {"casualties": {"killed": {"best": "several"}}},
    {"casualties": {"killed": {"best": 10**20}}},
    {"casualties": [1]},
    {"actors": [{"name": "A", "role": "boss"}]},
    {"actors": [{"name": "x" * 161, "role": "target"}]},
    {"weapons": ["laser"]},
]


@pytest.mark.parametrize(
    "body", [body for _name, body in BAD_BODIES], ids=[name for name, _body in BAD_BODIES]
)
def test_a_bad_body_is_a_problem_and_stores_nothing(client: Client, key: str, body: Any) -> None:
    problem(post(client, key, body))
    assert not Report.objects.exists()


@pytest.mark.parametrize("day", BAD_DAYS, ids=[str(day)[:30] for day in BAD_DAYS])
def test_a_day_that_is_none_is_refused_by_name(client: Client, key: str, day: Any) -> None:
    raw = json.dumps({**NOTE, "published": day}).replace("Infinity", "1e400").encode()
    answer = problem(post(client, key, raw))
    assert {error["parameter"] for error in answer.get("errors", [{"parameter": "published"}])} == {
        "published"
    }


@pytest.mark.parametrize("wrong", BAD_INCIDENTS, ids=[str(row)[:60] for row in BAD_INCIDENTS])
def test_an_incident_that_cannot_be_one_is_refused_where_it_is_wrong(
    client: Client, key: str, wrong: dict[str, Any]
) -> None:
    body = {**STRUCTURED, "incidents": [{**STRUCTURED["incidents"][0], **wrong}]}  # type: ignore[dict-item]
    errors = problem(post(client, key, body))["errors"]
    assert {error["parameter"].split(".")[0] for error in errors} == {"incidents"}
    assert any(next(iter(wrong)) in error["parameter"] for error in errors)


def test_all_errors_of_a_body_are_told_at_once(client: Client, key: str) -> None:
    errors = problem(post(client, key, {"published": "x", "language": "zz", "url": "y", "title": "t" * 501}))[
        "errors"
    ]
    assert {error["parameter"] for error in errors} == {"published", "language", "url", "title"}


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/xml",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "",
    ],
)
def test_another_content_type_is_refused(client: Client, key: str, content_type: str) -> None:
    assert post(client, key, NOTE, content_type).status_code in {400, 415}
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "day", ["2018-10-02", "2018-10-02T08:00:00Z", "2018-10-02T08:00:00+01:00", "1990-01-01"]
)
def test_a_day_or_a_moment_is_taken(client: Client, key: str, day: str) -> None:
    assert post(client, key, {**NOTE, "published": day}).status_code == 201


@pytest.mark.parametrize(
    "text", ["Attaque à Ménaka", "هجوم في ميناكا", "ⵜⴰⵎⴰⵛⴻⵇ", "🔥 \u202e RTL", "a\u0301" * 1000]
)
def test_a_text_of_any_script_is_kept_as_it_is(client: Client, key: str, text: str) -> None:
    post(client, key, {**NOTE, "text": text})
    assert Report.objects.get().text == text


# Asking after a report -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("person", "status"),
    [(make.editor, 200), (make.reviewer, 200), (make.other_editor, 200), (make.analyst, 404), (None, 401)],
)
def test_the_state_of_a_report_is_for_its_sender_and_the_desk(
    client: Client, person: Any, status: int
) -> None:
    report = make.report(submitted_by=make.editor())
    if person is not None:
        client.force_login(person())
    answer = client.get(f"{ADDRESS}{report.pk}/")
    assert answer.status_code == status
    assert report.text not in answer.content.decode()


def test_an_analyst_who_sent_it_would_see_its_state(client: Client) -> None:
    report = make.report(submitted_by=make.analyst())
    client.force_login(make.analyst())
    assert client.get(f"{ADDRESS}{report.pk}/").json()["state"] == "pending"


@pytest.mark.parametrize("pk", [0, 2**63, 10**400])
def test_a_report_that_is_none_is_not_found(client: Client, pk: int) -> None:
    client.force_login(make.editor())
    assert client.get(f"{ADDRESS}{pk}/").status_code == 404


def test_what_extraction_prints_is_taken_as_it_is(client: Client, key: str) -> None:
    """The round trip of the structured form: `manage.py extract` -> POST -> the same drafts."""
    from datetime import date
    from pathlib import Path

    from incidents.ingest import pipeline
    from incidents.ingest.extract import extract
    from incidents.ingest.gazetteer import Tables

    text = (Path(__file__).parents[2] / "incidents" / "sample" / "founding_note.txt").read_text()
    note = extract(text, published=date(2018, 10, 2), tables=Tables.from_reference()).as_json()
    body = {"published": "2018-10-02", "incidents": note["incidents"]}
    answer = post(client, key, body)
    assert answer.status_code == 201, answer.json()
    assert pipeline.work(answer.json()["id"]) == "proposed"
    drafts = Report.objects.get(pk=answer.json()["id"]).proposals.order_by("ordinal")
    assert [(d.values["date_start"], d.values["place"] or d.values["stated_region"]) for d in drafts] == [
        ("2018-09-30", "ml-amalaoulaou"), ("2018-09-27", "ML10"), ("2018-08-01", "ml-menaka"),
    ]  # fmt: skip
