"""Prints what extraction reads in a report: `manage.py extract note.txt --published 2018-10-02`."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from incidents.ingest.extract import LANGUAGES, extract
from incidents.ingest.extract.decisions.learnt import shipped
from incidents.ingest.gazetteer import Tables

LARGEST_BYTES = 1_000_000


class BadLineError(Exception):
    """A line of a batch that cannot be read; its message is for the reader of the output."""


class Command(BaseCommand):
    help = "Drafts incidents from a report's text and prints them as JSON. Nothing is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="a text file, or - for standard input")
        parser.add_argument("--published", type=_day, help="the day the report was published, YYYY-MM-DD")
        parser.add_argument("--language", choices=LANGUAGES, help="guessed from the text when not given")
        parser.add_argument("--batch", type=Path, help="a JSONL file of id, published, language and text")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["batch"]:
            self._batch(_read(options["batch"], limit=None))
            return
        if options["published"] is None:
            raise CommandError("--published YYYY-MM-DD is required: dates are resolved against it")
        text = _read(options["file"], limit=LARGEST_BYTES)
        note = extract(
            text,
            published=options["published"],
            tables=self._tables(),
            language=options["language"],
            learnt=shipped(),
        )
        self.stdout.write(json.dumps(note.as_json(), ensure_ascii=False, indent=1))

    def _tables(self) -> Tables:
        tables = _database_tables() or Tables.from_reference()
        self.stderr.write(f"names from: {tables.origin}")
        return tables

    def _batch(self, content: str) -> None:
        tables, failed = self._tables(), 0
        for number, line in enumerate(content.split("\n"), 1):
            if not line.strip():
                continue
            result = _line_result(line, number, tables)
            failed += "error" in result
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        if failed:
            self.stderr.write(f"{failed} lines could not be read")
            sys.exit(1)


def _line_result(line: str, number: int, tables: Tables) -> dict[str, Any]:
    """The draft of one line, or what is wrong with the line."""
    record: dict[str, Any] = {}
    try:
        record = _record(line)
        published, language = _published(record), record.get("language")
        if language not in (None, *LANGUAGES):
            raise BadLineError(f"language is {language!r}, not one of {', '.join(LANGUAGES)}")
        note = extract(
            record["text"], published=published, tables=tables, language=language, learnt=shipped()
        )
    except BadLineError as problem:
        return {"id": record.get("id"), "line": number, "error": str(problem)}
    return {"id": record.get("id"), **note.as_json()}


def _record(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as problem:
        raise BadLineError(f"not JSON: {problem}") from problem
    if not isinstance(record, dict):
        raise BadLineError("not a JSON object")
    return record


def _published(record: dict[str, Any]) -> date:
    if not isinstance(record.get("published"), str):
        raise BadLineError("published is missing")
    if not isinstance(record.get("text"), str):
        raise BadLineError("text is missing")
    try:
        return date.fromisoformat(record["published"])
    except ValueError as problem:
        raise BadLineError(f"published is {record['published']!r}, not YYYY-MM-DD") from problem


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as problem:
        raise CommandError(f"--published is {value!r}, not a date YYYY-MM-DD") from problem


def _read(source: str | Path, limit: int | None) -> str:
    """The text of a file or of standard input; NUL bytes stay, they shift no offset."""
    name = "standard input" if str(source) == "-" else str(source)
    try:
        content = sys.stdin.buffer.read() if str(source) == "-" else Path(source).read_bytes()
    except OSError as problem:
        raise CommandError(f"cannot read {name}: {problem.strerror}") from problem
    if limit and len(content) > limit:
        raise CommandError(f"{name} holds {len(content):,} bytes; the limit is {limit:,}")
    if not content.strip():
        raise CommandError(f"{name} is empty")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise CommandError(f"{name} is not UTF-8 (byte {problem.start})") from problem


def _database_tables() -> Tables | None:
    """The deployment's own names; None where the pipeline or its database is not there."""
    try:
        names = import_module("incidents.ingest.knownnames")
    except ModuleNotFoundError:
        return None
    from_database: Callable[[], Tables | None] = names.tables_from_database
    return from_database()
