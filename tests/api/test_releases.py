"""Named releases: files with checksums that stay as they are; a redaction reissues them in the open."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from incidents import changes, parts, releases, review
from incidents.models import Release, ReleasePart
from tests import make
from tests.api.test_bad_input import problem
from tests.api.test_formats import content

pytestmark = pytest.mark.django_db
CSV, GEOJSON = "incidents.csv", "incidents.geojson"


def release(name: str = "2026-11") -> Release:
    changes.number_changes()
    return releases.make(name)


def table(client: Client, name: str) -> dict[str, dict[str, str]]:
    text = content(client.get(f"/api/v1/releases/{name}/{CSV}")).decode()
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text))}


def test_a_release_holds_what_the_public_sees_and_states_its_number_and_checksums(client: Client) -> None:
    incident = make.published_incident()
    for other in (
        make.draft,
        make.in_review,
        make.embargoed,
        make.for_analysts_only,
        make.retracted,
        make.synthetic,
    ):
        other()
    release()
    told = client.get("/api/v1/releases/2026-11/").json()
    assert (told["name"], told["incidents"], told["change_number"], told["replaced_by"]) == (
        "2026-11", 1, changes.latest_number(2), None,
    )  # fmt: skip
    assert list(table(client, "2026-11")) == [str(incident.public_id)]
    for file in told["files"]:
        body = content(client.get(file["url"]))
        assert (len(body), hashlib.sha256(body).hexdigest()) == (file["size"], file["sha256"])
    (listed,) = client.get("/api/v1/releases/").json()["results"]
    assert listed == told


def test_both_files_hold_the_rows_of_the_exports(client: Client) -> None:
    make.published_incidents([{"location_policy": "hidden"}, {}, {"place": "ml-menaka"}])
    release()
    assert content(client.get(f"/api/v1/releases/2026-11/{CSV}")) == content(
        client.get("/api/v1/incidents.csv")
    )
    features = json.loads(content(client.get(f"/api/v1/releases/2026-11/{GEOJSON}")))
    assert features["features"] == json.loads(content(client.get("/api/v1/incidents.geojson")))["features"]
    assert (features["release"], features["type"]) == ("2026-11", "FeatureCollection")


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_files_longer_than_a_block_and_a_part_are_whole(
    client: Client, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(releases._Twin, "BLOCK", 2)
    monkeypatch.setattr(parts, "PART_BYTES", 100)
    if count:
        make.published_incidents([{}] * count)
    made = release()
    assert len(json.loads(content(client.get(f"/api/v1/releases/2026-11/{GEOJSON}")))["features"]) == count
    assert len(list(releases.rows_of(made))) == len(table(client, "2026-11")) == made.incidents == count


def test_a_release_does_not_change_with_edits_and_retractions(client: Client) -> None:
    first, second = make.published_incidents([{}, {}])
    release()
    before = content(client.get(f"/api/v1/releases/2026-11/{CSV}"))
    make.edited(first, verification="confirmed")
    review.retract(make.fresh(second), by=make.reviewer(), reason="an error")
    make.published_incident()
    changes.number_changes()
    assert releases.reissue_due() == []
    assert content(client.get(f"/api/v1/releases/2026-11/{CSV}")) == before


def _redact(incident: Any) -> None:
    review.redact(
        incident, by=make.reviewer(), reason="a witness is in danger", fields=["place", "killed_best"]
    )


def _hide(incident: Any) -> None:
    make.edited(incident, location_policy="hidden", reason="a witness is in danger")


def _withdraw(incident: Any) -> None:
    make.edited(incident, release_to=1, reason="a witness is in danger")


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("protect", [_redact, _hide, _withdraw])
def test_a_redaction_takes_the_files_away_and_reissues_the_rest_unchanged(
    client: Client, protect: Any, numbered: bool
) -> None:
    kept, hurt = make.published_incidents([{"place": "ml-menaka"}, {}])
    release()
    before = table(client, "2026-11")
    make.edited(kept, verification="confirmed")
    protect(hurt)
    if numbered:
        changes.number_changes()
    refusal = client.get(f"/api/v1/releases/2026-11/{CSV}")
    assert problem(refusal, 503)["type"] == "/problems/being-reissued"
    assert refusal["Retry-After"] == "3600"  # the timer that reissues runs hourly
    (again,) = releases.reissue_due()
    assert (str(again), again.reason, again.incidents) == (
        "2026-11-r1",
        "a witness is in danger",
        1 if protect is _withdraw else 2,
    )
    gone = problem(client.get("/api/v1/releases/2026-11/"), 410)
    assert (gone["successor"], gone["reason"]) == ("/api/v1/releases/2026-11-r1/", "a witness is in danger")
    problem(client.get(f"/api/v1/releases/2026-11/{CSV}"), 410)
    after = table(client, "2026-11-r1")
    assert after[str(kept.public_id)] == before[str(kept.public_id)]
    row = after.get(str(hurt.public_id))
    if protect is _withdraw:
        assert row is None
    else:
        assert row is not None
        changed = {name for name, value in before[str(hurt.public_id)].items() if row[name] != value}
        hidden = {"place", "killed_best"} if protect is _redact else set(changes.LOCATION_FIELDS)
        assert changed == hidden
        assert {row[name] for name in hidden} == {""}
    assert ReleasePart.objects.filter(file__release__issue=0).count() == 0
    assert releases.reissue_due() == []
    first, second = client.get("/api/v1/releases/").json()["results"]
    assert {first["name"]: first["replaced_by"], second["name"]: second["replaced_by"]} == {
        "2026-11": "2026-11-r1", "2026-11-r1": None,
    }  # fmt: skip


def test_a_redaction_of_what_came_after_the_release_leaves_it(client: Client) -> None:
    make.published_incident()
    release()
    _redact(make.published_incident())
    assert releases.reissue_due() == []
    assert len(table(client, "2026-11")) == 1


@pytest.mark.parametrize("name", ["2026-11-r1", "November 2026", "../x", "-", "A", "x" * 41])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(CommandError):
        call_command("make_release", name)
    assert not Release.objects.exists()


def test_the_command_makes_a_release_once_and_reissues_when_it_has_to(
    capsys: pytest.CaptureFixture[str],
) -> None:
    incident = make.published_incident()
    call_command("make_release", "2026-11")
    with pytest.raises(CommandError, match="never changed"):
        call_command("make_release", "2026-11")
    with pytest.raises(CommandError, match="give no name"):
        call_command("make_release", "2026-11", reissue=True)
    call_command("make_release", reissue=True)
    assert "no release holds what was redacted" in capsys.readouterr().out
    _redact(incident)
    call_command("make_release", reissue=True)
    assert "2026-11-r1: 1 incidents" in capsys.readouterr().out


def test_a_file_comes_compressed_to_those_who_take_it_so_and_is_kept(client: Client) -> None:
    make.published_incident()
    release()
    address = f"/api/v1/releases/2026-11/{CSV}"
    plain = content(client.get(address))
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert (packed["Content-Encoding"], gzip.decompress(content(packed))) == ("gzip", plain)
    etag = packed["ETag"]
    again = client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": etag})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path", ["2026-12/", "2026-11-r1/", "2026-11/other.csv", "2026-11/%00", "..%2f/", "x" * 500 + "/"]
)
def test_what_there_is_not_is_not_found(client: Client, plain_static_files: None, path: str) -> None:
    release()
    assert client.get(f"/api/v1/releases/{path}").status_code in {400, 404}


def test_the_admin_lists_releases_and_changes_none(client: Client, plain_static_files: None) -> None:
    made = release()
    client.force_login(make.admin())
    assert "2026-11" in client.get("/admin/incidents/release/").content.decode()
    page = client.get(f"/admin/incidents/release/{made.pk}/change/").content.decode()
    assert "sha256" in page
    assert 'name="_save"' not in page
    assert client.get("/admin/incidents/release/add/").status_code == 403


# The timer -----------------------------------------------------------------------------------------------
def names() -> list[str]:
    return sorted(map(str, Release.objects.all()))


@pytest.mark.parametrize(
    ("moment", "released"),
    [
        ("2026-12-01T00:00:00Z", ["2026-12"]),
        ("2026-12-01T23:59:59Z", ["2026-12"]),
        ("2026-12-02T00:00:00Z", []),
        ("2026-11-30T23:59:59Z", []),
    ],
)
def test_the_first_day_of_a_month_makes_its_release_once_however_often_it_is_asked(
    moment: str, released: list[str]
) -> None:
    make.published_incident()
    with time_machine.travel(moment, tick=False):
        made = [str(release) for _hour in range(3) for release in releases.keep_up()]
    assert made == names() == released


def test_a_month_that_somebody_released_by_hand_is_left_alone() -> None:
    make.published_incident()
    release("2026-12")
    with time_machine.travel("2026-12-01T05:00:00Z", tick=False):
        assert releases.keep_up() == []
    assert names() == ["2026-12"]


def test_no_month_is_released_when_the_operator_does_not_want_it_and_reissues_come_all_the_same(
    settings: Any,
) -> None:
    settings.MONTHLY_RELEASES = False
    incident = make.published_incident()
    release("2026-11")
    _redact(incident)
    with time_machine.travel("2026-12-01T05:00:00Z", tick=False):
        assert [str(made) for made in releases.keep_up()] == ["2026-11-r1"]
        assert releases.keep_up() == []


def test_a_site_of_sample_data_releases_no_month() -> None:
    make.synthetic()
    with time_machine.travel("2026-12-01T05:00:00Z", tick=False):
        assert releases.keep_up() == []
