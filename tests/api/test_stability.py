"""v1 keeps what it promises (docs/versioning.md): the build fails on what would break a client, never on an addition."""

from __future__ import annotations

import os
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.api.stable import write
from tests.api.stable.answers import broken_answers, taken
from tests.api.stable.breaks import broken
from tests.api.stable.snapshot import ANSWERS, CONTRACT, present_contract, read, written

Json = dict[str, Any]
AN_ADDITION = "; an addition is no break: python -m tests.api.stable.write takes it in"
LIST, ONE, REPORTS = "GET /api/v1/incidents/", "GET /api/v1/incidents/{public_id}/", "POST /api/v1/reports/"
TIMELINE, DRAFTS, CHANGES = "GET /api/v1/timeline/", "POST /api/v1/drafts/", "GET /api/v1/changes/"


def test_the_document_keeps_what_was_promised() -> None:
    assert broken(read(CONTRACT), present_contract()) == [], "v1 promised this" + AN_ADDITION


@pytest.mark.django_db
def test_what_is_answered_keeps_what_was_promised(client: Client) -> None:
    now = taken(client)
    if file := os.environ.get("STABLE_ANSWERS"):  # the command that writes the files asks for it
        Path(file).write_text(written(now))
        return
    assert broken_answers(read(ANSWERS), now) == [], "v1 promised this" + AN_ADDITION


# Breaks --------------------------------------------------------------------------------------------------
def row(contract: Json) -> Json:
    found: Json = contract["schemas"]["FlatRow"]
    return found


def drop(*path: str) -> Callable[[Json], None]:
    def change(contract: Json) -> None:
        for name in path[:-1]:
            contract = contract[name]
        if isinstance(contract, list):
            contract.remove(path[-1])
        else:
            del contract[path[-1]]

    return change


def put(*path: str, value: Any) -> Callable[[Json], None]:
    def change(contract: Json) -> None:
        for name in path[:-1]:
            contract = contract[name]
        contract[path[-1]] = value

    return change


def add(*path: str, value: str) -> Callable[[Json], None]:
    def change(contract: Json) -> None:
        for name in path:
            contract = contract[name]
        contract.append(value)  # type: ignore[attr-defined]

    return change


OF_LIST = ("operations", LIST)
SINCE = (*OF_LIST, "parameters", "query since")
LIMIT = (*OF_LIST, "parameters", "query limit")
TITLE = ("schemas", "ReportSubmissionRequest", "properties", "title")
BUCKET = ("schemas", "Bucket")
REPORT = ("schemas", "ReportSubmissionRequest")
BUCKETS = f"{TIMELINE} 200.buckets[]"

BREAKS = [
    ("an operation goes", drop("operations", TIMELINE), [f"{TIMELINE}: the operation is gone"]),
    ("a parameter goes", drop(*SINCE), [f"{LIST}: the parameter query since is gone"]),
    ("a parameter becomes required", put(*SINCE, "required", value=True),
     [f"{LIST}: the parameter query since is required now"]),
    ("a new parameter is required",
     put(*OF_LIST, "parameters", "query key", value={"required": True, "schema": {"type": ["string"]}}),
     [f"{LIST}: there is a new required parameter query key"]),
    ("a parameter takes less", put(*LIMIT, "schema", "maximum", value=500), [f"{LIST} query limit: maximum is 500 now"]),
    ("a parameter begins later", put(*LIMIT, "schema", "minimum", value=10), [f"{LIST} query limit: minimum is 10 now"]),
    ("a parameter has another type", put(*LIMIT, "schema", "type", value=["string"]),
     [f"{LIST} query limit: does not take integer any more"]),
    ("a parameter has another format", put(*SINCE, "schema", "items", "format", value="date-time"),
     [f"{LIST} query since[]: has to be date-time"]),
    ("a parameter loses a code", drop(*OF_LIST, "parameters", "query sort", "schema", "items", "enum", "oldest"),
     [f"{LIST} query sort[]: does not take oldest any more"]),
    ("a free text gets a pattern", put(*TITLE, "pattern", value="^[a-z]*$"),
     [f"{REPORTS} body.title: has to match ^[a-z]*$"]),
    ("a text may be shorter only", put(*TITLE, "maxLength", value=100), [f"{REPORTS} body.title: maxLength is 100 now"]),
    ("a field of a body goes", drop(*REPORT, "properties", "language"), [f"{REPORTS} body.language: is gone"]),
    ("a field of a body becomes required", add(*REPORT, "required", value="text"),
     [f"{REPORTS} body.text: is required now"]),
    ("a media type is not taken", drop("operations", REPORTS, "body", "application/json"),
     [f"{REPORTS}: does not take application/json any more"]),
    ("a body is needed", put(*OF_LIST, "body", value={"application/json": {}}), [f"{LIST}: needs a body now"]),
    ("a status goes", drop("operations", REPORTS, "answers", "201"), [f"{REPORTS}: does not answer 201 any more"]),
    ("a media type goes", drop("operations", TIMELINE, "answers", "200", "application/json"),
     [f"{TIMELINE} 200: is not application/json any more"]),
    ("a header goes", drop(*OF_LIST, "headers", "200", "Change-Number"), [f"{LIST} 200: the header Change-Number is gone"]),
    ("a member of an answer goes", drop(*BUCKET, "properties", "killed"), [f"{BUCKETS}.killed: is gone"]),
    ("a member may be missing", drop(*BUCKET, "required", "killed"), [f"{BUCKETS}.killed: may be missing now"]),
    ("a member has another type", put(*BUCKET, "properties", "killed", "type", value=["string"]),
     [f"{BUCKETS}.killed: its type is string, not integer"]),
    ("a member may be null", put(*BUCKET, "properties", "killed", "type", value=["integer", "null"]),
     [f"{BUCKETS}.killed: its type is integer/null, not integer"]),
    ("a member has another format", put(*BUCKET, "properties", "start", "format", value="date-time"),
     [f"{BUCKETS}.start: its format is date-time, not date"]),
    ("a code goes", drop("schemas", "GranularityEnum", "enum", "week"),
     [f"{TIMELINE} 200.granularity: week is no value any more"]),
    ("everybody could read", put("operations", TIMELINE, "anybody", value=False), [f"{TIMELINE}: needs an account now"]),
    ("a token needs more", put("operations", TIMELINE, "scopes", value=["edit"]),
     [f"{TIMELINE}: needs the scopes ['edit'], not ['read']"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"), [entry[1:] for entry in BREAKS], ids=[entry[0] for entry in BREAKS]
)
def test_a_break_is_found_and_told(change: Callable[[Json], None], told: list[str]) -> None:
    old = read(CONTRACT)
    new = deepcopy(old)
    change(new)
    assert broken(old, new) == told


def test_one_of_two_shapes_that_loses_a_member_is_found_behind_its_reference() -> None:
    old = read(CONTRACT)
    new = deepcopy(old)
    del new["schemas"]["ListedIncident"]["properties"]["killed_best"]
    told = broken(old, new)
    assert f"{LIST} 200.results[].killed_best: is gone" in told
    assert all(line.endswith("killed_best: is gone") for line in told)


# Additions -----------------------------------------------------------------------------------------------
ADDITIONS = [
    ("an operation", put("operations", "GET /api/v1/exports/", value={})),
    ("a parameter", put(*OF_LIST, "parameters", "query new", value={"required": False, "schema": {}})),
    ("a parameter takes more", put(*LIMIT, "schema", "maximum", value=5_000)),
    ("a parameter takes null too", put(*LIMIT, "schema", "type", value=["integer", "null"])),
    ("a parameter is free of its format", drop(*SINCE, "schema", "items", "format")),
    ("a parameter has one code more", add(*OF_LIST, "parameters", "query sort", "schema", "items", "enum", value="random")),
    ("a field of a body", put(*REPORT, "properties", "new", value={"type": ["string"]})),
    ("a field of a body may be left out", drop(*REPORT, "required", "published")),
    ("a member of an answer", put(*BUCKET, "properties", "new", value={"type": ["string"]})),
    ("a member that is always there", add(*BUCKET, "required", value="new")),
    ("a code of an answer", add("schemas", "GranularityEnum", "enum", value="decade")),
    ("a status", put("operations", TIMELINE, "answers", "451", value={})),
    ("a format of an answer", put("operations", TIMELINE, "answers", "200", "text/csv", value={})),
    ("a header", add(*OF_LIST, "headers", "200", value="New")),
    ("no account is needed", put("operations", REPORTS, "anybody", value=True)),
]  # fmt: skip


@pytest.mark.parametrize("change", [entry[1] for entry in ADDITIONS], ids=[entry[0] for entry in ADDITIONS])
def test_an_addition_breaks_nothing(change: Callable[[Json], None]) -> None:
    old = read(CONTRACT)
    new = deepcopy(old)
    change(new)
    assert new != old
    assert broken(old, new) == []


def test_another_name_of_a_schema_is_no_break() -> None:
    old = read(CONTRACT)
    new = deepcopy(old)
    new["schemas"]["Span of time"] = new["schemas"].pop("Bucket")
    new["schemas"]["TimelineAnswer"]["properties"]["buckets"]["items"] = {"ref": "Span of time"}
    assert broken(old, new) == []


# Answers -------------------------------------------------------------------------------------------------
def of_columns(change: Callable[[list[str]], Any]) -> Callable[[Json], None]:
    return lambda answers: change(answers["columns"]["csv"])


ANSWERED = [
    ("a column goes", of_columns(lambda names: names.pop()), ["csv: column 38 is nothing, not licence; new columns come last"]),
    ("two columns change places", of_columns(lambda names: names.insert(0, names.pop(1))),
     ["csv: column 1 is date_start, not id; new columns come last"]),
    ("a column comes in between", of_columns(lambda names: names.insert(1, "new")),
     ["csv: column 2 is new, not date_start; new columns come last"]),
    ("a member goes", drop("types", "list", "next"), ["list.next: is gone"]),
    ("a number becomes a text", put("types", "changes", "current", value="string"), ["changes.current: is string, not integer"]),
    ("a list becomes one", put("types", "problem", "errors", value={}), ["problem.errors: is an object, not a list"]),
    ("an answer goes", drop("types", "map"), ["map: is missing, not an object"]),
    ("a column at the end", of_columns(lambda names: names.append("new")), []),
    ("a member is added", put("types", "list", "new", value="string"), []),
    ("what was not known is known", put("types", "list", "next", value="string"), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"), [entry[1:] for entry in ANSWERED], ids=[entry[0] for entry in ANSWERED]
)
def test_of_answers_a_break_is_told_and_an_addition_is_not(
    change: Callable[[Json], None], told: list[str]
) -> None:
    old = read(ANSWERS)
    new = deepcopy(old)
    change(new)
    assert new != old
    assert broken_answers(old, new) == told


# The command ---------------------------------------------------------------------------------------------
@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of the files in a folder of the test, of a time when lists had one parameter more."""
    from tests.api.stable import snapshot

    before = read(CONTRACT)
    before["operations"][LIST]["parameters"]["query colour"] = {"required": False, "schema": {}}
    for name, content in (("CONTRACT", before), ("ANSWERS", read(ANSWERS))):
        file = tmp_path / f"{name}.json"
        file.write_text(written(content))
        monkeypatch.setattr(snapshot, name, file)
    monkeypatch.setattr(write, "_present_answers", lambda: read(ANSWERS))
    return tmp_path / "CONTRACT.json"


def test_the_command_refuses_a_break_and_tells_it(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files.read_text()
    assert write.main([]) == 1
    assert f"{LIST}: the parameter query colour is gone" in capsys.readouterr().out
    assert files.read_text() == before


def test_the_command_writes_a_break_for_a_new_version(files: Path) -> None:
    assert write.main(["--new-version"]) == 0
    assert "query colour" not in files.read_text()


def test_the_command_takes_an_addition_in(files: Path) -> None:
    before = read(files)
    del before["operations"][LIST]["parameters"]["query colour"]
    del before["operations"][TIMELINE]
    files.write_text(written(before))
    assert write.main([]) == 0
    assert TIMELINE in read(files)["operations"]
