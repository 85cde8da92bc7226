"""A consumer that keeps a copy: it loads a snapshot, then follows the feed by number, as docs/api.md says."""

from __future__ import annotations

from typing import Any

from django.test import Client


class Copy:
    """Rows by id, the number they stand at, and every number that the feed told."""

    def __init__(self, client: Client, query: str = "", *, limit: int = 1000) -> None:
        self.client, self.query, self.limit = client, query, limit
        self.rows: dict[str, dict[str, Any]] = {}
        self.numbers: list[int] = []
        self.kinds: list[str] = []
        self.number = 0

    def load(self, page: int = 3) -> None:
        """The list page by page; what changed meanwhile comes with the feed, from the first page's number on."""
        address: str | None = f"/api/v1/incidents/?limit={page}{self.query}"
        first: int | None = None
        while address:
            answer = self.client.get(address)
            body = answer.json()
            assert answer["Change-Number"] == str(body["change_number"])
            first = body["change_number"] if first is None else first
            self.rows |= {row["id"]: row for row in body["results"]}
            address = body["next"]
        self.number = first or 0

    def poll(self) -> None:
        """Follows the feed to its end."""
        while True:
            body = self.client.get(
                f"/api/v1/changes/?since={self.number}&limit={self.limit}{self.query}"
            ).json()
            for entry in body["results"]:
                self.numbers.append(entry["number"])
                self.kinds.append(entry["kind"])
                if entry["row"] is not None:
                    self.rows[entry["incident"]] = entry["row"]
                else:
                    self.rows.pop(entry["incident"], None)
            self.number = body["next_since"]
            if self.number >= body["current"]:
                return


def listed(client: Client, query: str = "") -> dict[str, dict[str, Any]]:
    """What the list says now, by id."""
    copy = Copy(client, query)
    copy.load(page=1000)
    return copy.rows
