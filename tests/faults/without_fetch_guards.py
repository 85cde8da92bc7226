"""The guards of imports and polls: removes one at a time and runs the scenario that must turn red without it.

.venv/bin/python -m tests.faults.without_fetch_guards [WORD ...]
"""

from __future__ import annotations

import sys

from tests.faults.without_guards import Guard, is_red_without

UPLOADS, TAKING, IMPORTS, POLLING = (
    f"incidents/ingest/{name}.py" for name in ("uploads", "taking", "imports", "polling")
)
# What stands where a turn was taken: everybody has it at once.
NO_TURN = "__import__('contextlib').nullcontext(True)"
FILES, SOURCES = "tests/faults/test_imports.py::", "tests/faults/test_sources.py::"
GUARDS = (
    Guard(
        "attempts of a run are counted before the work", UPLOADS, "        run.attempts += 1\n", "",
        f"{FILES}test_a_file_that_kills_its_worker_is_given_up_and_the_next_one_is_taken_in",
    ),
    Guard(
        "imports of one source take turns", TAKING, "            take_turn(run.source, wait=wait)\n", "            pass\n",
        f"{FILES}test_two_editors_take_the_same_rows_in_at_once",
    ),
    Guard(
        "what became of a run is written with its rows", IMPORTS,
        "    with transaction.atomic():\n        dry_run = state", "    if True:\n        dry_run = state",
        f"{FILES}test_the_process_at_the_file_is_killed_in_every_step",
    ),
    Guard(
        "a page of coded rows is one transaction", TAKING,
        "with Progress(run, expected) as progress, transaction.atomic():", "with Progress(run, expected) as progress:",
        "tests/ingest/polling/test_coded_sources.py::test_a_page_of_coded_rows_is_written_whole_or_not_at_all",
    ),
    Guard(
        "a database that goes away is no fault of the file", IMPORTS,
        "    except (SourceBusy, *DATABASE_GONE):", "    except SourceBusy:",
        f"{FILES}test_the_connection_to_the_database_is_cut",
    ),
    Guard(
        "an upload and its run are one transaction", "incidents/admin/runforms.py", "    @transaction.atomic\n", "",
        "tests/admin/test_import_wizard.py::test_a_file_is_not_kept_without_its_run",
    ),
    Guard(
        "a file is kept whole or not at all", UPLOADS, "@transaction.atomic\ndef keep", "def keep",
        "tests/ingest/test_uploads.py::test_a_file_that_is_refused_is_not_kept",
    ),
    Guard(
        "one worker at a time has a run", UPLOADS, "held(RUN_LOCK, run_id)", NO_TURN,
        "tests/ingest/test_uploads.py::test_one_worker_at_a_time_has_a_run",
    ),
    Guard(
        "one poller at a time has a source", POLLING, "held(SOURCE_LOCKS, source_id)", NO_TURN,
        f"{SOURCES}test_two_beats_and_two_workers_ask_no_source_twice_at_once",
    ),
    Guard(
        "the cursor is saved after the entries", POLLING, "        entries.hear(raw.content)\n",
        "        entries.hear(raw.content)\n"
        "        Source.objects.filter(pk=source.pk).update(cursor={'etag': '\"600\"'})\n",
        f"{SOURCES}test_the_worker_is_killed_again_and_again_while_it_polls",
    ),
    Guard(
        "a poll that was cut off comes round soon", POLLING,
        "CUT_OFF_WAIT = timedelta(seconds=30)", "CUT_OFF_WAIT = timedelta(minutes=5)",
        f"{SOURCES}test_a_poll_that_was_cut_off_is_taken_up_by_itself",
    ),
    Guard(
        "the connection is made anew", POLLING, "        connect_anew()\n", "",
        "tests/ingest/polling/test_two_pollers.py"
        "::test_a_connection_that_is_lost_while_the_host_is_asked_is_made_anew",
    ),
    Guard(
        "a dripping host meets the watchdog", "incidents/fetch/connections.py", "        self._timer.start()\n", "        self._timer.start(); self._timer.cancel()\n",
        f"{SOURCES}test_bad_sources_fail_in_time_with_their_reason_and_keep_no_good_one_waiting",
    ),
)  # fmt: skip


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
