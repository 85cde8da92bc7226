"""Feeds as a source: what is asked, what an entry is filed under, and how far was read."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from incidents.ingest.sources import CannotPoll, Note, Parsed, RawReport, Unreadable
from incidents.ingest.sources.rss import canonical, fetch, id_of, parse
from tests.ingest.sources.feeds import NOW, asked, item, rss
from tests.ingest.sources.server import Page, Request, Site


def polled(site: Site, **fields: Any) -> tuple[list[Parsed], list[Any]]:
    """What came in, and the cursors that were given."""
    raws: list[RawReport] = list(fetch(asked(site.url(), **fields)))
    return [entry for raw in raws for entry in parse(raw)], [
        raw.cursor for raw in raws if raw.cursor is not None
    ]


def test_an_entry_becomes_a_note(site: Site) -> None:
    site.answers("/feed", Page(rss(item(more="<georss:point>15.66 0.5</georss:point>"))))
    (note,), _cursors = polled(site)
    assert isinstance(note, Note)
    assert (note.external_id, note.title, note.text, note.url, note.language, note.published_at.isoformat(), note.payload) == (
        "g-1", "Attack near Ansongo", "Gunmen killed three people.", "https://news.example.org/1", "en",
        "2018-09-30T10:00:00+00:00", {"link": "news.example.org/1", "point": [0.5, 15.66]},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (item(guid=None, link=None), Unreadable("", "has neither a guid nor a link: it could not be told from others",
                                                "Attack near Ansongo")),
        (item(title=None, text=None), Unreadable("g-1", "has neither a title nor a text")),
        (item(guid=None, title=None, text=None, link=None, date=None),
         Unreadable("", "has neither a guid nor a link: it could not be told from others")),
        (item(title="<script>x</script>", text="<style>y</style>"), Unreadable("g-1", "has neither a title nor a text")),
    ],
)  # fmt: skip
def test_an_entry_that_is_none_is_set_aside_and_the_others_come_in(
    entry: str, found: Unreadable, site: Site
) -> None:
    site.answers("/feed", Page(rss(entry, item("g-9"))))
    entries, _cursors = polled(site)
    assert [found, "g-9"] == [
        next(e for e in entries if isinstance(e, Unreadable)),
        next(e.external_id for e in entries if isinstance(e, Note)),
    ]


@pytest.mark.parametrize(
    "date", ["99 Foo 25:61", None, "Sun, 30 Sep 1918 10:00:00 GMT", "Sun, 30 Sep 2085 10:00:00 GMT"]
)
def test_without_a_date_that_can_be_one_the_time_of_receipt_stands_and_says_so(
    date: str | None, site: Site
) -> None:
    site.answers("/feed", Page(rss(item(date=date))))
    (note,), _cursors = polled(site)
    assert isinstance(note, Note)
    assert (note.published_at, note.payload) == (NOW, {
        "link": "news.example.org/1",
        "published": "the time of receipt: the feed gives no date that can be one",
        "date_as_given": date or "",
    })  # fmt: skip


def test_a_point_that_is_none_is_said_and_not_taken(site: Site) -> None:
    site.answers("/feed", Page(rss(item(more="<georss:point>13,5 2,1</georss:point>"))))
    (note,), _cursors = polled(site)
    assert isinstance(note, Note)
    assert note.payload == {
        "link": "news.example.org/1",
        "point_refused": "'13,5 2,1' is not a latitude and a longitude with decimal points",
    }


@pytest.mark.parametrize(("language", "kept"), [("fr-FR", "fr"), ("EN", "en"), ("ar", ""), ("", "")])
def test_a_language_that_is_read_here_is_kept(language: str, kept: str, site: Site) -> None:
    site.answers("/feed", Page(rss(item(), language=language)))
    (note,), _cursors = polled(site)
    assert isinstance(note, Note)
    assert note.language == kept


# Ids ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("link", "same"),
    [
        ("https://news.example.org/a/1", "news.example.org/a/1"),
        ("http://www.news.example.org/a/1/", "news.example.org/a/1"),
        ("https://m.news.example.org/a/1#comments", "news.example.org/a/1"),
        ("https://amp.news.example.org:443/a/1", "news.example.org/a/1"),
        ("https://news.example.org/a/1?utm_source=x&utm_medium=y&fbclid=z", "news.example.org/a/1"),
        ("https://news.example.org/a?id=1&utm_source=x", "news.example.org/a?id=1"),
        ("https://NEWS.Example.org/A/1", "news.example.org/A/1"),
        ("https://news.example.org:8080/", "news.example.org:8080"),
        ("https://m.org/1", "m.org/1"),
        ("https://[::1", "https://[::1"),
    ],
)
def test_the_addresses_of_one_page_have_one_spelling(link: str, same: str) -> None:
    assert canonical(link) == same


@pytest.mark.parametrize(
    ("guid", "link", "identity"),
    [
        ("g-1", "https://a.example.org/1", "g-1"),
        (
            "",
            "https://www.a.example.org/1?utm_source=x",
            "sha256:" + hashlib.sha256(b"a.example.org/1").hexdigest(),
        ),
        ("x" * 501, "", "sha256:" + hashlib.sha256(b"x" * 501).hexdigest()),
        ("x" * 500, "", "x" * 500),
        ("", "", ""),
    ],
)
def test_an_entry_is_filed_under_its_guid_else_under_its_page(guid: str, link: str, identity: str) -> None:
    assert id_of(guid, link) == identity


# How far ----------------------------------------------------------------------------------------------------
def test_the_marks_of_an_answer_come_last_and_are_sent_the_next_time(site: Site) -> None:
    marks = {"ETag": '"1"', "Last-Modified": "Mon, 01 Oct 2018 08:00:00 GMT"}

    def answer(request: Request) -> Page:
        same = request.headers.get("if-none-match") == '"1"' and "if-modified-since" in request.headers
        return Page(status=304, kind=None) if same else Page(rss(item(), item("g-2")), headers=marks)

    site.answers("/feed", answer)
    raws = list(fetch(asked(site.url())))
    assert [raw.cursor for raw in raws] == [
        None, None, {"etag": '"1"', "last_modified": "Mon, 01 Oct 2018 08:00:00 GMT", "built": ""},
    ]  # fmt: skip
    assert list(fetch(asked(site.url(), cursor=raws[-1].cursor))) == []


def test_an_empty_feed_is_no_withdrawal(site: Site) -> None:
    site.answers("/feed", Page(rss()))
    entries, cursors = polled(site)
    assert (entries, len(cursors)) == ([], 1)


def test_a_login_page_with_status_200_is_refused(site: Site) -> None:
    site.answers("/feed", Page(b"<!DOCTYPE html><form>", kind="text/xml"))
    with pytest.raises(CannotPoll, match="the feed is a web page, not a feed: perhaps a login page"):
        polled(site)


def test_entries_come_oldest_first_whatever_their_order_in_the_feed(site: Site) -> None:
    days = [item(f"g-{n}", date=f"2018-09-{n:02}T00:00:00Z") for n in (3, 1, 2)]
    site.answers("/feed", Page(rss(*days)))
    assert [entry.external_id for entry in polled(site)[0] if isinstance(entry, Note)] == [
        "g-1",
        "g-2",
        "g-3",
    ]


def test_what_was_left_out_of_a_long_feed_is_counted(site: Site) -> None:
    site.answers("/feed", Page(rss(*(item(f"g-{n}", date=None) for n in range(2_003)))))
    entries, cursors = polled(site)
    said = [entry.reason for entry in entries if isinstance(entry, Unreadable)]
    kept = [entry.external_id for entry in entries if isinstance(entry, Note)]
    assert (said, len(kept), kept[-1], kept[0], len(cursors)) == (
        ["3 older entries of the feed were left out: the newest 2,000 are taken at one time"],
        2_000, "g-0", "g-1999", 1,
    )  # fmt: skip


def test_of_a_feed_that_breaks_off_the_whole_entries_come_in_and_it_is_asked_for_again(site: Site) -> None:
    site.answers("/feed", Page(rss(item("g-1"), end="<item><title>ha"), headers={"ETag": '"1"'}))
    entries, cursors = polled(site)
    assert isinstance(entries[1], Unreadable)
    assert (entries[0].external_id, entries[1].reason[:36], cursors) == (  # type: ignore[union-attr]
        "g-1", "the feed breaks off at line 1: <unkn", [],
    )  # fmt: skip


def test_an_older_copy_of_a_feed_is_passed_over_three_times_and_then_believed(site: Site) -> None:
    site.answers("/feed", Page(rss(item(), built="Mon, 01 Oct 2018 08:00:00 GMT")))
    _entries, (cursor,) = polled(site)
    site.answers("/feed", Page(rss(item(text="An older text."), built="Sun, 30 Sep 2018 08:00:00 GMT")))
    kinds = []
    for _poll in range(4):
        entries, (cursor,) = polled(site, cursor=cursor)
        kinds.append([type(entry) for entry in entries])
    assert kinds == [[Unreadable]] * 3 + [[Note]]
    assert cursor["built"] == "2018-09-30T08:00:00+00:00"


def test_a_feed_that_says_it_was_built_in_the_future_bars_no_later_one(site: Site) -> None:
    site.answers("/feed", Page(rss(item(), built="Sun, 30 Sep 2085 08:00:00 GMT")))
    _entries, (cursor,) = polled(site)
    assert cursor["built"] == ""
