"""A report's text cut at its evidence, so that a template can mark every span without touching markup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from incidents.models import Evidence


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `fields` are the values that rest on it (empty: plain text), `rule` how they were read."""

    text: str
    fields: tuple[str, ...] = ()
    rule: str = ""
    confidence: str = ""
    spans: tuple[Evidence, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The first parts of the fields, the one whose colour the stretch has first."""
        return tuple(dict.fromkeys(field.partition(".")[0] for field in self.fields))

    @property
    def kind(self) -> str:
        """The first part of the first field: what colour the stretch has."""
        return self.kinds[0] if self.fields else ""


def pieces(text: str, evidence: Iterable[Evidence]) -> list[Piece]:
    """The text in order, cut at every start and end; spans that lie over one another share a piece."""
    spans = [span for span in evidence if 0 <= span.start < span.end <= len(text)]
    edges = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
    found = []
    for start, end in pairwise(edges):
        here = [span for span in spans if span.start <= start and end <= span.end]
        # The shortest span says the most about this stretch.
        here.sort(key=lambda span: span.end - span.start)
        fields = tuple(dict.fromkeys(span.field for span in here))
        found.append(
            Piece(
                text[start:end],
                fields,
                here[0].rule if here else "",
                here[0].confidence if here else "",
                tuple(here),
            )
        )
    return found
