"""Feeds that are broken, hostile or odd: each is refused in words or read as what it says, never as something else."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from incidents.ingest import confined
from incidents.ingest.formats import FileRefused
from incidents.ingest.markup import plain_text
from tests.ingest.sources.feeds import item, rss
from tests.sizes import sized

LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
<updated>2018-10-01T08:00:00Z</updated><entry><id>tag:1</id><title type="html">A &amp;lt;b&amp;gt; c</title>
<link href="https://news.example.org/1"/><updated>2018-09-30T12:00:00+02:00</updated>
<published>2018-09-30T08:00:00Z</published><content type="html">&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</content></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="x"><title>News</title></channel>
<item rdf:about="https://news.example.org/1"><title>One</title><link>https://news.example.org/1</link></item></rdf:RDF>"""


def read(data: bytes) -> dict[str, Any]:
    return confined.read("feed", data)  # type: ignore[no-any-return]


def the_entry(*parts: str, **fields: Any) -> dict[str, Any]:
    (entry,) = read(rss(item(*parts, **fields)))["entries"]
    return entry  # type: ignore[no-any-return]


# Refused as a whole ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"\xef\xbb\xbf<!DOCTYPE html><title>Sign in</title>",
         "is a web page, not a feed: perhaps a login page, or the feed has moved"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
         "is a web page, not a feed: perhaps a login page, or the feed has moved"),
        (b"<urlset><url/></urlset>", "is XML, but neither RSS nor Atom"),
        (b'{"items": []}', r"is not well-formed XML: line 1: .*"),
        (b"\x89PNG\r\n", r"is not well-formed XML: line 1: .*"),
        (rss(item("&a;"), before=LAUGHS).replace(b"&amp;a;", b"&i;"),
         "declares entities or refers to other files: no feed needs to"),
        (rss(item(), before='<!DOCTYPE rss [<!ENTITY a "' + "x" * 60_000 + '">]>'),
         "declares entities or refers to other files: no feed needs to"),
        (rss(item(title="X")).replace(b"<title>X", b"<title>&x;").replace(
            b"<rss", b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss'),
         "declares entities or refers to other files: no feed needs to"),
        (rss(item()).replace(b"<rss", b'<!DOCTYPE rss [<!ENTITY x SYSTEM "http://127.0.0.1/">]><rss'),
         "declares entities or refers to other files: no feed needs to"),
        (rss(item()).replace(b"<rss", b'<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd">%x;]><rss'),
         "declares entities or refers to other files: no feed needs to"),
        (rss(item(), before='<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd">'),
         "declares entities or refers to other files: no feed needs to"),
        (rss(item(text="X")).replace(b">X<", b">fish & chips<"), r"is not well-formed XML: line 1: .*"),
        (rss(item(text="X")).replace(b">X<", b">M\xe9naka<"), r"is not well-formed XML: line 1: .*"),
        (rss(item()).replace(b"UTF-8", b"UTF-7"), r"(is not well-formed XML|declares an encoding).*"),
        (rss(item()).replace(b"UTF-8", b"UTF-16"), r"is not well-formed XML: line 1: .*"),
        (rss(item()).replace(b"UTF-8", b"nonsense"), r"(is not well-formed XML|declares an encoding).*"),
        (rss(item()).replace(b"<channel>", b"<channel>\x00"), r"is not well-formed XML: line 1: .*"),
        (rss(item(text="X")).replace(b">X<", b">a ]]> b<"), r"is not well-formed XML: line 1: .*"),
        (rss(item(), end="")[:180], "breaks off before its first entry is whole"),
        (rss("<item>" * 3_000), r".+"),
    ],
    ids=["66 empty", "blank", "69 login page", "69 XHTML page", "sitemap", "JSON", "picture", "66 billion laughs",
         "67 quadratic", "68 file", "68 http", "68 parameter entity", "68 remote DTD", "70 bare &", "71 wrong encoding", "71 UTF-7",
         "71 UTF-16 declared", "unknown encoding", "NUL", "78 ]]>", "70 no whole entry", "nested entries"],
)  # fmt: skip
def test_what_is_no_well_formed_feed_is_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(data)
    assert re.fullmatch(
        reason if "*" in reason or "+" in reason else re.escape(reason), str(refused.value)
    ), str(refused.value)


# Read --------------------------------------------------------------------------------------------------------
def test_an_entry_is_read_as_it_is() -> None:
    assert read(rss(item(), built="Mon, 01 Oct 2018 08:00:00 GMT")) == {
        "built": "2018-10-01T08:00:00+00:00",
        "left_out": 0,
        "broken_off": "",
        "entries": [
            {
                "id": "g-1",
                "link": "https://news.example.org/1",
                "title": "Attack near Ansongo",
                "text": "Gunmen killed three people.",
                "language": "en",
                "published": "2018-09-30T10:00:00+00:00",
                "published_as_given": "Sun, 30 Sep 2018 10:00:00 GMT",
                "updated": "",
                "point": None,
                "point_refused": "",
            }
        ],
    }


def test_atom_is_read_with_both_its_dates_in_utc() -> None:
    (entry,) = read(ATOM)["entries"]
    assert (entry["id"], entry["title"], entry["text"], entry["published"], entry["updated"]) == (
        "tag:1", "A <b> c", "One\nTwo", "2018-09-30T08:00:00+00:00", "2018-09-30T10:00:00+00:00",
    )  # fmt: skip


def test_rss_1_is_read() -> None:
    assert [(entry["title"], entry["link"]) for entry in read(RDF)["entries"]] == [
        ("One", "https://news.example.org/1")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252", "iso-8859-1"])
def test_a_feed_is_read_in_the_encoding_it_declares(encoding: str) -> None:
    text = rss(item(title="Ménaka")).decode().replace("UTF-8", encoding)
    assert [entry["title"] for entry in read(text.encode(encoding))["entries"]] == ["Ménaka"]


def test_a_byte_order_mark_does_no_harm() -> None:
    assert len(read(b"\xef\xbb\xbf" + rss(item()))["entries"]) == 1


def test_no_feed_reads_another_file() -> None:
    (entry,) = read(rss(item(more='<xi:include href="file:///etc/passwd" parse="text"/>')))["entries"]
    assert "root:" not in str(entry)


@pytest.mark.parametrize(
    ("end", "whole"), [(item("g-3")[:-20], 2), ("<item><title>half", 2), ("<item", 2), ("<![CDATA[ x", 2)]
)
def test_of_a_feed_that_breaks_off_the_whole_entries_are_read(end: str, whole: int) -> None:
    found = read(rss(item("g-1"), item("g-2"), end=end))
    assert (sorted(entry["id"] for entry in found["entries"]), found["broken_off"].startswith("breaks off at line 1")) == (
        [f"g-{number + 1}" for number in range(whole)], True,
    )  # fmt: skip


# Dates -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Sun, 30 Sep 2018 12:00:00 +0200", "2018-09-30T10:00:00+00:00"),
        ("30 Sep 2018 10:00 GMT", "2018-09-30T10:00:00+00:00"),
        ("2018-09-30T10:00:00Z", "2018-09-30T10:00:00+00:00"),
        ("2018-09-30", "2018-09-30T00:00:00+00:00"),
        ("99 Foo 25:61", ""),
        ("Fri, 30 Feb 2018 10:00:00 GMT", ""),
        ("2018-02-30", ""),
        ("01/02/2024", ""),
        ("Hier matin", ""),
        ("20180930", ""),
        ("2018-W01-1", ""),
        ("", ""),
        (None, ""),
        ("Sun, 30 Sep 99999 10:00:00 GMT", ""),
    ],
)
def test_a_date_is_taken_only_as_it_is_written_by_the_rules(date: str | None, published: str) -> None:
    entry = the_entry(date=date)
    assert (entry["published"], entry["published_as_given"]) == (published, date or "")


# Places ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("more", "point", "refused"),
    [
        ("<georss:point>15.66 0.5</georss:point>", [0.5, 15.66], ""),
        ("<georss:point>\n 15.66\t-0.5 </georss:point>", [-0.5, 15.66], ""),
        ("<georss:where><gml:Point><gml:pos>15.66 0.5</gml:pos></gml:Point></georss:where>", [0.5, 15.66], ""),
        ("<georss:point>13,5 2,1</georss:point>", None,
         "'13,5 2,1' is not a latitude and a longitude with decimal points"),
        ("<georss:point>13.5,2.1</georss:point>", None,
         "'13.5,2.1' is not a latitude and a longitude with decimal points"),
        ("<georss:point>nan nan</georss:point>", None,
         "'nan nan' is not a latitude and a longitude with decimal points"),
        ("<georss:point>1e400 2</georss:point>", None,
         "'1e400 2' is not a latitude and a longitude with decimal points"),
        ("<georss:point>١٣ ٢</georss:point>", None, "'١٣ ٢' is not a latitude and a longitude with decimal points"),
        ("<georss:point>15.66</georss:point>", None, "'15.66' is not a latitude and a longitude with decimal points"),
        ("<georss:point>15.66 0.5 300</georss:point>", None,
         "'15.66 0.5 300' is not a latitude and a longitude with decimal points"),
        ("<georss:point>999 1</georss:point>", None, "'999 1' lies outside the globe: perhaps turned round"),
        ("<georss:point>100.5 15.66</georss:point>", None,
         "'100.5 15.66' lies outside the globe: perhaps turned round"),
        ("<georss:point>1 2</georss:point><georss:point>3 4</georss:point>", None, "more than one point"),
        ("<georss:polygon>1 1 2 2 3 1 1 1</georss:polygon>", None, "a polygon is no point"),
        ("<georss:box>1 1 2 2</georss:box>", None, "a box is no point"),
        ("<georss:line>1 1 2 2</georss:line>", None, "a line is no point"),
        ("", None, ""),
    ],
)  # fmt: skip
def test_a_point_is_taken_only_if_it_is_one_and_never_turned_round(
    more: str, point: list[float] | None, refused: str
) -> None:
    entry = the_entry(more=more)
    assert (entry["point"], entry["point_refused"]) == (point, refused)


# Texts -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two<br>Three</p>", "One\nTwo\nThree"),
        ("Three killed &amp; two hurt in M&eacute;naka", "Three killed & two hurt in Ménaka"),
        ("<script>alert(1)</script>Text<style>p {}</style>", "Text"),
        ("<img src=x onerror=alert(1)>Text", "Text"),
        ('<a href="javascript:alert(1)">Text</a>', "Text"),
        ("<svg><script>alert(1)</script><text>drawn</text></svg>Text", "Text"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("a &lt;script&gt; b", "a <script> b"),
        ("<![nonsense[x]]>Text", "Text"),
        ("<!-- hidden -->Text", "Text"),
        ("1 &lt; 2", "1 < 2"),
        ("  \n\n ", ""),
    ],
)
def test_markup_becomes_what_a_person_would_read(markup: str, text: str) -> None:
    assert plain_text(markup).splitlines()[-len(text.splitlines()) or None :] == text.splitlines()


def test_a_text_that_is_plain_keeps_its_signs() -> None:
    assert plain_text("a <b> & c", "text/plain") == "a <b> & c"


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://news.example.org/1", "https://news.example.org/1"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//news.example.org/1", ""),
        ("https://news.example.org/" + "a" * 3_000, ""),
    ],
)
def test_only_a_page_is_linked_to(link: str, kept: str) -> None:
    assert the_entry(link=link)["link"] == kept


def test_a_long_title_and_a_long_text_are_cut_and_show_it() -> None:
    entry = the_entry(title="A" * 1_000_000, text="B" * 60_000)
    assert (len(entry["title"]), entry["title"][-1], len(entry["text"]), entry["text"][-1]) == (
        500,
        "…",
        50_000,
        "…",
    )


def test_the_longest_text_of_an_entry_counts() -> None:
    assert (
        the_entry(
            more="<content:encoded>&lt;p&gt;The whole story of what happened.&lt;/p&gt;</content:encoded>"
        )["text"]
        == "The whole story of what happened."
    )


# Size --------------------------------------------------------------------------------------------------------
def test_a_megabyte_of_nested_markup_is_read_in_time() -> None:
    began = time.monotonic()
    entry = the_entry(text="<div>" * 100_000 + "deep" + "</div>" * 90_000)
    assert (entry["text"], time.monotonic() - began < 20) == ("deep", True)


def test_of_fifty_thousand_entries_the_newest_two_thousand_are_read_and_the_rest_is_counted() -> None:
    number = sized(10_000, 50_000)
    items = [
        f"<item><guid>{n}</guid><title>T{n}</title><pubDate>2018-09-30T{n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}Z"
        "</pubDate></item>"
        for n in range(number)
    ]
    found = confined.read("feed", rss(*items), seconds=45)
    ids = [entry["id"] for entry in found["entries"]]
    newest = str(number - 2_000), str(number - 1)
    assert (len(ids), (ids[0], ids[-1]), found["left_out"]) == (2_000, newest, number - 2_000)
