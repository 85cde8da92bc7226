"""Runs every figure on the database that DATABASE_URL names; see `make bench`."""

from __future__ import annotations

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")
django.setup()

from benchmarks import browser, clusters, counts, edits, feeds, lists, peers, publishing, workers  # noqa: E402
from benchmarks.measure import Reader, site  # noqa: E402
from incidents.columns import build  # noqa: E402
from incidents.models import Incident  # noqa: E402


def main(wanted: list[str]) -> None:
    build.keep_up()
    number = Incident.objects.for_audience(2).count()
    print(f"{number} incidents\n")
    with site() as port:
        reader = Reader(port)
        figures = {
            "clusters": lambda: clusters.measure(reader),
            "filtered": lambda: clusters.measure_filtered(reader, 20 if number > 5_000_000 else 12),
            "counts": lambda: counts.measure(reader),
            "lists": lambda: lists.measure(reader),
            "search": lambda: lists.measure_search(reader),
            "peers": lambda: peers.measure(reader),
            "geojson": lambda: feeds.measure_geojson(reader),
            "export": lambda: feeds.measure_export(reader),
            "changes": lambda: feeds.measure_changes(reader),
            "report": lambda: feeds.measure_report(reader),
            "pan": lambda: browser.measure(port),
            "publishing": lambda: publishing.measure(reader, port),
            "edits": lambda: edits.measure(reader),
            "memory": edits.measure_memory,
            "workers": lambda: workers.measure(port),
        }
        for name, measure in figures.items():
            if not wanted or name in wanted:
                # The server closes what was idle for a minute; the next request opens it again.
                reader.connection.close()
                measure()


if __name__ == "__main__":
    main(sys.argv[1:])
