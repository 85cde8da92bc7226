"""What a file says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from incidents.codes import Audience


@dataclass(frozen=True)
class About:
    """The selection, for whom, at which change of the feed, and when it was made."""

    query: str
    audience: int
    change_number: int
    made_at: datetime

    def lines(self) -> list[tuple[str, str | int | datetime]]:
        """(name, value), attribution and licence first."""
        return [
            ("attribution", settings.CREDIT),
            ("licence", settings.LICENCE),
            ("selection", self.query or "all incidents"),
            ("audience", Audience(self.audience).name.lower()),
            ("change_number", self.change_number),
            ("made_at_utc", self.made_at),
            ("made_up_data", "rows with synthetic = true are made-up sample data; they never happened"),
        ]
