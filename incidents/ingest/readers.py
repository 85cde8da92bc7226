"""Who polls what: for each kind of reader its module, its layout, its secrets and the hosts it asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from incidents.codes import FeedReader
from incidents.ingest.layouts import Layout
from incidents.ingest.sources import (
    Asked,
    CannotPoll,
    Fetch,
    Parse,
    RawReport,
    acled,
    inbox,
    reliefweb,
    rss,
    ucdp,
)
from incidents.ingest.sources.options import Options
from incidents.models import Source


@dataclass(frozen=True)
class Reader:
    """`layout` is `module:NAME`, read when it is needed; `secrets` are names of environment variables; `hosts`
    may be asked beside the one of the source's address; `replaces`: final versions replace candidates."""

    fetch: Fetch
    parse: Parse
    options: Options
    address: str = ""
    layout: str = ""
    secrets: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    replaces: bool = False
    needs_address: bool = False


def _no_pages(asked: Asked) -> Any:
    raise CannotPoll("a folder is read file by file")


def _no_entries(raw: RawReport) -> Any:
    raise CannotPoll("a folder is read file by file")


READERS: dict[str, Reader] = {
    FeedReader.RSS: Reader(rss.fetch, rss.parse, rss.OPTIONS, needs_address=True),
    FeedReader.RELIEFWEB: Reader(
        reliefweb.fetch,
        reliefweb.parse,
        reliefweb.OPTIONS,
        address=reliefweb.ADDRESS,
        secrets=reliefweb.SECRETS,
        hosts=reliefweb.HOSTS_ASKED,
    ),
    FeedReader.ACLED: Reader(
        acled.fetch,
        acled.parse,
        acled.OPTIONS,
        address=acled.ADDRESS,
        layout="incidents.ingest.layouts.acled:ACLED",
        secrets=acled.SECRETS,
        hosts=acled.HOSTS_ASKED,
    ),
    FeedReader.UCDP: Reader(
        ucdp.fetch,
        ucdp.parse,
        ucdp.OPTIONS,
        address=ucdp.ADDRESS,
        layout="incidents.ingest.layouts.ucdp:UCDP",
        secrets=ucdp.SECRETS,
        hosts=ucdp.HOSTS_ASKED,
        replaces=True,
    ),
    FeedReader.INBOX: Reader(_no_pages, _no_entries, inbox.OPTIONS),
}


def layout_of(reader: Reader) -> Layout | None:
    """The layout of a reader of coded rows. Raises CannotPoll when it is not there."""
    if not reader.layout:
        return None
    module, _colon, name = reader.layout.partition(":")
    try:
        found = getattr(import_module(module), name)
    except (ImportError, AttributeError):
        raise CannotPoll(f"the layout {reader.layout} is not installed") from None
    if not isinstance(found, Layout):
        raise CannotPoll(f"{reader.layout} is no layout")
    return found


def secrets_of(reader: Reader, environment: Mapping[str, str]) -> dict[str, str]:
    """The deployment's own credentials for a provider. Raises CannotPoll naming those that are not set."""
    found = {name: environment.get(name, "").strip() for name in reader.secrets}
    missing = [name for name, value in found.items() if not value]
    if missing:
        raise CannotPoll(f"{' and '.join(missing)} must be set in the environment (docs/sources.md)")
    return found


def allowed_hosts(source: Source) -> frozenset[str]:
    """Whom this source may ask: the host of its address with and without www, its provider's, and those that an
    admin named in its settings."""
    reader = READERS.get(source.reader)
    own = (urlsplit(source.url).hostname or "").lower() if source.url else ""
    twin = own.removeprefix("www.") if own.startswith("www.") else f"www.{own}"
    named = source.settings.get("hosts") if isinstance(source.settings, dict) else None
    more = [named] if isinstance(named, str) else named or ()
    found = {own, twin} if own else set()
    return frozenset(found | set(reader.hosts if reader else ()) | {str(host).lower() for host in more})
