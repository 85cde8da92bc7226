"""Reports that the client submits, and releases that it loads, at our own server."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sahel_incidents import ChecksumWrong, Client, Problem, Replaced, SahelError, Unreachable, connection

from incidents import changes, releases, review
from incidents.models import ApiToken, Incident, Release, Report
from tests import make
from tests.client.oddserver import OddServer, Told, says

TEXT = "Gunmen killed three people near Ansongo on Sunday."
STRUCTURED = [{"event_type": "battles", "date": {"start": "2018-09-30"}, "place": {"name": "Ansongo"}}]
NAME = "2026-11"


@pytest.fixture
def desk(server: str) -> Iterator[Client]:
    """The client of Aïssa the editor."""
    with Client(server, ApiToken.issue(user=make.editor(), name="laptop")[1]) as desk:
        yield desk


# Reports ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("given", [{"text": TEXT}, {"incidents": STRUCTURED}], ids=["text", "structured"])
def test_submitting_twice_makes_one_report(desk: Client, given: dict[str, Any]) -> None:
    first, second = (desk.submit(published=date(2018, 10, 2), **given) for _ in range(2))
    report = Report.objects.get()
    assert first == {"id": report.pk, "state": "pending", "outcome": "new", "version": 1}
    assert second == {**first, "outcome": "unchanged"} == desk.report(report.pk)
    assert not Incident.objects.unpublished_too().exists()


def test_everything_that_is_given_arrives(desk: Client) -> None:
    make.source("Sahel FM")
    given = {"title": "Attack", "url": "https://example.org/a", "language": "en", "external_id": "a-1"}
    desk.submit(published=datetime(2018, 10, 2, 8, tzinfo=UTC), text=TEXT, source="Sahel FM", **given)
    report = Report.objects.get()
    assert {name: getattr(report, name) for name in given} == given
    assert (report.text, report.published_at, report.source.name, report.submitted_by) == (
        TEXT, datetime(2018, 10, 2, 8, tzinfo=UTC), "Sahel FM", make.editor(),
    )  # fmt: skip


def test_what_is_wrong_with_a_report_is_named(desk: Client) -> None:
    with pytest.raises(Problem) as raised:
        desk.submit(published="yesterday", text=TEXT, language="ar")
    assert raised.value.status == 400
    assert sorted(error["parameter"] for error in raised.value.errors) == ["language", "published"]


def test_without_a_token_nothing_is_taken(client: Client) -> None:
    with pytest.raises(Problem) as raised:
        client.submit(published="2018-10-02", text=TEXT)
    assert (raised.value.status, Report.objects.count()) == (401, 0)


# Releases --------------------------------------------------------------------------------------------------
def release() -> Release:
    changes.number_changes()
    return releases.make(NAME)


def test_a_release_is_loaded_with_its_checksums(client: Client, tmp_path: Path) -> None:
    make.published_incidents([{}] * 3)
    release()
    told = client.release(NAME)
    assert client.releases() == [told]
    paths = client.download_release(NAME, tmp_path / "new" / "folder")
    assert [path.name for path in paths] == [f"{NAME}-{file['name']}" for file in told["files"]]
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths] == [
        file["sha256"] for file in told["files"]
    ]
    assert sorted(path.name for path in paths[0].parent.iterdir()) == sorted(path.name for path in paths)


def test_a_release_that_was_reissued_names_its_successor(client: Client, tmp_path: Path) -> None:
    incident = make.published_incident()
    release()
    review.redact(incident, by=make.reviewer(), reason="a witness is in danger", fields=["place"])
    changes.number_changes()
    releases.reissue_due()
    for ask in (client.release, lambda name: client.download_release(name, tmp_path)):
        with pytest.raises(Replaced) as raised:
            ask(NAME)
        assert (raised.value.status, raised.value.successor, raised.value.reason) == (
            410, f"{NAME}-r1", "a witness is in danger",
        )  # fmt: skip
    assert list(tmp_path.iterdir()) == []
    assert len(client.download_release(raised.value.successor, tmp_path)) == 2


def test_files_that_are_being_reissued_are_told(client: Client, server: str, tmp_path: Path) -> None:
    incident = make.published_incident()
    release()
    review.redact(incident, by=make.reviewer(), reason="a witness is in danger", fields=["place"])
    changes.number_changes()
    with Client(server, retries=0) as hasty, pytest.raises(Problem) as raised:
        hasty.download_release(NAME, tmp_path)
    assert (raised.value.status, raised.value.type) == (503, "/problems/being-reissued")
    assert list(tmp_path.iterdir()) == []


CONTENT = b"id,place\n" + b"1,Ansongo\n" * 20_000


def described(content: bytes = CONTENT, name: str = "incidents.csv", **wrong: Any) -> Told:
    file = {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest(), **wrong}
    return says({"name": NAME, "files": [file]})


def half(handler: Any) -> None:
    handler.give(200, CONTENT[:100_000], promised=len(CONTENT))
    handler.close_connection = True


def half_packed(handler: Any) -> None:
    """The whole of a packed stream that was cut before it was packed."""
    handler.give(200, gzip.compress(CONTENT[:100_000]), Content_Encoding="gzip")


def whole(handler: Any) -> None:
    handler.give(200, CONTENT)


def packed(handler: Any) -> None:
    handler.give(200, gzip.compress(CONTENT), Content_Encoding="gzip")


@pytest.fixture
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "FIRST_PAUSE", 0.02)


@pytest.mark.usefixtures("short_pauses")
@pytest.mark.parametrize("then", [[whole], [packed], [half, whole], [half, half_packed, packed]])
def test_a_download_that_was_cut_begins_anew(odd: OddServer, tmp_path: Path, then: list[Told]) -> None:
    odd.answers = [described(), *then]
    with Client(odd.url) as client:
        (path,) = client.download_release(NAME, tmp_path)
    assert (path.name, path.read_bytes()) == (f"{NAME}-incidents.csv", CONTENT)
    assert len(odd.asked) == 1 + len(then)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("short_pauses")
def test_a_download_that_stays_cut_leaves_nothing_behind(odd: OddServer, tmp_path: Path) -> None:
    odd.answers = [described(), half]
    with Client(odd.url, retries=2) as client, pytest.raises(Unreachable):
        client.download_release(NAME, tmp_path)
    assert (len(odd.asked), list(tmp_path.iterdir())) == (4, [])


def test_a_file_that_is_there_is_not_loaded_again_and_a_wrong_one_is(odd: OddServer, tmp_path: Path) -> None:
    odd.answers = [described(), whole, described(), described(), whole]
    with Client(odd.url) as client:
        (path,) = client.download_release(NAME, tmp_path)
        client.download_release(NAME, tmp_path)
        assert len(odd.asked) == 3
        path.write_bytes(CONTENT[:-1])
        client.download_release(NAME, tmp_path)
    assert (len(odd.asked), path.read_bytes()) == (5, CONTENT)


@pytest.mark.parametrize("wrong", [{"sha256": "0" * 64}, {"size": len(CONTENT) - 1}])
def test_a_file_with_other_bytes_is_refused_and_not_kept(
    odd: OddServer, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    odd.answers = [described(**wrong), whole]
    with Client(odd.url) as client, pytest.raises(ChecksumWrong):
        client.download_release(NAME, tmp_path)
    assert (len(odd.asked), list(tmp_path.iterdir())) == (2, [])


@pytest.mark.parametrize("name", ["../secrets", "a/b", "..", "", ".bashrc", "a\x00b"])
def test_a_name_never_leaves_the_folder(odd: OddServer, tmp_path: Path, name: str) -> None:
    odd.answers = [described(name=name), whole]
    with Client(odd.url) as client, pytest.raises(SahelError, match="is no name"):
        client.download_release(NAME, tmp_path)
    with Client(odd.url) as client, pytest.raises(SahelError, match="is no name"):
        client.release(name)
    assert (len(odd.asked), list(tmp_path.iterdir())) == (1, [])
