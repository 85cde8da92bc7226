"""The health of the work in Prometheus' text format 0.0.4: numbers, ids and slugs, no word of anybody's.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from incidents.alerts import Alert
from incidents.health import Health

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Labels = Mapping[str, str]
Sample = tuple[Labels, float | None]


def text_of(health: Health, alerts: Iterable[Alert]) -> str:
    """Every metric with its help line; one whose value is unknown has no line."""
    lines: list[str] = []
    for name, meaning, samples in (*_sources(health), *_queue(health), *_workers(health, alerts)):
        lines += [f"# HELP {name} {meaning}", f"# TYPE {name} gauge"]
        lines += [f"{name}{labelled(labels)} {value:.15g}" for labels, value in samples if value is not None]
    return "\n".join(lines) + "\n"


def labelled(labels: Labels) -> str:
    """`{name="value",...}`, or nothing without labels; backslash, quote and line end are escaped."""
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


Metric = tuple[str, str, list[Sample]]


def _sources(health: Health) -> Iterator[Metric]:
    named = [({"id": str(source.pk), "source": source.slug}, source) for source in health.sources]
    yield (
        "sahel_source_last_success_timestamp_seconds",
        "When the source last answered.",
        [(labels, _stamp(source.last_success)) for labels, source in named],
    )
    yield (
        "sahel_source_last_tried_timestamp_seconds",
        "When the source was last asked.",
        [(labels, _stamp(source.last_tried)) for labels, source in named],
    )
    yield (
        "sahel_source_next_due_timestamp_seconds",
        "When the source is to be asked next.",
        [(labels, _stamp(source.next_due)) for labels, source in named],
    )
    yield (
        "sahel_source_age_seconds",
        "Time since the source last answered.",
        [(labels, source.age.total_seconds() if source.age else None) for labels, source in named],
    )
    yield (
        "sahel_source_lag_seconds",
        "How long the source is overdue.",
        [(labels, source.lag.total_seconds()) for labels, source in named],
    )
    yield (
        "sahel_source_last_run_items",
        "Rows or entries of the source's last run.",
        [(labels, source.last_items) for labels, source in named],
    )
    yield (
        "sahel_source_day_items",
        "Rows or entries of the last 24 hours.",
        [(labels, source.day_items) for labels, source in named],
    )
    yield (
        "sahel_source_failures_in_a_row",
        "Failed attempts since the source last answered.",
        [(labels, source.failures) for labels, source in named],
    )
    yield (
        "sahel_source_silent",
        "1 when the source is silent for longer than its habit.",
        [(labels, int(source.silent)) for labels, source in named],
    )


def _queue(health: Health) -> Iterator[Metric]:
    yield (
        "sahel_reports",
        "Reports by what is still to do with them.",
        [({"state": state}, number) for state, number in sorted(health.queue.states.items())],
    )
    waiting = health.queue.waiting
    yield (
        "sahel_oldest_waiting_report_seconds",
        "How long the oldest report that is due has waited; 0 when none is.",
        [({}, waiting.total_seconds() if waiting else 0)],
    )
    yield (
        "sahel_quarantined_rows",
        "Rows of files that were set aside.",
        [({}, health.queue.quarantined_rows)],
    )
    yield (
        "sahel_runs",
        "Files that are being checked or taken in.",
        [
            ({"state": state}, number)
            for state, number in sorted(Counter(run.state for run in health.runs).items())
        ],
    )
    yield (
        "sahel_run_share_percent",
        "How far a file is.",
        [({"run": str(run.pk)}, run.share) for run in health.runs],
    )
    yield (
        "sahel_run_age_seconds",
        "How long a file has been worked on.",
        [({"run": str(run.pk)}, run.age.total_seconds()) for run in health.runs],
    )
    yield (
        "sahel_runs_whose_worker_died",
        "Files whose worker ended in the middle.",
        [({}, sum(run.worker_died for run in health.runs))],
    )
    yield (
        "sahel_unnumbered_changes",
        "Changes that are not in the change feed yet.",
        [({}, health.unnumbered)],
    )
    yield "sahel_unfinished_exports", "Exports that are not made yet.", [({}, health.exports)]
    oldest = health.exports_for
    yield (
        "sahel_oldest_unfinished_export_seconds",
        "How long the oldest of them has waited; 0 when none does.",
        [({}, oldest.total_seconds() if oldest else 0)],
    )
    yield "sahel_open_proposals", "Proposals that wait for a person.", [({}, health.open_proposals)]


def _workers(health: Health, alerts: Iterable[Alert]) -> Iterator[Metric]:
    beats = [({"queue": beat.queue}, beat) for beat in health.beats]
    yield (
        "sahel_heartbeat_timestamp_seconds",
        "When a worker last took a message of the queue.",
        [(labels, _stamp(beat.at)) for labels, beat in beats],
    )
    yield (
        "sahel_heartbeat_late",
        "1 when nobody has served the queue for three beats.",
        [(labels, int(beat.is_late)) for labels, beat in beats],
    )
    counted = Counter(alert.kind for alert in alerts)
    yield (
        "sahel_alerts",
        "Sentences on the health page, by what they are about.",
        [
            ({"kind": kind}, counted[kind])
            for kind in ("worker", "queue", "changes", "source", "run", "quarantine")
        ],
    )


def _stamp(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None
