"""Who took part, as a row says it: names of the tables, or of a provider's row the words as they stand."""

from __future__ import annotations

from collections.abc import Mapping

from incidents import codes
from incidents.ingest.rowcells import Problems, RowError, code
from incidents.ingest.rownames import Names
from incidents.record import InvolvementValue

MOST_NAMES = 50
MAX_WORDS = 200
PERPETRATOR, TARGET, OTHER = codes.Role.PERPETRATOR.value, codes.Role.TARGET.value, codes.Role.OTHER.value
STATED, UNKNOWN = codes.Attribution.STATED.value, codes.ClaimStatus.UNKNOWN.value


def involvements(
    cells: Mapping[str, str], names: Names, problems: Problems, *, lenient: bool = False
) -> tuple[InvolvementValue, ...]:
    """Perpetrators, targets and others, each once per role; what cannot be taken goes into `problems`."""
    attribution = problems.take(code, cells, "attribution", codes.Attribution) or STATED
    claim = problems.take(code, cells, "claim_status", codes.ClaimStatus) or UNKNOWN
    words = cells.get("attribution_words", "")[:MAX_WORDS]
    found: list[InvolvementValue] = []
    for column, role in (("perpetrator", PERPETRATOR), ("target", TARGET), ("other_party", OTHER)):
        if not cells.get(column):
            continue
        slugs, in_words = _parties(cells[column], column, names, problems, lenient)
        is_perpetrator = role == PERPETRATOR
        said = (attribution, claim, words) if is_perpetrator else (STATED, UNKNOWN, "")
        found += [InvolvementValue(slug, role, "", *said) for slug in slugs]
        if in_words:
            # One row without an actor per role is all that the database takes.
            unnamed = "; ".join([*in_words, *filter(None, [said[2]])])[:MAX_WORDS]
            found.append(InvolvementValue(None, role, claim_status=said[1], words=unnamed))
    if claim != UNKNOWN and not any(party.role == PERPETRATOR for party in found):
        # Nobody is named, and that nobody claimed it is a fact of its own.
        found.insert(0, InvolvementValue(role=PERPETRATOR, claim_status=claim))
    return tuple(found)


def _parties(
    text: str, column: str, names: Names, problems: Problems, lenient: bool
) -> tuple[list[str], list[str]]:
    """Slugs of the parties that are known, and the names of the others."""
    given = [name.strip() for name in text.split(";") if name.strip()][:MOST_NAMES]
    slugs: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for name in given:
        found = names.actors(name, lenient=lenient)
        if len(found) == 1:
            slugs[found[0]] = None
        elif lenient:
            unknown[name] = None
        else:
            problems.take(_refuse, name, column, found)
    return list(slugs), list(unknown)


def _refuse(name: str, column: str, found: tuple[str, ...]) -> None:
    if found:
        raise RowError(column, f"{name[:60]!r} may be {', '.join(found)}: give the slug")
    raise RowError(column, f"no actor is called {name[:60]!r}: add it to the actors, or correct the name")
