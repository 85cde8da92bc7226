"""The running site of the queue's tests, for faults with many reports; and the sum of all scenarios."""

from typing import Any

from tests.faults.judging import TOTALS
from tests.queue.conftest import desk

__all__ = ["desk"]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if TOTALS.submitted:
        terminalreporter.write_line(
            f"all {TOTALS.scenarios} scenarios: {TOTALS.submitted} submitted, {TOTALS.lost} lost,"
            f" {TOTALS.doubled} doubled, slowest request {TOTALS.slowest:.2f} s"
            f" (bound on the rate: {3 / TOTALS.submitted:.3%})"
        )
