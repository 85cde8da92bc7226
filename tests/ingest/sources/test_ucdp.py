"""UCDP as a source: versions, pages, and the comparison of a final year with its candidates."""

from __future__ import annotations

from typing import Any

import pytest

from incidents.ingest.sources import CannotPoll, Coded, Parsed, RawReport, Unreadable, ucdp
from tests.ingest.sources.feeds import asked
from tests.ingest.sources.providers import Ucdp, question, ucdp_row
from tests.ingest.sources.server import Page, Site, as_json

SECRETS = {"UCDP_TOKEN": "right"}


@pytest.fixture
def provider(site: Site) -> Ucdp:
    return Ucdp(site)


def fetched(site: Site, *versions: str, **fields: Any) -> list[RawReport]:
    settings = {"versions": list(versions), **fields.pop("settings", {})}
    given = {"secrets": SECRETS, "settings": settings, **fields}
    return list(ucdp.fetch(asked(site.url("/api/gedevents"), **given)))


def read(raws: list[RawReport]) -> list[Parsed]:
    return [entry for raw in raws for entry in ucdp.parse(raw)]


def ids(raws: list[RawReport]) -> list[str]:
    return [entry.cells["id"] for entry in read(raws) if isinstance(entry, Coded)]


def test_rows_come_in_ucdps_own_columns_with_one_spelling_of_the_id(site: Site, provider: Ucdp) -> None:
    provider.has("26.0.1", ucdp_row(256789.0, best=1.0))
    (entry,) = read(fetched(site, "26.0.1"))
    assert isinstance(entry, Coded)
    assert (entry.cells["id"], entry.cells["best"], entry.cells["dyad_new_id"]) == ("256789", "1.0", "15108")


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_every_page_of_a_version_is_read(size: int, site: Site, provider: Ucdp) -> None:
    provider.has("26.0.1", *(ucdp_row(number) for number in range(5)))
    assert ids(fetched(site, "26.0.1", settings={"page": size})) == ["0", "1", "2", "3", "4"]


def test_countries_and_the_first_day_are_asked_for(site: Site, provider: Ucdp) -> None:
    provider.has("26.0.1", ucdp_row())
    fetched(site, "26.0.1", settings={"countries": [432], "since": "2025-01-01"})
    (request,) = site.requests
    assert question(request) == {"pagesize": "1000", "page": "0", "Country": "432", "StartDate": "2025-01-01"}


def test_a_version_is_read_once_and_a_page_at_a_time(site: Site, provider: Ucdp) -> None:
    provider.has("26.0.1", *(ucdp_row(number) for number in range(3)))
    raws = fetched(site, "26.0.1", settings={"page": 2})
    cursors = [raw.cursor for raw in raws]
    assert cursors == [
        {"done": [], "version": "26.0.1", "page": 1}, {"done": [], "version": "26.0.1", "page": 2}, {"done": ["26.0.1"]},
    ]  # fmt: skip
    assert ids(fetched(site, "26.0.1", settings={"page": 2}, cursor=cursors[0])) == ["2"]
    assert fetched(site, "26.0.1", cursor=cursors[2]) == []


def test_candidates_come_before_the_final_version_of_their_year(site: Site, provider: Ucdp) -> None:
    for number, version in enumerate(("26.1", "25.0.2", "25.0.1", "25.1", "25.01.25.03")):
        provider.has(version, ucdp_row(number))
    raws = fetched(site, "26.1", "25.0.2", "25.0.1", "25.1", "25.01.25.03")
    done = [raw.cursor["done"][-1] for raw in raws if raw.cursor and list(raw.cursor) == ["done"]]
    assert done == ["25.1", "25.0.1", "25.0.2", "25.01.25.03", "26.1"]


def test_a_candidate_version_that_comes_after_the_final_one_is_not_read(site: Site, provider: Ucdp) -> None:
    (raw,) = fetched(site, "25.0.3", cursor={"done": ["26.1"]})
    assert read([raw]) == [Unreadable("", "version 25.0.3 is not read: version 26.1 replaced its year")]
    assert (raw.cursor, site.requests) == ({"done": ["26.1", "25.0.3"]}, [])


def test_the_comparison_comes_before_the_rows_and_again_when_reading_goes_on(
    site: Site, provider: Ucdp
) -> None:
    provider.has("25.0.1", ucdp_row(1), ucdp_row(2))
    provider.has("26.1", ucdp_row(11), ucdp_row(12, date_start="2024-05-01", date_end="2024-05-01"))
    for cursor in ({"done": ["25.0.1"]}, {"done": ["25.0.1"], "version": "26.1", "page": 1}):
        first = fetched(site, "25.0.1", "26.1", cursor=cursor)[0].content
        assert (first["year"], [c["id"] for c in first["finals"]], [c["id"] for c in first["candidates"]]) == (
            2025, ["11"], ["1", "2"],
        )  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (as_json({}, status=401), "UCDP refuses this token (401): see UCDP_TOKEN"),
        (as_json({}, status=404), "UCDP has no version 26.0.1 (yet): take it out of the settings"),
        (as_json({"rows": []}), 'UCDP answered without Result or TotalPages: {"rows": []}'),
        (as_json({"Result": [], "TotalPages": 3}), "UCDP answered page 0 of 3 with no rows"),
        (Page(b"<html>", kind="application/json"), "UCDP answered with what is no JSON: '<html>'"),
    ],
)
def test_an_answer_that_is_none_is_told(answer: Page, reason: str, site: Site, provider: Ucdp) -> None:
    site.answers("/api/gedevents/26.0.1", answer)
    with pytest.raises(CannotPoll) as refused:
        fetched(site, "26.0.1")
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("row", "identity", "reason"),
    [
        ("text", "", "is no row of columns"),
        ({"id": 5}, "5", "has no best, date_end, date_start, latitude, longitude, type_of_violence: UCDP may have changed"
         " its columns"),
        ({**ucdp_row(), "id": None}, "", "has no id: UCDP may have changed its columns"),
        ({**ucdp_row(6), "side_a": {"x": 1}}, "6", "the cell side_a holds more than one value"),
    ],
)  # fmt: skip
def test_a_row_of_another_shape_is_set_aside(row: Any, identity: str, reason: str, site: Site) -> None:
    site.answers("/api/gedevents/26.0.1", as_json({"Result": [row, ucdp_row(9)], "TotalPages": 1}))
    raws = fetched(site, "26.0.1")
    (bad,) = [entry for entry in read(raws) if isinstance(entry, Unreadable)]
    assert (bad.external_id, bad.reason, ids(raws)) == (identity, reason, ["9"])


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({}, "settings: versions is missing: Versions to read: final 25.1, monthly 26.0.1."),
        ({"versions": []}, 'settings: versions: expected a list of versions such as ["25.1", "26.0.1"]'),
        ({"versions": ["../x"]}, "settings: versions: '../x' is no version: final 25.1, monthly 26.0.1, quarterly 26.01.26.03"),
        ({"versions": ["25.1"], "countries": ["Mali"]}, "settings: countries: expected a whole number from 1 to 999"),
    ],
)  # fmt: skip
def test_settings_that_are_wrong_are_refused_in_words(
    settings: dict[str, Any], reason: str, site: Site
) -> None:
    with pytest.raises(CannotPoll) as refused:
        list(ucdp.fetch(asked(site.url("/api/gedevents"), secrets=SECRETS, settings=settings)))
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("version", "year", "final"),
    [("25.1", 2024, True), ("26.0.1", 2026, False), ("26.0.12", 2026, False), ("26.01.26.03", 2026, False)],
)
def test_a_version_says_its_year(version: str, year: int, final: bool) -> None:
    assert (ucdp.year_of(version), ucdp.is_final(version)) == (year, final)
