"""Why nothing came back: refused for good, or failed for now. Texts are sentences for people."""

from __future__ import annotations


class FetchError(Exception):
    """Nothing was fetched; `status` is the HTTP status, None when it did not come to one."""

    def __init__(self, reason: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        # Seconds that the host asks to be left alone for.
        self.retry_after = retry_after


class FetchRefused(FetchError):
    """Will not be allowed however often it is tried: the address, where it leads, or what comes back."""


class FetchFailed(FetchError):
    """May be tried again later."""
