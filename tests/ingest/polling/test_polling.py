"""A source is polled: what comes in is written once, what fails is said, and a worker may die at any moment."""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from incidents.codes import ReportState, RunState
from incidents.ingest import pipeline
from incidents.ingest.polling import DIED, poll, poll_due, wait_after
from incidents.models import IngestItem, IngestRun, Proposal, Report, Source
from tests.ingest.polling.desk import Died, dying_at, feed_source, fresh, kept, outcomes, polled
from tests.ingest.sources.feeds import item, rss
from tests.ingest.sources.server import Page, Request, Site

pytestmark = pytest.mark.django_db
THREE = (item("g-1", text="One died."), item("g-2", text="Two died."), item("g-3", text="Three died."))


# What comes in ------------------------------------------------------------------------------------------------
def test_each_entry_becomes_a_report_that_waits_for_the_worker(site: Site) -> None:
    site.answers("/feed", Page(rss(*THREE)))
    source = feed_source(site)
    run = polled(source)
    assert run is not None
    assert (run.state, run.format, run.file_name, run.new) == (RunState.FINISHED, "rss", "", 3)
    assert {(line, outcome) for line, outcome in run.items.values_list("line", "outcome")} == {
        (1, "new"), (2, "new"), (3, "new"),
    }  # fmt: skip
    assert set(Report.objects.values_list("state", "source")) == {(ReportState.PENDING, source.pk)}


def test_a_report_of_a_feed_is_read_like_any_other(site: Site) -> None:
    site.answers(
        "/feed", Page(rss(item(text="On 30 September 2018, gunmen killed three civilians in Ansongo.")))
    )
    polled(feed_source(site))
    report = Report.objects.get()
    assert (pipeline.work(report.pk), Proposal.objects.get().values["place"]) == (
        ReportState.PROPOSED,
        "ml-ansongo",
    )


def test_the_same_feed_again_changes_nothing(site: Site) -> None:
    site.answers("/feed", Page(rss(*THREE)))
    source = feed_source(site)
    polled(source)
    before = kept()
    run = polled(source)
    assert run is not None
    assert (run.new, run.changed, run.unchanged, kept()) == (0, 0, 3, before)


def test_another_order_changes_nothing(site: Site) -> None:
    source = feed_source(site)
    for order in (THREE, THREE[::-1], (THREE[1], THREE[0], THREE[2])):
        site.answers("/feed", Page(rss(*order)))
        polled(source)
    assert [version for _id, version, _text in kept()] == [1, 1, 1]


def test_an_edited_entry_is_a_new_version(site: Site) -> None:
    source = feed_source(site)
    for text in ("Three died.", "Five died."):
        site.answers("/feed", Page(rss(item(text=text))))
        run = polled(source)
    assert (kept(), outcomes(run)) == (
        [("g-1", 1, "Three died."), ("g-1", 2, "Five died.")],
        [("g-1", "changed", "")],
    )


def test_a_guid_that_is_used_again_for_another_story_is_a_new_version_and_loses_neither(site: Site) -> None:
    source = feed_source(site)
    site.answers(
        "/feed", Page(rss(item("g-1", title="Attack", text="Three died.", link="https://n.example.org/1")))
    )
    polled(source)
    site.answers(
        "/feed", Page(rss(item("g-1", title="Flood", text="A river rose.", link="https://n.example.org/2")))
    )
    polled(source)
    assert kept() == [("g-1", 1, "Three died."), ("g-1", 2, "A river rose.")]


def test_a_guid_that_is_new_at_each_poll_brings_the_story_once(site: Site) -> None:
    source = feed_source(site)
    for guid in ("g-1", "g-2", "g-3"):
        site.answers("/feed", Page(rss(item(guid, text="Three died."))))
        run = polled(source)
    assert (kept(), outcomes(run)) == (
        [("g-1", 1, "Three died.")],
        [("g-3", "unchanged", "the same text is kept under the id g-1")],
    )


def test_one_story_in_two_feeds_is_kept_twice_and_read_once(site: Site) -> None:
    site.answers("/feed", Page(rss(item("g-1"))))
    site.answers("/other", Page(rss(item("other-1"))))
    first, second = feed_source(site), feed_source(site, "Other news", "/other")
    polled(first)
    run = polled(second)
    mine, others = Report.objects.get(source=first), Report.objects.get(source=second)
    reason = f"the same page came in from News (report {mine.pk})"
    assert (mine.state, others.state, others.state_reason) == (
        ReportState.PENDING,
        ReportState.PARKED,
        reason,
    )
    assert outcomes(run) == [("other-1", "new", reason)]


def test_an_empty_feed_after_a_full_one_deletes_nothing(site: Site) -> None:
    source = feed_source(site)
    for page in (rss(*THREE), rss()):
        site.answers("/feed", Page(page))
        run = polled(source)
    assert (run, len(kept()), fresh(source).failures_in_a_row) == (None, 3, 0)


def test_an_entry_that_is_none_is_set_aside_and_the_others_come_in(site: Site) -> None:
    site.answers(
        "/feed", Page(rss(item("g-1"), item(None, link=None, title="Lost"), item("g-3", text="Other.")))
    )
    run = polled(feed_source(site))
    reason = "has neither a guid nor a link: it could not be told from others"
    assert run is not None
    assert (Counter(outcomes(run)), run.quarantined) == (
        Counter([("g-1", "new", ""), ("", "quarantined", reason), ("g-3", "new", "")]), 1,
    )  # fmt: skip
    assert IngestItem.objects.get(outcome="quarantined").payload == {"text": "Lost"}


def test_a_report_that_an_editor_dismissed_stays_dismissed(site: Site) -> None:
    source = feed_source(site)
    site.answers("/feed", Page(rss(item(text="Three died."))))
    polled(source)
    Report.objects.update(state=ReportState.DISMISSED)
    site.answers("/feed", Page(rss(item(text="Five died."))))
    polled(source)
    assert (
        list(Report.objects.order_by("version").values_list("state", flat=True))
        == [ReportState.DISMISSED] * 2
    )


def test_signs_that_cannot_be_stored_are_replaced(site: Site) -> None:
    site.answers("/feed", Page(rss(item(title="a &#x202e; b \U0001f4a5", text="Ménaka\u0301 x"))))
    run = polled(feed_source(site))
    assert outcomes(run) == [("g-1", "new", "")]


# How far it has read ------------------------------------------------------------------------------------------
def test_what_was_read_is_not_asked_for_again(site: Site) -> None:
    def answer(request: Request) -> Page:
        known = request.headers.get("if-none-match") == '"1"'
        return Page(status=304, kind=None) if known else Page(rss(*THREE), headers={"ETag": '"1"'})

    site.answers("/feed", answer)
    source = feed_source(site)
    polled(source)
    assert (polled(source), fresh(source).cursor["etag"], IngestRun.objects.count()) == (None, '"1"', 1)


def test_a_304_for_ever_is_a_source_in_good_health(site: Site) -> None:
    site.answers("/feed", Page(status=304, kind=None))
    source = feed_source(site, cursor={"etag": '"1"'})
    for _poll in range(3):
        polled(source)
    found = fresh(source)
    assert (found.failures_in_a_row, found.last_error, found.last_success is not None) == (0, "", True)


@pytest.mark.slow
def test_a_worker_may_die_at_any_write_and_nothing_is_lost_or_doubled(site: Site) -> None:
    """At each write in turn: the worker dies there, another polls again."""
    site.answers("/feed", Page(rss(*THREE), headers={"ETag": '"1"'}))
    source = feed_source(site)
    with dying_at(0) as writes, transaction.atomic():
        poll(source.pk)
        whole = kept()
        transaction.set_rollback(True)
    assert len(writes) >= 9
    for number in range(1, len(writes) + 1):
        with transaction.atomic():
            with dying_at(number) as made, pytest.raises(Died):
                poll(source.pk)
            assert (made[-1], len(made)) == ("dead", number)
            IngestRun.objects.filter(state=RunState.RUNNING).update(started_at=timezone.now())
            run = poll(source.pk)
            assert (kept(), fresh(source).cursor.get("etag")) == (whole, '"1"'), writes[number - 1]
            # Whether it had got as far as asking or not: afterwards every run has ended.
            assert not IngestRun.objects.filter(state=RunState.RUNNING).exists()
            assert run is None or run.state == RunState.FINISHED
            transaction.set_rollback(True)


def test_how_far_was_read_is_kept_after_the_last_entry(site: Site) -> None:
    """A worker that dies in the middle leaves no mark that would hide the rest."""
    site.answers("/feed", Page(rss(*THREE), headers={"ETag": '"1"'}))
    source = feed_source(site)
    with dying_at(8), pytest.raises(Died):
        poll(source.pk)
    assert (0 < len(kept()) < 3, fresh(source).cursor) == (True, {})


# Failures -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("page", "reason", "hours"),
    [
        (Page(status=500), "feeds.example.org answered 500 (Internal Server Error)", 0.05),
        (Page(status=429, headers={"Retry-After": "7200"}), "feeds.example.org answered 429 (Too Many Requests)", 1.99),
        (Page(status=410), "feeds.example.org says that this address is gone for good (410)", 19),
        (Page(b"<html>Sign in</html>", kind="text/html"),
         "feeds.example.org answered with text/html, not with application/atom+xml or application/rdf+xml or "
         "application/rss+xml or application/xml or text/xml", 19),
        (Page(b"<html>Sign in</html>"), "the feed is a web page, not a feed: perhaps a login page, or the feed has moved",
         0.05),
        (Page(rss(item("g-1")).replace(b"died", b"&died")[:-30].replace(b"killed", b"& killed")),
         "the feed is not well-formed XML: line 1: not well-formed (invalid token)", 0.05),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_a_failure_is_kept_with_its_reason_and_the_source_is_left_alone_for_a_while(
    page: Page, reason: str, hours: float, site: Site
) -> None:
    site.answers("/feed", page)
    source = feed_source(site)
    run = polled(source)
    found = fresh(source)
    assert run is not None
    assert (run.state, run.last_error, found.last_error, found.failures_in_a_row, found.last_success) == (
        RunState.FAILED, reason, reason, 1, None,
    )  # fmt: skip
    assert found.next_due is not None
    assert found.next_due - timezone.now() > timedelta(hours=hours)


def test_each_failure_makes_the_wait_longer_and_a_success_ends_it(site: Site) -> None:
    source = feed_source(site)
    site.answers("/feed", Page(status=500))
    waits = []
    for _poll in range(4):
        polled(source)
        waits.append((fresh(source).next_due or timezone.now()) - timezone.now())
    assert fresh(source).failures_in_a_row == 4
    assert [later > earlier for earlier, later in pairwise(waits)] == [True] * 3
    site.answers("/feed", Page(rss(*THREE)))
    polled(source)
    found = fresh(source)
    assert (found.failures_in_a_row, found.last_error) == (0, "")
    assert timedelta(minutes=9) < (found.next_due or timezone.now()) - timezone.now() <= timedelta(minutes=10)


@pytest.mark.parametrize(
    ("failures", "minutes", "fields", "wait"),
    [
        (1, 10, {}, timedelta(minutes=5)),
        (2, 10, {}, timedelta(minutes=10)),
        (3, 10, {}, timedelta(minutes=20)),
        (1, 1, {}, timedelta(minutes=1)),
        (1, None, {}, timedelta(minutes=5)),
        (20, 10, {}, timedelta(hours=6)),
        (10**9, 10, {}, timedelta(hours=6)),
        (1, 10, {"luck": 0.0}, timedelta(minutes=4)),
        (1, 10, {"luck": 1.0}, timedelta(minutes=6)),
        (1, 10, {"retry_after": 3600}, timedelta(hours=1)),
        (1, 10, {"retry_after": 1}, timedelta(minutes=5)),
        (1, 10, {"refused": True}, timedelta(days=1)),
    ],
)
def test_the_wait_doubles_is_spread_and_is_never_shorter_than_the_host_asks(
    failures: int, minutes: int | None, fields: dict[str, Any], wait: timedelta
) -> None:
    assert wait_after(failures, minutes, **fields) == wait


def test_settings_that_are_wrong_are_said(site: Site) -> None:
    source = feed_source(site, settings={"interval": 5})
    run = polled(source)
    assert run is not None
    assert (run.last_error, site.requests) == ("settings: 'interval' is not a setting (known: hosts)", [])


def test_an_address_that_is_not_allowed_is_refused_and_said(site: Site) -> None:
    source = feed_source(site)
    Source.objects.filter(pk=source.pk).update(url="http://169.254.169.254/latest/")
    run = polled(source)
    assert run is not None
    assert run.last_error == "169.254.169.254 leads to 169.254.169.254, which is link-local"


def test_a_redirect_leads_only_to_hosts_that_an_admin_named(site: Site) -> None:
    site.redirects("/feed", site.url("/there", "elsewhere.example.org"))
    site.answers("/there", Page(rss(item())))
    source = feed_source(site)
    run = polled(source)
    assert run is not None
    assert run.last_error == "elsewhere.example.org is not among the hosts that this source may ask"
    Source.objects.filter(pk=source.pk).update(settings={"hosts": ["elsewhere.example.org"]})
    assert outcomes(polled(source)) == [("g-1", "new", "")]


# Who polls ----------------------------------------------------------------------------------------------------
def test_the_attempt_and_the_next_one_are_written_down_before_anything_is_asked(site: Site) -> None:
    """A poll that ends its worker does not come round at once, later each time, and is told as a failure by the
    next one."""
    site.answers("/feed", Page(rss(*THREE)))
    source = feed_source(site)
    with dying_at(4), pytest.raises(Died):
        poll(source.pk)
    found = fresh(source)
    assert (found.last_tried is not None, poll_due(1)) == (True, 0)
    assert 20 < seconds_left(source) <= 30
    with dying_at(6), pytest.raises(Died):
        poll(source.pk)
    assert 50 < seconds_left(source) <= 60
    site.answers("/feed", Page(status=500))
    polled(source)
    assert (fresh(source).failures_in_a_row, IngestRun.objects.order_by("pk")[0].last_error) == (3, DIED)


def seconds_left(source: Source) -> float:
    due = fresh(source).next_due
    assert due is not None
    return (due - timezone.now()).total_seconds()


def test_a_database_that_goes_away_is_no_fault_of_the_source(site: Site) -> None:
    """The poll begins anew soon; what it had written stays, what it had not comes in."""
    site.answers("/feed", Page(rss(*THREE)))
    source = feed_source(site)
    with dying_at(7, OperationalError("the server closed the connection")):
        run = polled(source)
    assert run is not None
    found = fresh(source)
    assert (run.state, found.failures_in_a_row) == (RunState.FAILED, 0)
    assert run.last_error == found.last_error == "OperationalError: the server closed the connection"
    assert 20 < seconds_left(source) <= 30
    assert 0 < len(kept(source)) < 3
    polled(source)
    assert [(identity, version) for identity, version, _text in kept(source)] == [
        ("g-1", 1), ("g-2", 1), ("g-3", 1),
    ]  # fmt: skip
    assert fresh(source).last_error == ""


@pytest.mark.parametrize(
    ("fields", "polls"),
    [
        ({}, 1),
        ({"active": False}, 0),
        ({"reader": ""}, 0),
        ({"next_due": timezone.now() + timedelta(hours=1)}, 0),
        ({"next_due": timezone.now() - timedelta(hours=1)}, 1),
    ],
)
def test_only_what_is_due_is_polled(fields: dict[str, Any], polls: int, site: Site) -> None:
    site.answers("/feed", Page(rss(*THREE)))
    source = feed_source(site)
    Source.objects.filter(pk=source.pk).update(**fields)
    assert (poll_due(5), len(site.requests)) == (polls, polls)


def test_the_longest_waiting_is_polled_first_and_one_failure_stops_no_other(site: Site) -> None:
    site.answers("/b", Page(rss(item("b"))))
    now = timezone.now()
    for name, hours in (("a", 3), ("b", 2), ("c", 1)):
        feed_source(site, name, f"/{name}", next_due=now - timedelta(hours=hours))
    feed_source(site, "d", "/d")
    assert (poll_due(20), site.paths()) == (4, ["/d", "/a", "/b", "/c"])
    assert Source.objects.filter(failures_in_a_row=1).count() == 3


def test_polling_stops_when_its_time_is_up(site: Site) -> None:
    def slow(request: Request) -> Page:
        time.sleep(0.6)
        return Page(rss())

    for name in ("a", "b", "c"):
        site.answers(f"/{name}", slow)
        feed_source(site, name, f"/{name}")
    assert poll_due(0.5) == 1
