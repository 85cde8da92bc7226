"""What is wrong with the work, as sentences that say what to do. Empty when nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.codes import ReportState
from incidents.health import Health, SourceHealth

QUEUE_LATE = timedelta(minutes=5)
NUMBERS_LATE = timedelta(minutes=2)


@dataclass(frozen=True)
class Alert:
    """`kind` is a word for machines: worker, queue, changes, source, run, quarantine."""

    kind: str
    text: str


def alerts(health: Health) -> list[Alert]:
    """What stops everything first, then single sources and files, then what waits for a person."""
    return [
        *(Alert("worker", text) for text in _workers(health)),
        *(Alert("queue", text) for text in _queue(health)),
        *(Alert("changes", text) for text in _changes(health)),
        *(Alert("source", text) for source in health.sources for text in _source(source, health)),
        *(Alert("run", text) for text in _runs(health)),
        *(Alert("quarantine", text) for text in _quarantine(health)),
    ]


def _span(health: Health, since: datetime) -> str:
    return timesince(since, health.now, depth=1)


def _workers(health: Health) -> Iterator[str]:
    late = [beat for beat in health.beats if beat.is_late]
    if late and len(late) == len(health.beats):
        yield _(
            "No worker answers on any queue. Start the workers and beat again, or look at why the broker"
            " (BROKER_URL) does not answer: reports are kept and will be read afterwards."
        )
        return
    for beat in late:
        if beat.at is None:
            yield _("Nobody has ever served the queue %(queue)s. Start worker-%(queue)s.") % {
                "queue": beat.queue
            }
        else:
            yield _(
                "Nobody has served the queue %(queue)s for %(span)s. Start worker-%(queue)s again; its log says"
                " why it ended or what keeps it busy."
            ) % {"queue": beat.queue, "span": _span(health, beat.at)}


def _queue(health: Health) -> Iterator[str]:
    waiting = health.queue.waiting
    if waiting is not None and waiting > QUEUE_LATE:
        number = health.queue.states[ReportState.PENDING]
        yield ngettext(
            "%(number)s report waits to be read, for %(span)s by now. Start another worker-extract if this goes on.",
            "%(number)s reports wait to be read, the oldest for %(span)s. Start another worker-extract if this goes on.",
            number,
        ) % {"number": number, "span": _span(health, health.now - waiting)}


def _changes(health: Health) -> Iterator[str]:
    late = health.unnumbered_for
    if late is not None and late > NUMBERS_LATE:
        yield _(
            "Published changes have not reached the change feed for %(span)s: the sweep does not run."
            " Start beat and worker-extract again."
        ) % {"span": _span(health, health.now - late)}


def _source(source: SourceHealth, health: Health) -> Iterator[str]:
    known = {"name": source.name, "number": source.failures, "error": _short(source.last_error)}
    if source.is_failing:
        yield (
            _(
                "%(name)s could not be read %(number)s times in a row: %(error)s Check its address and its access on"
                " its page, or switch it off."
            )
            % known
        )
    elif source.reader and _is_late(health, "fetch"):
        return  # nobody asks the sources: that is said once, above
    elif source.silent:
        since = source.last_news if source.habit is not None else source.last_success
        yield _(
            "%(name)s has brought nothing new for %(span)s, longer than it usually does. Open its address in a"
            " browser: has it moved, or does it only say less?"
        ) % {**known, "span": _span(health, since or health.now)}
    elif source.is_overdue and source.next_due is not None:
        yield _("%(name)s should have been read %(span)s ago: worker-fetch is too busy. Start another one.") % {
            **known, "span": _span(health, source.next_due),
        }  # fmt: skip


def _is_late(health: Health, queue: str) -> bool:
    return any(beat.queue == queue and beat.is_late for beat in health.beats)


def _short(error: str) -> str:
    """The first line of an error, as a sentence."""
    line = (error.strip().splitlines() or [_("no reason was kept")])[0][:160].rstrip()
    return line if line.endswith((".", "!", "?", "…")) else line + "."


def _runs(health: Health) -> Iterator[str]:
    for run in health.runs:
        known = {"file": run.file_name or run.source, "attempts": run.attempts, "share": run.share}
        if run.attempts > 1:
            yield (
                _(
                    "The worker that took in %(file)s ended in the middle; it was begun %(attempts)s times and is at"
                    " %(share)s %%. If this goes on, look into the log of worker-fetch."
                )
                % known
            )
        elif run.worker_died:
            yield (
                _(
                    "The command that took in %(file)s seems to have ended in the middle. Take the file in again:"
                    " what is there already is left alone."
                )
                % known
            )


def _quarantine(health: Health) -> Iterator[str]:
    number = health.queue.states[ReportState.QUARANTINED]
    if number:
        yield (
            ngettext(
                "%s report could not be read and was set aside. Its page says why: try it again or dismiss it.",
                "%s reports could not be read and were set aside. Their pages say why: try them again or dismiss them.",
                number,
            )
            % number
        )
