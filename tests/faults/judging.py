"""Reports that are submitted while something breaks, and the judgement about them afterwards."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.local.runs import descendants
from tests.queue.desk import SHORT, Answer, Desk

# Twelve scenarios and more of a thousand each: over ten thousand a run.
NUMBER = int(os.environ.get("FAULTS_REPORTS", "1000"))
CYCLES = 5
# All has to be caught up so many seconds after the last fault (raise it on a machine that does other work, too).
CAUGHT_UP = float(os.environ.get("FAULTS_SECONDS", "60"))
SEED = int(os.environ.get("FAULTS_SEED", "20180930"))


@dataclass
class Totals:
    """Over all scenarios of a run."""

    scenarios: int = 0
    submitted: int = 0
    lost: int = 0
    doubled: int = 0
    slowest: float = 0.0


TOTALS = Totals()


def submitted_during(
    desk: Desk,
    name: str,
    fault: Callable[[], None],
    text: str = SHORT,
    *,
    number: int = NUMBER,
    patience: float = 0,
    lasting: float = 0,
) -> list[Answer]:
    """Submits all reports from another thread, for `lasting` seconds at least, while the fault strikes again and
    again."""
    with ThreadPoolExecutor(1) as submitting:
        answers = submitting.submit(desk.submit_many, name, number, text, patience=patience, lasting=lasting)
        fault()
        return answers.result()


def judge(desk: Desk, name: str, answers: list[Answer], slowest_allowed: float) -> None:
    """Waits for the recovery, prints the line, and asserts that nothing was lost, doubled or left half done."""
    recovered = desk.seconds_until_done(name, CAUGHT_UP + 60)
    lost, doubled, partial = desk.lost(name), desk.doubled(name), desk.without_draft(name)
    slowest = max(answer.seconds for answer in answers)
    refused = sum(answer.refused for answer in answers)
    print(
        f"\n{name}: {len(answers)} submitted, {len(lost)} lost, {len(doubled)} doubled, {len(partial)} half done,"
        f" {refused} refused before they were acknowledged, slowest request {slowest:.2f} s,"
        f" all done {recovered:.1f} s after the last fault (bound on the rate: {3 / len(answers):.2%})"
    )
    TOTALS.scenarios += 1
    TOTALS.submitted += len(answers)
    TOTALS.lost += len(lost)
    TOTALS.doubled += len(doubled)
    TOTALS.slowest = max(TOTALS.slowest, slowest)
    # 200: it had been written before the answer was lost.
    assert {answer.status for answer in answers} <= ({200, 201} if refused else {201})
    assert (lost, doubled, partial, desk.states(name)) == ([], [], [], {"proposed": len(answers)})
    assert slowest < slowest_allowed
    assert recovered <= CAUGHT_UP
    desk.site.raise_if_a_child_ended()


def pool_of(desk: Desk, queue: str) -> list[int]:
    """The processes of a worker's pool."""
    return sorted(pid for pid, _start in descendants(desk.site.children[f"worker-{queue}"].pid))
