"""Removes one guard at a time from a copy of the project and runs the test that must turn red without it.

    .venv/bin/python -m tests.faults.without_guards [WORD ...]

Prints one line a guard; ends with 1 when a test stays green, or when the guard is no longer where it was.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Guard:
    """`old` is replaced by `new` in the file; `test` must fail then."""

    name: str
    file: str
    old: str
    new: str
    test: str


PIPELINE = "incidents/ingest/pipeline.py"
GUARDS = (
    Guard(
        "unique rule: one row per version of a report", "incidents/migrations/0002_models.py",
        "fields=('source', 'external_id', 'version'), name='report_one_row_per_version'",
        "fields=('source', 'external_id', 'version', 'id'), name='report_one_row_per_version'",
        "tests/rules/test_intake.py::test_different_submissions_under_one_id_at_once_are_one_row_each_with_versions_in_a_row",
    ),
    Guard(
        "attempts are counted before the work", PIPELINE, "            report.attempts += 1\n", "",
        "tests/ingest/test_pipeline.py::test_a_report_whose_worker_ended_without_a_word_is_counted_and_quarantined_at_the_third_time",
    ),
    Guard(
        "lease check: a late result is dropped", PIPELINE,
        "filter(mine, pk=lease.report.pk)", "filter(pk=lease.report.pk)",
        "tests/ingest/test_pipeline.py::test_the_late_result_of_a_worker_that_lost_its_lease_is_dropped",
    ),
    Guard(
        "leases by the database's clock", PIPELINE,
        "report.leased_until = Now() + timedelta", "report.leased_until = timezone.now() + timedelta",
        "tests/queue/test_clocks.py::test_a_lease_lasts_as_long_as_it_should",
    ),
    Guard(
        "two workers do not claim one report", PIPELINE,
        '.select_for_update(skip_locked=True, of=("self",))', "",
        "tests/queue/test_claims.py",
    ),
    Guard(
        "sweep: due reports are looked for", PIPELINE, '        "reports": work_due(),\n', "",
        "tests/queue/test_queue.py::test_a_sweep_alone_finds_reports_whose_wake_up_was_lost",
    ),
    Guard(
        "robust on_commit", "incidents/wakeup.py", "queue), robust=True)", "queue))",
        "tests/queue/test_wakeup.py::test_a_wake_up_that_cannot_be_sent_is_no_error_and_stops_no_later_hook",
    ),
    Guard(
        "no request touches the broker", "incidents/wakeup.py",
        "        _waiting.put_nowait((task, row_id, broker_queue))\n",
        "        current_app.send_task(task, args=[row_id], queue=broker_queue)\n",
        "tests/queue/test_queue.py::test_with_redis_frozen_no_request_waits_and_afterwards_nothing_is_lost_or_doubled",
    ),
    Guard(
        "stale messages are thrown away", "incidents/tasks.py", "if self.stale_after and came_in and", "if False and",
        "tests/queue/test_doors.py::TestStaleMessages",
    ),
    Guard(
        "messages outlive a clock that is a day off", "sahel/settings.py",
        "MESSAGE_SECONDS = 2 * 86_400", "MESSAGE_SECONDS = 3_600",
        "tests/queue/test_doors.py::TestTimetable",
    ),
    Guard(
        "beat goes on after a jump back", "sahel/celery.py",
        "if self.maybe_make_aware(last_run_at) > self.now():", "if False:",
        "tests/queue/test_doors.py::TestEvery",
    ),
    Guard(
        "files take turns", "incidents/tasks.py",
        "held(IMPORT_LOCK, *range(settings.IMPORTS_AT_ONCE))", "__import__('contextlib').nullcontext(True)",
        "tests/queue/test_doors.py::TestTurns",
    ),
    Guard(
        "a restarted worker's old pool is ended", "sahel/run.py",
        "        end_group(child)  # a killed worker", "        # a killed worker",
        "tests/local/test_restarts.py::test_what_a_killed_worker_leaves_behind_is_ended_first",
    ),
    Guard(
        "restarts have an end", "sahel/restarts.py", "if len(self._ends) >= MOST:", "if False:",
        "tests/local/test_restarts.py::test_pauses_grow_and_the_sixth_end_within_a_minute_is_the_last",
    ),
    Guard(
        "RabbitMQ: what cannot be read is not rejected", "sahel/messages.py",
        "    message.reject_log_error = lambda *_args, **_kw: None\n", "",
        "tests/faults/test_rabbitmq.py::test_a_message_that_no_worker_knows_ends_no_connection",
    ),
    Guard(
        "RabbitMQ: beat connects anew", "sahel/celery.py", '"retry": True', '"retry": False',
        "tests/faults/test_rabbitmq.py::test_the_broker_killed_again_and_again",
    ),
)  # fmt: skip


def is_red_without(guard: Guard) -> bool:
    """Whether its test fails in a copy of the project without the guard."""
    with tempfile.TemporaryDirectory(prefix="sahel-without-") as made:
        copy = Path(made) / "project"
        shutil.copytree(
            PROJECT, copy, ignore=shutil.ignore_patterns(".venv", ".local", ".git", "__pycache__")
        )
        Path(made).chmod(0o755)
        file = copy / guard.file
        text = file.read_text()
        if text.count(guard.old) != 1:
            raise SystemExit(
                f"{guard.name}: {guard.old!r} is not once in {guard.file}: bring this list up to date"
            )
        file.write_text(text.replace(guard.old, guard.new))
        done = subprocess.run(
            [str(PROJECT / ".venv" / "bin" / "python"), "-m", "pytest", "-q", "-p", "no:cacheprovider", guard.test],
            cwd=copy, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode not in {0, 1}:
            raise SystemExit(
                f"{guard.name}: the test could not run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
            )
        return done.returncode == 1


def main(words: list[str]) -> int:
    green = 0
    for guard in GUARDS:
        if words and not any(word in guard.name for word in words):
            continue
        red = is_red_without(guard)
        green += not red
        print(f"{'red' if red else 'STAYS GREEN':<12} {guard.name:<50} {guard.test}", flush=True)
    return 1 if green else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
