"""The import order of the house, asserted from the code's imports wherever in a file they stand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "incidents"

# The layer of each module or package below `incidents`; the first part of the name that is listed counts.
LAYERS: dict[str, str] = {
    "codes": "words", "spelling": "words", "plain": "words", "earth": "words", "rates": "words",
    "likeness": "words", "likenesswords": "words", "reference": "words", "commonwords": "words", "geonames": "words",
    "querysets": "facts", "waiting": "facts", "models": "facts",
    "flat": "rules", "changes": "rules", "review": "rules", "location": "rules", "record": "rules",
    "intake": "rules", "copyrows": "rules", "removal": "rules", "wakeup": "rules", "curated": "rules", "fetch": "rules",
    "heartbeats": "rules", "turns": "rules", "claims": "rules", "kept": "rules", "bulk": "rules", "limits": "rules", "parts": "rules",
    "sides": "rules", "outlines": "rules", "blocking": "rules", "duplicates": "rules", "addition": "rules", "attachments": "rules",
    "joining": "rules", "closing": "rules", "images": "rules",
    "regionguess": "rules", "bulkplaces": "rules", "pcodes": "rules", "calibration": "rules", "learning": "rules",
    "ingest": "write", "sample": "write",
    "analysis": "think",
    "columns": "read", "features": "read", "picture": "read", "past": "read", "releases": "read", "exports": "read",
    "api": "read", "feeds": "read", "ogc": "read", "map": "read", "views": "read", "dossier": "read",
    "recent": "read", "compare": "read", "health": "read", "alerts": "read", "exposition": "read",
    "tasks": "doors", "admin": "doors", "management": "doors", "templatetags": "doors", "urls": "doors", "apps": "doors",
}  # fmt: skip
MAY_IMPORT: dict[str, set[str]] = {
    "words": {"words"},
    "facts": {"words", "facts"},
    "rules": {"words", "facts", "rules"},
    "write": {"words", "facts", "rules", "write"},
    "think": {"words", "facts", "rules", "think"},
    "read": {"words", "facts", "rules", "think", "read"},
    "doors": {"words", "facts", "rules", "write", "think", "read", "doors"},
}
# Extraction and parsers are pure: what they need is handed to them.
PURE = (
    "ingest.extract",
    "ingest.sources",
    "ingest.formats",
    "ingest.layouts",
    "ingest.drafts",
    "ingest.gazetteer",
    "ingest.eventmodel",
)
# The rooms of extraction: each may use those before it. `reading` and the package itself use them all.
ROOMS = ("text", "when", "people", "where", "what", "tolls", "who", "incident", "decisions")
FORBIDDEN_NAMES = {
    "utils",
    "helpers",
    "common",
    "services",
    "manager",
    "managers",
    "misc",
    "base",
    "core",
    "shared",
}
LONG_FILES: dict[str, str] = {
    "ingest/extract/who/roles.py": "one order of belief about who did it, to be read from top to bottom",
    "changes.py": "how the past is kept and how the feed is numbered, which must agree line by line",
    "codes.py": "closed vocabularies, one table after another",
    "record.py": "one value with its reading and its writing, which have to change together",
    "review.py": "every way into and out of the public record, to be read in one place",
}
Import = tuple[str, str | None, int]


def module_name(file: Path) -> str:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def modules() -> dict[str, Path]:
    """Our modules by their name below `incidents`; migrations are history, not architecture."""
    files = (file for file in PACKAGE.rglob("*.py") if "migrations" not in file.parts)
    return {module_name(file): file for file in files}


@cache
def imports_of(name: str) -> tuple[Import, ...]:
    """(module, imported name, line) of every import of a file, also inside functions and type checks."""
    file = modules()[name]
    package = name.split(".") if file.name == "__init__.py" else name.split(".")[:-1]
    found: list[Import] = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, None, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            source = node.module or ""
            if node.level:
                above = package[: len(package) - node.level + 1]
                source = ".".join(["incidents", *above, *([source] if source else [])])
            found += [(source, alias.name, node.lineno) for alias in node.names]
    return tuple(found)


def ours(name: str, *, at_import_only: bool = False) -> Iterator[tuple[str, int]]:
    """(module of ours, line) that a module imports."""
    for source, attribute, line in imports_of(name):
        if source != "incidents" and not source.startswith("incidents."):
            continue
        if at_import_only and line not in _top_level_lines(name):
            continue
        below = source.removeprefix("incidents").lstrip(".")
        longer = f"{below}.{attribute}".lstrip(".")
        yield (longer if longer in modules() else below), line


@cache
def _top_level_lines(name: str) -> frozenset[int]:
    tree = ast.parse(modules()[name].read_text(encoding="utf-8"))
    return frozenset(node.lineno for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom)))


def layer_of(name: str) -> str | None:
    return LAYERS.get(name.split(".", maxsplit=1)[0]) if name else None


ALL = sorted(name for name in modules() if name)


def test_a_module_has_a_layer() -> None:
    """A new one is added to LAYERS, where the design puts it."""
    assert [name for name in ALL if layer_of(name) is None] == []


def test_a_module_imports_only_what_lies_below_it() -> None:
    wrong = {
        f"{name}, line {line}: {other}"
        for name in ALL
        for other, line in ours(name)
        if other and layer_of(other) not in MAY_IMPORT[layer_of(name) or "doors"]
    }
    assert wrong == set()


@pytest.mark.parametrize("name", ["querysets", "waiting"])
def test_querysets_come_before_models(name: str) -> None:
    assert [f"line {line}: {other}" for other, line in ours(name) if layer_of(other) != "words"] == []


def test_a_room_of_extraction_uses_only_rooms_before_it() -> None:
    inside = "ingest.extract."
    rooms = {name: name.removeprefix(inside).split(".")[0] for name in ALL if name.startswith(inside)}
    beside = {room for room in rooms.values() if room not in ROOMS}
    wrong = {
        f"{name}, line {line}: {other}"
        for name, room in rooms.items()
        for other, line in ours(name)
        if room in ROOMS and other in rooms
        if rooms[other] not in ROOMS or ROOMS.index(rooms[other]) > ROOMS.index(room)
    }
    assert (beside, wrong) == ({"reading"}, set())


def test_extraction_and_parsers_touch_no_database() -> None:
    pure = [name for name in ALL if name.startswith(PURE)]
    touched = {(name, other) for name in pure for other, _line in ours(name) if layer_of(other) == "facts"}
    outside = {
        (name, source)
        for name in pure
        for source, _name, _line in imports_of(name)
        if source.startswith(("django.db", "psycopg"))
    }
    assert (len(pure) > 20, touched | outside) == (True, set())


def test_nothing_that_reads_a_report_is_imported_by_a_reader() -> None:
    readers = [name for name in ALL if layer_of(name) in {"read", "think"}]
    wrong = {(name, other) for name in readers for other, _line in ours(name) if other.startswith("ingest.")}
    assert (len(readers) > 20, wrong) == (True, set())


def test_no_module_listens_to_signals() -> None:
    """A signal hides who calls whom, and bulk writes send none."""
    signals = ("django.dispatch", "django.db.models.signals")
    assert [(name, s) for name in ALL for s, _n, _l in imports_of(name) if s.startswith(signals)] == []


def test_a_name_says_what_a_module_holds() -> None:
    assert [name for name in ALL if not FORBIDDEN_NAMES.isdisjoint(name.split("."))] == []


def test_no_star_import() -> None:
    assert [
        (name, line) for name in ALL for _source, imported, line in imports_of(name) if imported == "*"
    ] == []


def test_no_circle_of_imports() -> None:
    graph = {
        name: {other for other, _line in ours(name, at_import_only=True) if other != name} for name in ALL
    }
    # A package's own __init__ may gather its parts.
    graph = {name: {o for o in others if not name.startswith(f"{o}.")} for name, others in graph.items()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path[path.index(name) :], name])
        if name in done:
            return
        for other in sorted(graph.get(name, ())):
            visit(other, (*path, name))
        done.add(name)

    for name in ALL:
        visit(name, ())


def test_a_file_stays_readable() -> None:
    """One of more than 400 lines is split, or has its reason in LONG_FILES."""
    lines = {
        str(f.relative_to(PACKAGE)): f.read_text(encoding="utf-8").count("\n") for f in modules().values()
    }
    assert {name: n for name, n in lines.items() if n > 400 and name not in LONG_FILES} == {}


@pytest.mark.parametrize("file", sorted(LONG_FILES))
def test_a_reason_for_a_long_file_is_still_needed(file: str) -> None:
    assert (PACKAGE / file).read_text(encoding="utf-8").count("\n") > 400


@pytest.mark.parametrize(
    ("forbidden", "but_in"),
    [
        (".extra(", set()),
        ("mark_safe", {"admin"}),
        ("fields = '__all__'", set()),
        ('"__all__"', set()),
        ("**request.GET", set()),
        ("**request.query_params", set()),
        (".delay(", set()),
        ("apply_async", set()),
        ("urlopen", {"fetch"}),
        ("requests.get", {"fetch"}),
        ("eval(", set()),
        ("exec(", set()),
        ("pickle.", set()),
        ("import pickle", set()),
        ("allow_pickle=True", set()),
        ("print(", set()),
    ],
)
def test_a_dangerous_word_stands_in_its_one_place_only(forbidden: str, but_in: set[str]) -> None:
    found = {
        name
        for name, file in modules().items()
        if forbidden in file.read_text(encoding="utf-8") and name.split(".")[0] not in but_in
    }
    assert {name for name in found if not _only_as_part_of_a_word(name, forbidden)} == set()


def _only_as_part_of_a_word(name: str, forbidden: str) -> bool:
    """`_eval(` or `re.compile_exec(` are other words."""
    text = modules()[name].read_text(encoding="utf-8")
    places = [index for index in range(len(text)) if text.startswith(forbidden, index)]
    return all(
        index and (text[index - 1].isalnum() or text[index - 1] in "_.") and forbidden[0].isalpha()
        for index in places
    )
