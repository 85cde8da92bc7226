"""P-codes of OCHA's Common Operational Datasets: names of regions that we know. A code that we do not know is told,
never made up: a region needs a place in the tree, neighbours and an outline."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from incidents.geonames import BadLine
from incidents.models import Region
from incidents.spelling import words_of

HEADER = ("Location", "Admin Level", "P-Code", "Name", "Parent P-Code", "Valid from date")
LONGEST_NAME = 120


@dataclass
class Named:
    """What became of a file's rows: `new` names were added as aliases, `unknown` are codes without a region."""

    new: int = 0
    same: int = 0
    unknown: list[str] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)

    def __str__(self) -> str:
        codes = f": {', '.join(self.unknown)}" if self.unknown else ""
        return (
            f"{self.new} names new, {self.same} the same; {len(self.unknown)} codes without a region{codes}; "
            f"{len(self.bad)} bad lines"
        )


@transaction.atomic
def load(lines: Iterable[str]) -> Named:
    """Adds the names of a file with HEADER as aliases of the regions that have its codes."""
    told = Named()
    regions = {region.pcode: region for region in Region.objects.defer("boundary")}
    changed: dict[str, Region] = {}
    rows = csv.reader(lines)
    next(rows, None)
    for line, cells in enumerate(rows, 2):
        problem = _problem(cells)
        if problem:
            told.bad.append(BadLine(line, problem))
            continue
        code, name = cells[2].strip(), cells[3].strip()
        region = regions.get(code)
        if region is None:
            told.unknown.append(code)
        elif words_of(name) in {words_of(known) for known in (region.name, region.name_en, *region.aliases)}:
            told.same += 1
        else:
            region.aliases.append(name)
            changed[code] = region
            told.new += 1
    Region.objects.bulk_update(changed.values(), ["aliases"])
    return told


def _problem(cells: list[str]) -> str:
    if len(cells) != len(HEADER):
        return f"has {len(cells)} columns, not {len(HEADER)}"
    if not cells[2].strip() or not cells[3].strip():
        return "has no code or no name"
    return f"its name is longer than {LONGEST_NAME} characters" if len(cells[3]) > LONGEST_NAME else ""
