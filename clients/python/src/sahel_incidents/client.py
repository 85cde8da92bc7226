"""A client of one server: lists, single incidents, the change feed, copies, reports, releases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Any, cast
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from sahel_incidents import following, releases
from sahel_incidents.connection import Connection
from sahel_incidents.feed import Change, ChangePage, ListPage, Receipt
from sahel_incidents.parameters import Pairs, parameters
from sahel_incidents.releases import Release
from sahel_incidents.rows import Incident, IncidentDetail
from sahel_incidents.store import SQLiteStore

API = "/api/v1/"


class Client:
    """`with Client("https://incidents.example.org", token) as client: ...`

    Without a token it reads what is public. `timeout` is how long one answer may take as a whole, in seconds (of a
    release's file: how long its server may be silent). What passes (no connection, a cut one, 429, 502, 503, 504) is
    asked again, at most `retries` times, after the time that the server asks for (Retry-After) and at least after a
    pause that doubles from half a second; then it raises `Unreachable` or `Problem`. Any other error raises at once.
    """

    def __init__(
        self,
        address: str,
        token: str | None = None,
        *,
        timeout: float = 60.0,
        retries: int = 5,
        page_size: int = 1000,
    ) -> None:
        self._connection = Connection(address, token, timeout, retries)
        self._page_size = page_size

    @property
    def address(self) -> str:
        return self._connection.address

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Reading ---------------------------------------------------------------------------------------------
    def incidents(self, **filters: Any) -> Iterator[Incident]:
        """Every incident of the selection, page by page as it is read; newest first unless `sort` says otherwise.

        Filters are those of docs/api.md: a list is "or", a tuple one value (`bbox=(minlon, minlat, maxlon,
        maxlat)`). `as_of` (a moment with its time zone) gives the state of then.
        """
        query: str | None = self.first_page(parameters(filters))
        while query is not None:
            page = self.list_page(query)
            yield from page["results"]
            query = page["next"]

    def incident(self, public_id: str | UUID, *, as_of: datetime | str | None = None) -> IncidentDetail:
        """One incident whole. Of one that was merged, its successor, with `merged_from`; raises Retracted with the
        reason, and Problem 404 for what is not to be seen."""
        query = urlencode(parameters({"as_of": as_of}))
        answer = self._connection.get(f"{API}incidents/{UUID(str(public_id))}/", query)
        if answer.status not in {301, 308}:
            return cast(IncidentDetail, answer.data)
        successor = urlsplit(answer.headers["Location"]).path.rstrip("/").rpartition("/")[2]
        found = self._connection.get(f"{API}incidents/{UUID(successor)}/", query)
        return cast(IncidentDetail, {**found.data, "merged_from": str(public_id)})

    def changes(self, since: int, /, **filters: Any) -> Iterator[Change]:
        """What happened after change number `since`, until now; `since=` among the filters is a day."""
        for page in self.change_pages(since, parameters(filters)):
            yield from page["results"]

    # Copies ----------------------------------------------------------------------------------------------
    def update(self, store: SQLiteStore, /, **filters: Any) -> following.Progress:
        """Brings the copy in step once: loads it if it is new, then takes in what changed."""
        return following.update(self, store, parameters(filters))

    def follow(
        self, store: SQLiteStore, /, *, every: float = 60.0, stop: Event | None = None, **filters: Any
    ) -> None:
        """Keeps the copy in step until `stop` is set, asking every so many seconds.

        May be killed at any time and called again. Outages are waited out and logged once the copy has been in
        step; what no waiting mends (a bad filter, a token that expired) raises.
        """
        following.follow(self, store, parameters(filters), every, stop or Event())

    # Reports ---------------------------------------------------------------------------------------------
    def submit(
        self,
        *,
        published: date | datetime | str,
        text: str | None = None,
        incidents: Sequence[dict[str, Any]] | None = None,
        title: str = "",
        url: str = "",
        language: str = "",
        external_id: str = "",
        source: str = "",
    ) -> Receipt:
        """Submits a report, as text or in the structured form; it becomes a draft for the desk.

        The exact repeat writes nothing and says `unchanged`: that is what makes the retries safe.
        """
        given = {
            "text": text, "incidents": incidents, "title": title, "url": url, "language": language,
            "external_id": external_id, "source": source,
        }  # fmt: skip
        (moment,) = (value for _name, value in parameters({"published": published}))
        body = {"published": moment, **{name: value for name, value in given.items() if value}}
        return cast(Receipt, self._connection.post(f"{API}reports/", body).data)

    def report(self, number: int) -> Receipt:
        """The present state of a report that this account submitted."""
        return cast(Receipt, self._connection.get(f"{API}reports/{int(number)}/").data)

    # Releases --------------------------------------------------------------------------------------------
    def releases(self) -> list[Release]:
        """All named releases of public data, newest first."""
        return cast("list[Release]", self._connection.get(f"{API}releases/").data["results"])

    def release(self, name: str) -> Release:
        """One release with its files; raises Replaced (with `successor` and `reason`) after a reissue."""
        return releases.release(self._connection, name)

    def download_release(self, name: str, folder: str | Path) -> list[Path]:
        """The files of a release as `<name>-<file>` in the folder, each with the SHA-256 that the server names.

        A file that lies there whole is not loaded again; a half one is never seen under its name. Raises Replaced,
        and ChecksumWrong.
        """
        return releases.download(self._connection, name, Path(folder))

    # Pages, for whoever keeps a copy in a place of their own ------------------------------------------------
    def first_page(self, pairs: Pairs) -> str:
        """The query of a list's first page."""
        return urlencode([*pairs, ("limit", str(self._page_size))])

    def list_page(self, query: str) -> ListPage:
        """A page of the list; `next` is the query of the following one."""
        page = self._connection.get(f"{API}incidents/", query).data
        # Of the address only the query counts: behind a proxy the server may not know its own name.
        following_query = urlsplit(page["next"]).query if page["next"] else None
        return cast(ListPage, {**page, "next": following_query})

    def change_pages(self, since: int, pairs: Pairs) -> Iterator[ChangePage]:
        """Pages of the feed until it says that there is no more."""
        while True:
            page = self.change_page(since, pairs, self._page_size)
            yield page
            since = page["next_since"]
            if since >= page["current"]:
                return

    def change_page(self, since: int, pairs: Pairs, limit: int) -> ChangePage:
        query = urlencode([*pairs, ("since", str(since)), ("limit", str(limit))])
        return cast(ChangePage, self._connection.get(f"{API}changes/", query).data)
