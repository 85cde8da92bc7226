"""The present view of the columns: the mapped snapshot and, beside it, what was touched since.

Every answer begins with `present()`: one query asks the journal what has been committed since the last one,
the touched incidents are read anew, and the view stands where the database stands. Where there is no
snapshot, or more was touched than a process should carry, it gives None and plain SQL answers.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from incidents.codes import Audience
from incidents.columns import files
from incidents.columns.conditions import Condition, for_audience
from incidents.columns.journal import Mark, News, news_since
from incidents.columns.lookups import Lookups
from incidents.columns.memory import Memory, without
from incidents.columns.parts import Array, Part, empty_part, merged
from incidents.columns.reading import read_part
from incidents.columns.rows import rows_of

EVERYBODY = for_audience(Audience.PUBLIC)
# More than this and a process stops carrying what was touched: the next snapshot is on its way.
CARRIED = 20_000
# How often a process looks whether there is a newer snapshot.
LOOK_SECONDS = 0.5


@dataclass(frozen=True)
class View:
    """A snapshot, its rows that are gone, and the fresh rows; never changed, only replaced."""

    snapshot: files.Snapshot
    gone: Array
    fresh: Part
    touched: frozenset[int]
    mark: Mark
    lookups: Lookups = field(default_factory=Lookups)
    # What readers have fetched of single incidents (columns/memory.py).
    remembered: Memory = field(default_factory=dict, compare=False)
    # What was worked out, by what was asked: good for as long as this view is, until anything is touched.
    answers: dict[Any, Any] = field(default_factory=dict, compare=False)

    def select(self, conditions: Collection[Condition]) -> list[tuple[Part, Array]]:
        """The rows of each part for which all conditions hold."""
        chosen = [(self.snapshot.part, rows_of(self.snapshot.part, self.needed(conditions), self.gone))]
        if len(self.fresh):
            chosen.append((self.fresh, rows_of(self.fresh, conditions)))
        return chosen

    def needed(self, conditions: Collection[Condition]) -> list[Condition]:
        """The conditions without that of the public where the snapshot holds nothing but public rows."""
        totals = self.snapshot.totals
        if totals[Audience.ANALYSTS][0] != totals[Audience.PUBLIC][0]:
            return list(conditions)
        return [one for one in conditions if one != EVERYBODY]

    def corrections(self, audience: Audience | int) -> list[tuple[Part, Array, int]]:
        """What turns sums over the snapshot into sums over the present: (part, rows, +1 or -1)."""
        key = ("corrections", int(audience))
        known: list[tuple[Part, Array, int]] | None = self.answers.get(key)
        if known is None:
            wanted, snapshot = for_audience(audience), self.snapshot.part
            gone = (snapshot, self.gone[wanted.mask(snapshot, self.gone)], -1)
            fresh = (self.fresh, rows_of(self.fresh, [wanted]), 1)
            known = [(part, rows, sign) for part, rows, sign in (gone, fresh) if len(rows)]
            self.answers[key] = known
        return known


def view_of(snapshot: files.Snapshot) -> View:
    return View(snapshot, np.empty(0, dtype="i8"), empty_part(), frozenset(), snapshot.mark)


def caught_up(view: View, news: News) -> View | None:
    """The view with the news in it; None when it is too much to carry."""
    if news.everything:
        return None
    lookups = Lookups() if news.lookups else view.lookups
    remembered = {} if news.lookups else view.remembered
    if not news.incidents:
        answers = {} if news.lookups else view.answers
        return replace(view, mark=news.mark, lookups=lookups, remembered=remembered, answers=answers)
    touched = view.touched | news.incidents
    if len(touched) > CARRIED:
        return None
    new = sorted(news.incidents)
    fresh = merged(view.fresh, view.fresh.rows_of(new), read_part(new))
    gone = view.snapshot.part.rows_of(sorted(touched))
    return View(view.snapshot, gone, fresh, touched, news.mark, lookups, without(remembered, news.incidents))


class Store:
    """The view of one process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.view: View | None = None
        self.folder: Path | None = None
        self.refused: str | None = None
        self.looked_at = 0.0

    def present(self) -> View | None:
        """The view as the database stands now, or None where plain SQL has to answer."""
        folder = files.folder_of_database()
        if folder is None:
            return None
        with self.lock:
            if not self._open_newest(folder) or self.view is None:
                return None
            if time.time() - self.view.snapshot.made_at > files.FRESH_FOR:
                self.view = None
                return None
            news = news_since(self.view.mark)
            if not news and news.mark == self.view.mark:
                return self.view
            caught = caught_up(self.view, news)
            if caught is None:
                self.refused, self.view = self.view.snapshot.name, None
                return None
            self.view = caught
            return caught

    def _open_newest(self, folder: Path) -> bool:
        now = time.monotonic()
        if self.view is not None and self.folder == folder and now - self.looked_at < LOOK_SECONDS:
            return True  # with its journal the one that is open is as true as a newer one
        self.looked_at = now
        name = files.present_name(folder)
        if name is None or name == self.refused:
            return False
        if self.view is None or self.folder != folder or self.view.snapshot.name != name:
            snapshot = files.read(folder, name)
            if snapshot is None:
                self.refused, self.view = name, None
                return False
            self.view, self.folder, self.refused = view_of(snapshot), folder, None
        return True


STORE = Store()
