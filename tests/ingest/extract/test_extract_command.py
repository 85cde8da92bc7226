"""The command: one report, a batch, and input that cannot be read."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from incidents.management.commands import extract as command

NOTE = "On 30 September, 22 civilians were killed by gunmen at Amalaou-laou near Ansongo."


@pytest.fixture(autouse=True)
def _names_from_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    # These tests must not reach a database.
    monkeypatch.setattr(command, "_database_tables", lambda: None)


def run(*arguments: str) -> tuple[str, str]:
    output, errors = io.StringIO(), io.StringIO()
    call_command("extract", *arguments, stdout=output, stderr=errors)
    return output.getvalue(), errors.getvalue()


def written(folder: Path, content: bytes) -> str:
    path = folder / "note.txt"
    path.write_bytes(content)
    return str(path)


def killed(note: dict[str, Any]) -> int:
    return note["incidents"][0]["casualties"]["killed"]["best"]


def test_a_file_is_read_and_the_tables_are_named(tmp_path: Path) -> None:
    output, errors = run(written(tmp_path, NOTE.encode()), "--published", "2018-10-02")
    assert killed(json.loads(output)) == 22
    assert errors == "names from: reference\n"


def test_output_keeps_accents(tmp_path: Path) -> None:
    output, _ = run(written(tmp_path, b"Gunmen killed five people in Menaka."), "--published", "2018-10-02")
    assert '"Ménaka"' in output


def test_standard_input_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NOTE.encode())))
    output, _ = run("-", "--published", "2018-10-02")
    assert killed(json.loads(output)) == 22


@pytest.mark.parametrize("content", [NOTE.encode() + b"\x00", b"\xef\xbb\xbf" + NOTE.encode()])
def test_nul_bytes_and_a_byte_order_mark_are_tolerated(content: bytes, tmp_path: Path) -> None:
    output, _ = run(written(tmp_path, content), "--published", "2018-10-02")
    assert killed(json.loads(output)) == 22


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"\xff\xfe\x00killed", "is not UTF-8"),
        (b"x" * 1_000_001, "the limit is 1,000,000"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(content: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=message):
        run(written(tmp_path, content), "--published", "2018-10-02")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot read"):
        run(str(tmp_path / "absent.txt"), "--published", "2018-10-02")


def test_the_day_of_publication_is_required(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--published"):
        run(written(tmp_path, NOTE.encode()))


def test_a_bad_day_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="not a date"):
        run(written(tmp_path, NOTE.encode()), "--published", "2 October")


def test_a_batch_answers_every_line_with_its_id(tmp_path: Path) -> None:
    lines = [json.dumps({"id": number, "published": "2018-10-02", "text": NOTE}) for number in (7, "b")]
    output, _ = run("--batch", written(tmp_path, "\n".join(lines).encode()))
    results = [json.loads(line) for line in output.splitlines()]
    assert [(result["id"], killed(result)) for result in results] == [(7, 22), ("b", 22)]


def test_a_bad_line_of_a_batch_is_told_and_the_rest_goes_on(tmp_path: Path, capsys: Any) -> None:
    lines = [
        "not json",
        json.dumps({"id": 2, "text": NOTE}),
        json.dumps({"id": 3, "published": "2 October", "text": NOTE}),
        json.dumps({"id": 4, "published": "2018-10-02", "text": None}),
        json.dumps({"id": 5, "published": "2018-10-02", "language": "de", "text": NOTE}),
        "[1]",
        json.dumps({"id": 6, "published": "2018-10-02", "text": NOTE}),
    ]
    output, errors = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as exit_status:
        call_command(
            "extract", "--batch", written(tmp_path, "\n".join(lines).encode()), stdout=output, stderr=errors
        )
    results = [json.loads(line) for line in output.getvalue().splitlines()]
    assert exit_status.value.code == 1
    assert [(result["id"], result.get("line"), "error" in result) for result in results] == [
        (None, 1, True),
        (2, 2, True),
        (3, 3, True),
        (4, 4, True),
        (5, 5, True),
        (None, 6, True),
        (6, None, False),
    ]
