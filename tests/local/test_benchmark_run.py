"""`make bench` keeps to a cluster of its own, and installs what the product does not name otherwise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.run import MOST, environment_of, wanted_size
from sahel.local import PROJECT, CannotStart, PrivateServices


@pytest.mark.parametrize(("text", "size"), [(None, 1_000_000), ("1000", 1_000), ("10000000", 10_000_000)])
def test_the_size_is_a_million_or_what_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, text: str | None, size: int
) -> None:
    monkeypatch.delenv("BENCH", raising=False)
    if text is not None:
        monkeypatch.setenv("BENCH", text)
    assert wanted_size() == size


@pytest.mark.parametrize(
    "text", ["", "0", "999", "-1000", "1e6", "1 000 000", "a million", "²", str(MOST + 1), "9" * 40]
)
def test_a_size_that_makes_no_sense_is_refused_with_what_was_asked(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("BENCH", text)
    with pytest.raises(CannotStart, match=re.escape(f"BENCH={text!r}")):
        wanted_size()


@pytest.mark.parametrize(
    ("name", "foreign"),
    [
        ("DATABASE_URL", "postgresql://me@elsewhere/mine"),
        ("BROKER_URL", "redis://elsewhere/0"),
        ("COLUMNS_DIR", "/mine/columns"),
        ("STATIC_ROOT", "/mine/static"),
        ("DJANGO_SETTINGS_MODULE", "mine.settings"),
        ("SECRET_KEY", "mine"),
    ],
)
def test_what_the_caller_works_on_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, foreign: str
) -> None:
    monkeypatch.setenv(name, foreign)
    environment = environment_of(PrivateServices(tmp_path), tmp_path, "bench_1000")
    assert environment[name] != foreign


def test_each_size_has_a_database_of_its_own(tmp_path: Path) -> None:
    services = PrivateServices(tmp_path)
    address = environment_of(services, tmp_path, "bench_1000")["DATABASE_URL"]
    assert address == services.database_url.replace("/sahel?", "/bench_1000?")


def names_and_versions(file: str) -> dict[str, str]:
    lines = re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*?\])?==([^\s;\\]+)", (PROJECT / file).read_text(), re.M)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in lines}


def test_every_package_to_compare_with_is_pinned() -> None:
    lines = (PROJECT / "benchmarks/requirements.txt").read_text().splitlines()
    unpinned = [line for line in lines if line and not line.startswith("#") and "==" not in line]
    assert unpinned == []


def test_no_package_of_the_product_is_replaced_by_another_version_of_it() -> None:
    both = (
        names_and_versions("requirements.txt").keys()
        & names_and_versions("benchmarks/requirements.txt").keys()
    )
    assert both == set()


def test_psycopg_3_is_not_beside_django() -> None:
    drivers = [
        name for name in names_and_versions("benchmarks/requirements.txt") if name.startswith("psycopg")
    ]
    assert drivers == []
