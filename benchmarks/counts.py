"""Timeline, region choropleth and breakdown by actor."""

from __future__ import annotations

from benchmarks.measure import Reader, medians, tell

BOX = "bbox=-1.4,13.2,4.7,18.1"


def measure(reader: Reader) -> None:
    path = f"{BOX}&type=battles"
    times = medians(
        {"ours": reader.asking(f"/api/v1/timeline/?{path}"), "orm": reader.asking(f"/rival/timeline/?{path}")}
    )
    tell("timeline, box and type", times["ours"], "the ORM's month truncation", times["orm"], at_least=15)
    for by in ("region", "actor"):
        path = f"by={by}&type=battles&min_killed=2"
        rivals = {
            "ours": reader.asking(f"/api/v1/breakdown/?{path}"),
            "sql": reader.asking(f"/rival/breakdown/?{path}"),
        }
        times = medians(rivals, rounds=15)
        tell(f"breakdown by {by}, type and toll", times["ours"], "GROUP BY view", times["sql"], at_least=10)
