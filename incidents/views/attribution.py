"""Who is said to have done it, over all claims together, in words that keep a suspicion a suspicion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from incidents.codes import (
    PROBABILITY_TERM_CHOICES,
    UNNAMED_ACTORS,
    AnalyticConfidence,
    Attribution,
    ClaimStatus,
    Role,
)

# Up to here numbers are written out.
WORDS = {
    1: lambda: _("one source"), 2: lambda: _("two sources"), 3: lambda: _("three sources"),
    4: lambda: _("four sources"), 5: lambda: _("five sources"),
}  # fmt: skip


def attribution_in_words(actors: Iterable[Mapping[str, Any]]) -> list[dict[str, str | None]]:
    """[{slug, name, said, judged}], one for each perpetrator that the record names, most sources first.

    `actors` is the list of that name in `changes.images`. `said` is what sources and the group say, `judged`
    our desk's own judgement, the only place of a percentage; each is "" when there is none. An empty list
    means that nobody is named.
    """
    claims: dict[str, list[Mapping[str, Any]]] = {}
    for party in actors:
        if party["role"] == Role.PERPETRATOR and party["actor"]:
            claims.setdefault(party["actor"], []).append(party)
    ordered = sorted(claims.values(), key=lambda rows: -len(_sources(rows)))
    return [
        {
            "slug": rows[0]["actor"],
            "name": rows[0]["name_then"] or rows[0]["name"],
            "said": pgettext("between two parts", "; ").join(_said(rows)),
            "judged": _judged(rows),
        }
        for rows in ordered
    ]


def _said(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    parts = []
    for attribution, by_sources, by_us in (
        (Attribution.STATED, _("attributed by %(who)s"), _("attributed by our editors")),
        (Attribution.SUSPECTED, _("suspected by %(who)s"), _("suspected by our editors")),
    ):
        said = [row for row in rows if row["attribution"] == attribution]
        sources = _sources(said)
        if sources:
            parts.append(by_sources % {"who": _number(len(sources))} + _quoted(said))
        elif said:
            parts.append(by_us + _quoted(said))
    if not parts:
        is_nobody = rows[0]["actor"] in UNNAMED_ACTORS
        parts.append(_("nobody is named") if is_nobody else _("named, but not as responsible"))
    return [*parts, *_claims(rows)]


def _sources(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    return {row["source"] for row in rows if row["source"]}


def _number(n: int) -> str:
    return WORDS[n]() if n in WORDS else ngettext("%(n)s source", "%(n)s sources", n) % {"n": n}


def _quoted(rows: Iterable[Mapping[str, Any]]) -> str:
    words = dict.fromkeys(row["words"] for row in rows if row["words"])
    return "".join(_(", “%(words)s”") % {"words": word} for word in words)


def _claims(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """What the group itself says. Silence counts as such only where a source says that there was no claim."""
    statuses = {row["claim_status"] for row in rows}
    parts = []
    if ClaimStatus.CLAIMED in statuses:
        parts.append(_("claimed by the group"))
    if ClaimStatus.DENIED in statuses:
        parts.append(_("denied by the group"))
    if not parts:
        parts.append(
            _("not claimed") if ClaimStatus.NONE in statuses else _("whether it was claimed is not known")
        )
    return parts


def _judged(rows: Iterable[Mapping[str, Any]]) -> str:
    terms, levels = dict(PROBABILITY_TERM_CHOICES), dict(AnalyticConfidence.choices)
    told = dict.fromkeys(
        _("%(term)s; confidence in this judgement: %(level)s")
        % {
            "term": terms.get(row["judgement"], row["judgement"]),
            "level": str(levels.get(row["confidence"], "")).lower(),
        }
        for row in rows
        if row["judgement"]
    )
    return " / ".join(told)
