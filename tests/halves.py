"""Pytest plugin: how the two halves of `make test` share the files.

By itself xdist gives out the files with the most tests first, and those with few tests that start whole sites last:
then one half waits for the other. Here the slowest come first, and what needs the running site of `tests/queue` stays
in one half, so that one such site is started.
"""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

TOGETHER = "tests/queue/"
# Not two that start sites or measure seconds beside each other.
SLOWEST = (TOGETHER, "tests/ingest/test_bad_input.py", "tests/api/test_past_states.py", "tests/local/test_run.py",
           "tests/rules/test_joining_orders.py", "tests/api/test_fuzz.py", "tests/client/", "tests/ogc/test_readers.py")  # fmt: skip


class Halves(LoadFileScheduling):
    """By file; the files of one running site as if they were one."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER if nodeid.startswith(TOGETHER) else str(super()._split_scope(nodeid))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: rank(item.nodeid))


def rank(nodeid: str) -> int:
    return next((n for n, start in enumerate(SLOWEST) if nodeid.startswith(start)), len(SLOWEST))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return Halves(config, log)
