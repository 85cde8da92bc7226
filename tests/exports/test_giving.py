"""Giving exports out: to whom, in which stretches, and no more once something in them was taken away."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import changes, parts, review
from incidents.models import ApiToken, Export, Incident
from tests import make
from tests.api.test_bad_input import problem
from tests.exports.desk import ADDRESS, ask, content, fetch, made

pytestmark = pytest.mark.django_db
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "gpkg": "application/geopackage+sqlite3",
}


# The file ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("wanted_format", sorted(TYPES))
def test_a_file_has_its_type_name_length_and_checksum(client: Client, wanted_format: str) -> None:
    make.published_incident()
    export = made(client, wanted_format)
    answer = fetch(client, export, **{"Accept-Encoding": "gzip, br"})
    body = content(answer)
    digest = hashlib.sha256(body)
    assert digest.hexdigest() == export.sha256
    told = ("Content-Type", "Content-Length", "Content-Disposition", "ETag", "Repr-Digest", "Accept-Ranges")
    assert {name: answer[name] for name in told} == {
        "Content-Type": TYPES[wanted_format],
        "Content-Length": str(len(body)),
        "Content-Disposition": f'attachment; filename="incidents.{wanted_format}"',
        "ETag": f'"{export.sha256}"',
        "Repr-Digest": f"sha-256=:{base64.b64encode(digest.digest()).decode()}:",
        "Accept-Ranges": "bytes",
    }
    assert "Content-Encoding" not in answer
    again = fetch(client, export, **{"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "begin", "end"),
    [
        ("bytes=0-0", 0, 1), ("bytes=0-99", 0, 100), ("bytes=100-299", 100, 300), ("bytes=250-", 250, None),
        ("bytes=-10", -10, None), ("bytes=-999999", 0, None), ("bytes=99-100", 99, 101), ("bytes=5-999999", 5, None),
    ],
)  # fmt: skip
def test_a_stretch_of_it_goes_on_where_a_download_broke_off(
    client: Client, monkeypatch: pytest.MonkeyPatch, asked: str, begin: int, end: int | None
) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 100)
    export = made(client)
    whole = content(fetch(client, export))
    answer = fetch(client, export, Range=asked)
    first = begin if begin >= 0 else len(whole) + begin
    last = (end if end is not None else len(whole)) - 1
    assert (answer.status_code, content(answer)) == (206, whole[begin:end])
    assert answer["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"
    assert answer["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("bytes=99999999-", 416), ("bytes=5-4", 416), ("bytes=-0", 416), ("bytes=-", 200), ("bytes=0-1,5-6", 200),
        ("lines=0-1", 200), ("bytes=a-b", 200), ("bytes=" + "9" * 40 + "-", 200), ("bytes=１-２", 200),
    ],
)  # fmt: skip
def test_a_stretch_that_is_none_is_refused_or_the_whole_is_given(
    client: Client, asked: str, status: int
) -> None:
    export = made(client)
    answer = fetch(client, export, Range=asked)
    assert answer.status_code == status
    if status == 416:
        assert problem(answer, 416)["type"] == "/problems/no-such-range"
        assert answer["Content-Range"] == f"bytes */{export.size}"


def test_a_stretch_of_another_file_is_not_given(client: Client) -> None:
    export = made(client)
    same = fetch(client, export, Range="bytes=0-9", **{"If-Range": f'"{export.sha256}"'})
    other = fetch(client, export, Range="bytes=0-9", **{"If-Range": '"another"'})
    assert (same.status_code, other.status_code) == (206, 200)


@pytest.mark.parametrize("state", ["waiting", "making", "failed"])
def test_a_file_that_is_not_ready_is_told_so(client: Client, state: str) -> None:
    ask(client)
    Export.objects.update(state=state, leased_until=Now(), reason="x" if state == "failed" else "")
    export = Export.objects.get()
    told = problem(fetch(client, export), 409)
    assert (told["type"], told["state"], told["reason"]) == ("/problems/not-ready", state, export.reason)


def test_an_expired_one_is_gone_also_before_the_sweep_has_come(client: Client) -> None:
    export = made(client)
    Export.objects.update(expires_at=Now())
    for path in ("", "file"):
        told = problem(client.get(f"{ADDRESS}{export.uuid}/{path}"), 410)
        assert (told["type"], told["reason"]) == ("/problems/expired", "expired")


# To whom -------------------------------------------------------------------------------------------------
def with_token(person: Any, *scopes: str) -> Client:
    _token, key = ApiToken.issue(user=person, name=f"t {scopes}", scopes=scopes)
    return Client(headers={"Authorization": f"Bearer {key}"})


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_what_is_public_is_for_everybody_who_has_the_address(client: Client) -> None:
    export = made(client)
    others = (Client(REMOTE_ADDR="203.0.113.9"), signed_in(make.analyst()), with_token(make.editor(), "read"))
    for reader in others:
        assert reader.get(f"{ADDRESS}{export.uuid}/").status_code == 200
        assert fetch(reader, export).status_code == 200
    assert fetch(with_token(make.editor(), "submit"), export).status_code == 403


def test_what_is_for_analysts_is_for_the_account_that_asked_and_for_nobody_else() -> None:
    analyst = make.analyst()
    export = made(signed_in(analyst))
    assert export.audience == 1
    for reader, status in (
        (signed_in(analyst), 200), (with_token(analyst, "read"), 200), (Client(), 404),
        (signed_in(make.editor()), 404), (signed_in(make.admin()), 404), (with_token(make.editor(), "read"), 404),
    ):  # fmt: skip
        assert reader.get(f"{ADDRESS}{export.uuid}/").status_code == status
        assert fetch(reader, export).status_code == status
    assert "private" in fetch(signed_in(analyst), export)["Cache-Control"]


def test_with_an_account_its_exports_go(analyst_client: Client) -> None:
    made(analyst_client)
    make.analyst().delete()
    assert Export.objects.count() == 0


# Taken away ----------------------------------------------------------------------------------------------
def redact(incident: Incident) -> None:
    review.redact(incident, by=make.reviewer(), reason="a witness is in danger", fields=["killed_best"])


def hide(incident: Incident) -> None:
    make.edited(incident, location_policy="hidden")


def withdraw(incident: Incident) -> None:
    make.edited(incident, release_to=1)


def embargo(incident: Incident) -> None:
    make.edited(incident, embargo_until="2099-01-01T00:00:00Z")


def retract(incident: Incident) -> None:
    review.retract(make.fresh(incident), by=make.reviewer(), reason="an error")


def merge(incident: Incident) -> None:
    review.merge(make.fresh(incident), make.published_incident(), by=make.reviewer(), reason="twice")


def correct(incident: Incident) -> None:
    make.edited(incident, verification="confirmed")


def nothing(incident: Incident) -> None:
    make.published_incident()


Step = Callable[[Incident], None]
TAKING: tuple[Step, ...] = (redact, hide, withdraw, embargo, retract, merge)


def gone(client: Client, export: Export) -> list[tuple[int, str]]:
    """How the export and its file are answered."""
    answers = [client.get(f"{ADDRESS}{export.uuid}/"), fetch(client, export)]
    return [(answer.status_code, problem(answer, 410)["type"]) if answer.status_code == 410 else (200, "") for answer in answers]  # fmt: skip


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("wanted_format", sorted(TYPES))
@pytest.mark.parametrize("take", TAKING)
def test_as_soon_as_something_in_it_is_taken_away_it_is_withheld(
    client: Client, wanted_format: str, take: Step, numbered: bool
) -> None:
    incident, _other = make.published_incidents([{}, {"place": "ml-menaka"}])
    export = made(client, wanted_format)
    etag = fetch(client, export)["ETag"]
    take(incident)
    if numbered:
        changes.number_changes()
    assert gone(client, export) == [(410, "/problems/withheld")] * 2
    assert fetch(client, export, **{"If-None-Match": etag}).status_code == 410
    assert fetch(client, export, Range="bytes=0-9").status_code == 410
    again = made(client, wanted_format)
    assert again.pk != export.pk
    assert gone(client, again) == [(200, "")] * 2


@pytest.mark.parametrize("take", TAKING)
def test_what_is_taken_from_another_selection_leaves_it(client: Client, take: Step) -> None:
    here, elsewhere = make.published_incidents([{}, {"place": "ne-tillaberi"}])
    export = made(client, "xlsx", "country=MLI")
    take(elsewhere)
    changes.number_changes()
    assert (export.incidents, gone(client, export)) == ([here.pk], [(200, "")] * 2)


@pytest.mark.parametrize("step", [correct, nothing])
@pytest.mark.parametrize("numbered", [True, False])
def test_what_takes_nothing_away_leaves_it(client: Client, step: Step, numbered: bool) -> None:
    incident = make.published_incident()
    export = made(client)
    step(incident)
    if numbered:
        changes.number_changes()
    assert gone(client, export) == [(200, "")] * 2


@pytest.mark.parametrize("take", TAKING)
def test_what_was_taken_away_before_it_was_made_leaves_it(client: Client, take: Step) -> None:
    incident, _other = make.published_incidents([{}, {}])
    take(incident)
    export = made(client)
    changes.number_changes()
    assert gone(client, export) == [(200, "")] * 2


def test_what_was_restored_stays_away(client: Client) -> None:
    incident = make.published_incident()
    export = made(client)
    retract(incident)
    review.restore(make.fresh(incident), by=make.reviewer(), reason="it was right")
    assert gone(client, export) == [(410, "/problems/withheld")] * 2


def test_the_feeds_of_analysts_and_of_the_public_are_asked_each_for_their_own(
    client: Client, analyst_client: Client
) -> None:
    shared, internal = make.published_incident(), make.for_analysts_only()
    public, analysts = made(client), made(analyst_client)
    withdraw(shared)  # which analysts still see
    assert (gone(client, public)[0][0], gone(analyst_client, analysts)[0][0]) == (410, 200)
    again = made(client)
    retract(internal)
    assert (gone(client, again)[0][0], gone(analyst_client, analysts)[0][0]) == (200, 410)


def test_a_file_costs_the_same_however_many_rows_and_changes_there_are(client: Client) -> None:
    def cost(export: Export) -> int:
        with CaptureQueriesContext(connection) as captured:
            content(fetch(client, export))
        return len(captured)

    few = cost(made(client))
    rows = make.published_incidents([{}] * 20)
    changes.number_changes()
    export = made(client, "xlsx")
    for row in rows[:3]:
        correct(row)
    changes.number_changes()
    assert export.parts.count() == 1
    assert cost(export) == few
