"""How a copy is loaded and kept in step: the list from its first page, then the feed from that page's number."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

from sahel_incidents.parameters import Pairs
from sahel_incidents.problems import NumberAhead, Problem, SahelError, StoreRefused, Unreachable
from sahel_incidents.store import SQLiteStore

if TYPE_CHECKING:
    from sahel_incidents.client import Client

log = logging.getLogger("sahel_incidents")
# A feed that is set back again and again within one update is no feed.
MOST_LOADS = 3
# What a list takes and its feed does not.
ONLY_OF_LISTS = frozenset({"sort", "near_to", "as_of", "fields", "expand", "cursor"})


@dataclass(frozen=True)
class Progress:
    """What one update did: rows of a load (0 if there was none), entries that put a row in and that took one out, and
    the number at which the copy stands."""

    loaded: int
    put: int
    taken: int
    number: int


def update(client: Client, store: SQLiteStore, filters: Pairs) -> Progress:
    """Loads the copy if it has to be, then applies the feed until it ends."""
    loaded = 0
    for _ in range(MOST_LOADS):
        state = store.state
        if state is None or state.number is None:
            loaded = _load(client, store, filters)
        else:
            store.claim(client.address, state.audience, json.dumps(filters))
        try:
            return _take_changes(client, store, filters, loaded)
        except Problem as problem:
            if not (
                isinstance(problem, NumberAhead) or _blames(problem, "since")
            ):  # the latter: an older server
                raise
            # An account's feed is longer than the public's: that is no database that was set back.
            _claim(client, store, filters)
            log.warning("the feed does not go as far as this copy: the server was set back, loading it anew")
            store.begin_load()
    raise SahelError("The server's feed ends before the list that it has just given.")


def follow(client: Client, store: SQLiteStore, filters: Pairs, every: float, stop: Event) -> None:
    started = False
    while not stop.is_set():
        try:
            done = update(client, store, filters)
        except (Unreachable, Problem) as failure:
            if not started or (isinstance(failure, Problem) and failure.status < 500 and not failure.passes):
                raise
            log.warning("no update: %s", failure)
        else:
            if not started or done.loaded or done.put or done.taken:
                log.info(
                    "change %d: %d loaded, %d put in, %d taken out",
                    done.number,
                    done.loaded,
                    done.put,
                    done.taken,
                )
            started = True
        stop.wait(every)


def _load(client: Client, store: SQLiteStore, filters: Pairs) -> int:
    """Reads the list to its end, going on where an earlier load was stopped; returns how many rows there are."""
    if not ONLY_OF_LISTS.isdisjoint(name for name, _value in filters):
        _claim(client, store, filters)  # the feed refuses them, and says which
    left_out = 0
    while (state := store.state) is None or state.number is None:
        query = state.load_next if state else None
        try:
            page = client.list_page(query or client.first_page(filters))
        except Problem as problem:
            if query is None or not _blames(problem, "cursor"):
                raise
            store.begin_load()  # a newer server does not know this place in the list any more
            continue
        if "audience" in page:
            store.claim(client.address, page["audience"], json.dumps(filters))
        else:
            _claim(client, store, filters)
        if store.take_page(query, page):
            left_out += sum(row["synthetic"] for row in page["results"] if not store.sample)
    if left_out:
        log.info(
            "%d made-up sample rows were left out: the feed does not tell what becomes of them", left_out
        )
    return len(store)


def _claim(client: Client, store: SQLiteStore, filters: Pairs) -> None:
    # The list of an older server does not say whose it is; the feed does, and refuses what cannot be followed.
    audience = client.change_page(0, filters, 1)["audience"]
    store.claim(client.address, audience, json.dumps(filters))


def _take_changes(client: Client, store: SQLiteStore, filters: Pairs, loaded: int) -> Progress:
    put = taken = 0
    state = store.state
    if state is None or state.number is None:
        raise StoreRefused(f"{store.path} was emptied by another process.")
    number = state.number
    for page in client.change_pages(number, filters):
        if not store.take_changes(page):
            log.info("another process keeps this copy in step, too")
            break
        number = page["next_since"]
        rows = sum(change["row"] is not None for change in page["results"])
        put, taken = put + rows, taken + len(page["results"]) - rows
    return Progress(loaded, put, taken, number)


def _blames(problem: Problem, parameter: str) -> bool:
    return problem.status == 400 and {error.get("parameter") for error in problem.errors} == {parameter}
