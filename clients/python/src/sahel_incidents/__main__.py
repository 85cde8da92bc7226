"""`python -m sahel_incidents follow URL copy.sqlite --filter region=ML07`; the token is read from SAHEL_TOKEN."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from typing import Any

from sahel_incidents.client import Client
from sahel_incidents.problems import SahelError
from sahel_incidents.store import SQLiteStore


def main(arguments: list[str] | None = None) -> int:
    """0 when done, 1 after an error that is told in a line, 130 after Ctrl-C; the copy is whole after each of them."""
    given = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    try:
        filters = _filters(given.filter)
        # Not an argument: those can be read by everybody on the machine.
        token = os.environ.get("SAHEL_TOKEN") or None
        with (
            Client(given.address, token, page_size=given.page_size) as client,
            SQLiteStore(given.file, sample=given.sample) as store,
        ):
            if given.once:
                done = client.update(store, **filters)
                logging.info("change %d: %d rows in %s", done.number, len(store), given.file)
            else:
                client.follow(store, every=given.every, **filters)
    except KeyboardInterrupt:
        logging.info("stopped; call it again to go on")
        return 130
    except (SahelError, ValueError, OSError) as error:
        logging.error("%s", error)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sahel_incidents", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    follow = commands.add_parser("follow", help="keep a copy in a SQLite file in step with a server")
    follow.add_argument("address", help="such as https://incidents.example.org")
    follow.add_argument("file", help="the SQLite file; made if it is not there")
    follow.add_argument("--filter", action="append", default=[], metavar="NAME=VALUE", help="may be repeated")
    follow.add_argument("--every", type=float, default=60.0, help="seconds between two questions")
    follow.add_argument("--once", action="store_true", help="bring it in step and end, for a timer")
    follow.add_argument("--sample", action="store_true", help="keep made-up sample rows, too")
    follow.add_argument("--page-size", type=int, default=1000, help="rows asked for at once, up to 1000")
    return parser


def _filters(given: list[str]) -> dict[str, Any]:
    filters: dict[str, Any] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise ValueError(f"--filter {text}: takes NAME=VALUE, such as region=ML07")
        filters.setdefault(name, []).append(value)
    return filters


if __name__ == "__main__":
    sys.exit(main())
