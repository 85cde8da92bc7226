"""Several workers at once, each with a connection of its own: one source has one poller, one story one place."""

from __future__ import annotations

import threading
import time
import zlib
from collections import Counter

import pytest
from django.db import connection, transaction

from incidents.codes import ReportState
from incidents.ingest.entries import TEXT_LOCKS
from incidents.ingest.polling import SOURCE_LOCKS, poll
from incidents.intake import content_hash
from incidents.models import IngestRun, Report, Source
from tests.ingest.polling.desk import feed_source, kept
from tests.ingest.sources.feeds import item, rss
from tests.ingest.sources.server import Page, Request, Site

THREE = (item("g-1", text="One died."), item("g-2", text="Two died."), item("g-3", text="Three died."))


@pytest.mark.usefixtures("real_commits")
def test_of_two_pollers_of_one_source_one_polls(site: Site) -> None:
    def slow(request: Request) -> Page:
        time.sleep(0.7)
        return Page(rss(*THREE))

    site.answers("/feed", slow)
    source = feed_source(site)
    runs: list[IngestRun | None] = []

    def worker() -> None:
        try:
            runs.append(poll(source.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _worker in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(site.requests), sorted(run is None for run in runs)) == (1, [False, True, True])
    assert [version for _id, version, _text in kept()] == [1, 1, 1]


@pytest.mark.usefixtures("real_commits")
def test_two_feeds_with_one_story_at_the_same_moment_bring_it_to_the_desk_once(site: Site) -> None:
    site.answers("/feed", Page(rss(*THREE)))
    site.answers("/other", Page(rss(*THREE)))
    sources = [feed_source(site), feed_source(site, "Other news", "/other")]

    def worker(source: Source) -> None:
        try:
            poll(source.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=worker, args=[source]) for source in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(Report.objects.values_list("state", flat=True)) == {
        ReportState.PENDING: 3,
        ReportState.PARKED: 3,
    }


@pytest.mark.usefixtures("real_commits")
def test_a_poller_that_is_gone_holds_nobody_up(site: Site) -> None:
    site.answers("/feed", Page(rss(*THREE)))
    source = feed_source(site)

    def dies() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [SOURCE_LOCKS, source.pk])
        held.append(True)
        connection.close()  # and never unlocks

    held: list[bool] = []
    thread = threading.Thread(target=dies)
    thread.start()
    thread.join()
    until = time.monotonic() + 10  # the server may notice a little later
    run = poll(source.pk)
    while run is None and time.monotonic() < until:
        time.sleep(0.1)
        run = poll(source.pk)
    assert (held, run is not None) == ([True], True)


@pytest.mark.usefixtures("real_commits")
def test_a_text_that_another_feed_is_just_writing_is_waited_for(site: Site) -> None:
    site.answers("/feed", Page(rss(item("g-1", text="One died."))))
    source = feed_source(site)
    digest = content_hash("Attack near Ansongo", "One died.", {"link": "news.example.org/1"})

    def worker() -> None:
        try:
            poll(source.pk)
        finally:
            connection.close()

    thread = threading.Thread(target=worker)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)", [TEXT_LOCKS, zlib.crc32(digest.encode()) - 2**31]
            )
        thread.start()
        time.sleep(2)
        meanwhile = kept()
    thread.join()
    assert (meanwhile, kept()) == ([], [("g-1", 1, "One died.")])


@pytest.mark.usefixtures("real_commits")
def test_a_connection_that_is_lost_while_the_host_is_asked_is_made_anew(site: Site) -> None:
    """Between two transactions nothing but the poll itself notices; the failure is kept, and is not the source's."""

    def cuts(request: Request) -> Page:
        with connection.cursor() as cursor:  # of the server's own thread
            cursor.execute(
                """SELECT pg_terminate_backend(pid) FROM pg_locks
                    WHERE locktype = 'advisory' AND classid = %s AND pid <> pg_backend_pid()""",
                [SOURCE_LOCKS],
            )
            assert cursor.fetchall() == [(True,)]
        connection.close()
        return Page(rss())  # nothing to write but how far was read

    site.answers("/feed", cuts)
    source = feed_source(site)
    run = poll(source.pk)
    assert run is not None
    source.refresh_from_db()
    assert (run.state, source.failures_in_a_row, kept(source)) == ("failed", 0, [])
    site.answers("/feed", Page(rss(*THREE)))
    poll(source.pk)
    assert [(identity, version) for identity, version, _text in kept(source)] == [
        ("g-1", 1), ("g-2", 1), ("g-3", 1),
    ]  # fmt: skip
