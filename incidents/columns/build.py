"""Making snapshots: from the database at first, afterwards from the last one and what was touched since."""

from __future__ import annotations

import time

from incidents.columns import files, journal, store
from incidents.columns.parts import merged
from incidents.columns.reading import read_part

# A snapshot is made anew when so many incidents were touched, or when it is so old and anything was.
TOUCHED = 1_000
OLD_SECONDS = 6 * 3600


def build() -> str:
    """Reads every visible incident and writes a snapshot; returns its name.

    The mark is taken before the rows are read: what is committed in between is in the rows, in the journal,
    or in both, and reading it twice does no harm.
    """
    mark = journal.present_mark()
    return files.write(read_part(), mark)


def keep_up() -> str | None:
    """Makes a new snapshot when one is due; returns its name, or None when the present one will do."""
    folder = files.folder_of_database()
    name = files.present_name(folder) if folder else None
    snapshot = files.read(folder, name) if folder and name else None
    if snapshot is None:
        return build()
    news = journal.news_since(snapshot.mark)
    view = store.caught_up(store.view_of(snapshot), news)
    if view is None:
        return build()
    old = time.time() - snapshot.made_at > OLD_SECONDS
    if len(news.incidents) < TOUCHED and not (old and news.incidents) and not _nearly_stale(snapshot):
        return None
    return files.write(merged(snapshot.part, view.gone, view.fresh), news.mark)


def _nearly_stale(snapshot: files.Snapshot) -> bool:
    return time.time() - snapshot.made_at > files.FRESH_FOR / 2
