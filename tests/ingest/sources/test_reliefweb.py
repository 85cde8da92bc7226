"""ReliefWeb as a source: what is asked, page after page, and what a report becomes."""

from __future__ import annotations

from typing import Any

import pytest

from incidents.ingest.sources import CannotPoll, Note, Parsed, Unreadable, reliefweb
from tests.ingest.sources.feeds import asked
from tests.ingest.sources.providers import ReliefWeb, question, reliefweb_row
from tests.ingest.sources.server import Page, Site, as_json

SECRETS = {"RELIEFWEB_APPNAME": "desk & co"}


def polled(site: Site, **fields: Any) -> tuple[list[Parsed], Any]:
    raws = list(reliefweb.fetch(asked(site.url("/v2/reports"), **{"secrets": SECRETS, **fields})))
    cursors = [raw.cursor for raw in raws if raw.cursor is not None]
    return [entry for raw in raws for entry in reliefweb.parse(raw)], cursors[-1] if cursors else None


def test_a_report_becomes_a_note(site: Site) -> None:
    ReliefWeb(
        site, [reliefweb_row(7, body="<p>Three died.</p><script>x</script>", language=[{"code": "fr"}])]
    )
    (note,), _cursor = polled(site)
    assert isinstance(note, Note)
    assert (note.external_id, note.title, note.text, note.url, note.language, note.published_at.isoformat(), note.payload) == (
        "reliefweb:7", "Situation report 7", "Three died.", "https://reliefweb.example.org/report/7", "fr",
        "2018-09-29T00:00:00+00:00", {"said_by": ["OCHA"], "countries": ["mli"]},
    )  # fmt: skip


def test_reports_are_asked_for_by_change_country_and_words(site: Site) -> None:
    provider = ReliefWeb(site)
    polled(site, settings={"countries": ["MLI", "NER"], "query": "attack", "since": "2018-09-01"})
    (request,) = site.requests
    assert (request.method, question(request)) == ("POST", {"appname": "desk & co"})
    (asked_,) = provider.questions
    assert (asked_["filter"], asked_["query"], asked_["sort"]) == (
        {"operator": "AND", "conditions": [
            {"field": "date.changed", "value": {"from": "2018-09-01T00:00:00+00:00"}},
            {"field": "country.iso3", "value": ["mli", "ner"], "operator": "OR"},
        ]},
        {"value": "attack"},
        ["date.changed:asc", "id:asc"],
    )  # fmt: skip


def test_the_first_poll_looks_back_a_month_and_the_next_an_hour_before_the_last_change(site: Site) -> None:
    provider = ReliefWeb(site, [reliefweb_row(1)])
    _entries, cursor = polled(site)
    polled(site, cursor=cursor)
    assert [asked_["filter"]["conditions"][0]["value"]["from"] for asked_ in provider.questions] == [
        "2018-09-02T08:00:00+00:00", "2018-10-01T07:00:00+00:00",
    ]  # fmt: skip


@pytest.mark.parametrize("together", [1, 30, 49, 50, 51, 120, 260])
def test_every_report_is_read_once_however_many_changed_at_one_moment(together: int, site: Site) -> None:
    rows = [
        reliefweb_row(n, changed=f"2018-10-01T08:{n // together // 60:02}:{n // together % 60:02}+00:00")
        for n in range(260)
    ]
    ReliefWeb(site, rows)
    entries, cursor = polled(site)
    found = [entry.external_id for entry in entries if isinstance(entry, Note)]
    assert (sorted(found), len(found)) == (sorted(f"reliefweb:{n}" for n in range(260)), 260)
    assert cursor["changed"] == rows[-1]["fields"]["date"]["changed"]


@pytest.mark.parametrize(
    ("row", "identity", "reason"),
    [
        ({"id": "x", "fields": reliefweb_row(1)["fields"]}, "", "has no id that can be read: ReliefWeb may have changed its fields"),
        (reliefweb_row(2, title=None), "reliefweb:2", "has no title that can be read: ReliefWeb may have changed its fields"),
        (reliefweb_row(3, date={"changed": "2018-10-01T08:00:00+00:00"}), "reliefweb:3",
         "has no date that can be read: ReliefWeb may have changed its fields"),
    ],
)  # fmt: skip
def test_a_report_of_another_shape_is_set_aside_and_its_neighbours_come_in(
    row: dict[str, Any], identity: str, reason: str, site: Site
) -> None:
    site.answers("/v2/reports", as_json({"data": [row, reliefweb_row(9)]}))
    entries, _cursor = polled(site)
    assert isinstance(entries[0], Unreadable)
    assert (entries[0].external_id, entries[0].reason, entries[1].external_id) == (
        identity,
        reason,
        "reliefweb:9",
    )


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (as_json({"error": "no"}), 'ReliefWeb answered without a list of reports: {"error": "no"}'),
        (Page(b"nothing", kind="application/json"), "ReliefWeb answered with what is no JSON: 'nothing'"),
    ],
)
def test_an_answer_that_is_none_is_told(page: Page, reason: str, site: Site) -> None:
    site.answers("/v2/reports", page)
    with pytest.raises(CannotPoll) as refused:
        polled(site)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"body": None}, ("Situation report 1", "en", "https://reliefweb.example.org/report/1")),
        ({"body": 7, "language": [{"code": "en"}, {"code": "fr"}]},
         ("Situation report 1", "", "https://reliefweb.example.org/report/1")),
        ({"body": "Text", "language": None, "url_alias": "javascript:alert(1)"}, ("Text", "", "")),
    ],
)  # fmt: skip
def test_what_a_report_lacks_stays_unknown(
    fields: dict[str, Any], found: tuple[str, str, str], site: Site
) -> None:
    ReliefWeb(site, [reliefweb_row(1, **fields)])
    (note,), _cursor = polled(site)
    assert isinstance(note, Note)
    assert (note.text, note.language, note.url) == found
