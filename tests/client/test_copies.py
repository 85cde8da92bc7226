"""A copy in SQLite: equal to the server's list after whatever happens, and never mixed with another."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from sahel_incidents import COLUMNS, Client, Problem, Progress, SQLiteStore, StoreRefused

from incidents import review
from incidents.models import ApiToken, Change, Incident
from tests import make
from tests.api.copies import listed


def held(store: SQLiteStore) -> dict[str, dict[str, Any]]:
    return {row["id"]: dict(row) for row in store.rows()}


def _retract(incident: Incident) -> None:
    review.retract(make.fresh(incident), by=make.reviewer(), reason="an error")


def _restore(incident: Incident) -> None:
    _retract(incident)
    review.restore(make.fresh(incident), by=make.reviewer(), reason="after all")


def _merge(incident: Incident) -> None:
    review.merge(make.fresh(incident), make.published_incident(), by=make.reviewer(), reason="duplicate")


def _unmerge(incident: Incident) -> None:
    _merge(incident)
    review.unmerge(make.fresh(incident), by=make.reviewer(), reason="not a duplicate")


def _become_a_battle(incident: Incident) -> None:
    make.edited(incident, event_type="battles", sub_event_type=None)


def _come_back(incident: Incident) -> None:
    _become_a_battle(incident)
    make.edited(incident, event_type="violence_against_civilians", sub_event_type="attack")


def _redact(incident: Incident) -> None:
    review.redact(make.fresh(incident), by=make.reviewer(), reason="for protection", fields=["place"])


# What is done, and the kinds that are told: of everything, and of the selection where those are others.
WHAT_HAPPENS: dict[str, tuple[Callable[[Incident], Any], list[str], list[str] | None]] = {
    "created": (lambda _incident: make.published_incident(), ["created"], None),
    "updated": (lambda incident: make.edited(incident, verification="confirmed"), ["updated"], None),
    "retracted": (_retract, ["retracted"], None),
    "restored": (_restore, ["retracted", "restored"], None),
    "merged": (_merge, ["created", "merged", "updated"], None),
    "unmerged": (_unmerge, ["created", "merged", "updated", "restored", "updated"], None),
    "withdrawn": (lambda incident: make.edited(incident, release_to=1), ["withdrawn"], None),
    "hidden": (lambda incident: make.edited(incident, location_policy="hidden"), ["updated"], None),
    "redacted": (_redact, ["redacted"], None),
    "left": (_become_a_battle, ["updated"], ["left_selection"]),
    "entered": (_come_back, ["updated", "updated"], ["updated", "created"]),
    "nothing": (lambda _incident: None, [], None),
}


@pytest.mark.parametrize("filters", [{}, {"type": "violence_against_civilians"}], ids=["all", "selection"])
@pytest.mark.parametrize("name", WHAT_HAPPENS)
def test_a_copy_is_the_list_after_what_happens(
    client: Client, store: SQLiteStore, name: str, filters: dict[str, Any]
) -> None:
    happens, kinds, of_selection = WHAT_HAPPENS[name]
    incident, *_others = make.published_incidents([{}] * 7)
    assert client.update(store, **filters) == Progress(7, 0, 0, 7)
    happens(incident)
    told = [change["kind"] for change in client.changes(7, **filters)]
    assert told == (of_selection if filters and of_selection else kinds)
    done = client.update(store, **filters)
    assert held(store) == listed(Browser(), "".join(f"&{key}={value}" for key, value in filters.items()))
    assert (done.loaded, done.put + done.taken) == (0, len(told))
    assert client.update(store, **filters) == Progress(0, 0, 0, done.number)


def test_the_view_has_a_column_for_each_of_the_row(client: Client, store: SQLiteStore) -> None:
    make.published_incidents(
        [{}, {"location_policy": "hidden", "weapons": ("ied", "mortar"), "estimates": ()}]
    )
    client.update(store)
    with sqlite3.connect(store.path) as reader:
        reader.row_factory = sqlite3.Row
        found = {line["id"]: dict(line) for line in reader.execute("SELECT * FROM incidents")}
    reader.close()
    rows = held(store)
    assert {pk: list(line) for pk, line in found.items()} == {pk: list(COLUMNS) for pk in rows}
    for pk, row in rows.items():
        plain = {name: value for name, value in row.items() if not isinstance(value, list)}
        assert {name: found[pk][name] for name in plain} == plain
    assert sorted(line["weapons"] for line in found.values()) == ['["ied","mortar"]', "[]"]


def test_the_view_is_made_anew_by_a_version_with_other_columns(tmp_path: Path) -> None:
    path = tmp_path / "copy.sqlite"
    SQLiteStore(path).close()
    with sqlite3.connect(path) as old:
        old.executescript("DROP VIEW incidents; CREATE VIEW incidents AS SELECT id FROM incident;")
    old.close()
    with SQLiteStore(path):
        reader = sqlite3.connect(path)
        names = [line[1] for line in reader.execute("PRAGMA table_info(incidents)")]
        reader.close()
    assert names == list(COLUMNS)


@pytest.mark.parametrize("gone", [_retract, lambda incident: make.edited(incident, summaries={"en": "-"}, place="ml-menaka")])  # fmt: skip
def test_what_was_taken_out_or_replaced_is_not_in_the_file_any_more(
    client: Client, store: SQLiteStore, gone: Callable[[Incident], Any]
) -> None:
    incident, *_others = make.published_incidents([{"place": "ml-ansongo"}] + [{"place": "ml-gao"}] * 20)
    client.update(store)
    assert b"Ansongo" in store.path.read_bytes()
    gone(incident)
    client.update(store)
    assert b"Ansongo" not in store.path.read_bytes()


def test_made_up_rows_are_left_out_unless_they_are_asked_for(
    client: Client, store: SQLiteStore, tmp_path: Path
) -> None:
    real, made_up = make.published_incident(), make.synthetic()
    client.update(store)
    assert list(held(store)) == [str(real.public_id)]
    with SQLiteStore(tmp_path / "with-sample.sqlite", sample=True) as other:
        client.update(other)
        assert sorted(held(other)) == sorted([str(real.public_id), str(made_up.public_id)])
    with (
        SQLiteStore(tmp_path / "with-sample.sqlite") as other,
        pytest.raises(StoreRefused, match="sample rows"),
    ):
        client.update(other)


def test_a_database_that_was_set_back_is_loaded_anew(client: Client, store: SQLiteStore) -> None:
    make.published_incidents([{}] * 5)
    client.update(store)
    gone = Incident.objects.unpublished_too().order_by("-pk")[:2]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM incidents_change WHERE number > 3")
        cursor.execute("SET session_replication_role = DEFAULT")
    _forget_without_a_word(gone)
    assert client.update(store) == Progress(3, 0, 0, 3)
    assert held(store) == listed(Browser())
    assert len(store) == 3


def _forget_without_a_word(incidents: Any) -> None:
    """As if they had never been entered."""
    pks = [incident.pk for incident in incidents]
    Incident.objects.unpublished_too().filter(pk__in=pks).update(
        audience=0, status="draft", published_at=None
    )


def test_a_load_says_how_many_made_up_rows_it_left_out(
    client: Client, store: SQLiteStore, caplog: pytest.LogCaptureFixture
) -> None:
    make.published_incident()
    for _ in range(3):
        make.synthetic()
    with caplog.at_level("INFO", logger="sahel_incidents"):
        assert client.update(store) == Progress(1, 0, 0, 1)
    assert [message[:39] for message in caplog.messages] == ["3 made-up sample rows were left out: th"]


def test_the_rows_of_before_stay_until_the_new_ones_are_whole(client: Client, store: SQLiteStore) -> None:
    make.published_incidents([{}] * 7)
    client.update(store)
    before = held(store)
    store.begin_load()
    page = client.list_page(client.first_page([]))
    assert store.take_page(None, page)
    assert held(store) == before
    assert client.update(store) == Progress(7, 0, 0, 7)
    assert held(store) == before == listed(Browser())


def test_a_load_that_went_on_after_edits_has_no_gap(client: Client, store: SQLiteStore) -> None:
    """Each edit moves an incident from a page that is still to come to one that was read."""
    days = [{"date_start": f"2018-09-{day:02}", "date_end": f"2018-09-{day:02}"} for day in range(1, 10)]
    incidents = make.published_incidents(days)
    store.claim(client.address, "public", "[]")
    assert store.take_page(None, client.list_page(client.first_page([])))
    for incident in incidents[:4]:
        make.edited(incident, date_start="2018-10-01", date_end="2018-10-01")
    client.update(store)
    assert held(store) == listed(Browser())


def test_a_place_in_the_list_that_the_server_does_not_know_any_more_begins_anew(
    client: Client, store: SQLiteStore
) -> None:
    make.published_incidents([{}] * 4)
    store.claim(client.address, "public", "[]")
    assert store.take_page(None, {"results": [], "next": "cursor=old&limit=3", "change_number": 0})
    client.update(store)
    assert held(store) == listed(Browser())


def test_a_page_that_another_process_has_taken_is_not_taken_twice(
    client: Client, store: SQLiteStore, tmp_path: Path
) -> None:
    make.published_incidents([{}] * 2)
    client.update(store)
    make.retracted()
    page = client.change_page(2, [], 10)
    with SQLiteStore(store.path) as other:
        assert other.take_changes(page)
    assert not store.take_changes(page)
    assert client.update(store).number == Change.objects.filter(feed=2).count() == 4


@pytest.mark.parametrize("wrong", ["filters", "audience", "server"])
def test_a_copy_is_of_one_selection_audience_and_server(
    client: Client, server: str, store: SQLiteStore, wrong: str
) -> None:
    make.published_incidents([{}] * 4)
    make.for_analysts_only()
    client.update(store)
    before, state = held(store), store.state
    key = ApiToken.issue(user=make.analyst(), name="laptop")[1] if wrong == "audience" else None
    address = server.replace("127.0.0.1", "localhost") if wrong == "server" else server
    with Client(address, key) as other, pytest.raises(StoreRefused, match="analysts" if key else wrong):
        other.update(store, **({"type": "battles"} if wrong == "filters" else {}))
    assert (held(store), store.state) == (before, state)


def test_the_public_does_not_set_back_a_copy_for_analysts(
    client: Client, server: str, store: SQLiteStore
) -> None:
    """The feed of analysts is longer: without the token its number lies above the public's."""
    make.published_incident()
    make.for_analysts_only()
    key = ApiToken.issue(user=make.analyst(), name="laptop")[1]
    with Client(server, key) as analyst:
        analyst.update(store)
    state = store.state
    with pytest.raises(StoreRefused, match="audience"):
        client.update(store)
    assert (len(store), store.state) == (2, state)


def test_a_load_for_analysts_is_not_finished_by_the_public(
    client: Client, server: str, store: SQLiteStore
) -> None:
    make.published_incidents([{}] * 4)
    store.claim(client.address, "analysts", "[]")
    assert store.take_page(None, client.list_page(client.first_page([])))
    with pytest.raises(StoreRefused, match="audience"):
        client.update(store)
    assert len(store) == 0


@pytest.mark.parametrize("filters", [{"sort": "oldest"}, {"as_of": "2018-01-01T00:00:00Z"}, {"mood": "bad"}])
def test_what_cannot_be_followed_is_refused_before_anything_is_loaded(
    client: Client, store: SQLiteStore, filters: dict[str, Any]
) -> None:
    make.published_incident()
    with pytest.raises(Problem) as raised:
        client.update(store, **filters)
    assert (raised.value.status, store.state) == (400, None)


def test_a_file_that_is_something_else_is_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "notes.txt", tmp_path / "other.sqlite"
    text.write_text("a text, long enough that nobody takes it for the head of a database" * 10)
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE incident (id)")
    database.close()
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(StoreRefused):
            SQLiteStore(path)
        assert path.read_bytes() == before
