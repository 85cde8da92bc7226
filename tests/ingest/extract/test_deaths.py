"""How many died: which counts a note may mean, what speaks for each, and what a draft becomes when another is chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from incidents.ingest.drafts import GroupToll, IncidentDraft, Toll
from incidents.ingest.extract import extract, heard
from incidents.ingest.extract.decisions.deaths import Count, Reckoning, count_signs, reckoning_of, with_count
from incidents.ingest.extract.decisions.doers import RULE
from incidents.ingest.extract.decisions.heard import Note
from incidents.ingest.extract.tolls.totals import CONFLICT
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 5)  # a Wednesday
RAID = "Gunmen attacked Talataye on Monday. Three herders and two guards were killed, the mayor said."
DISPUTED = "Gunmen attacked Talataye on Monday. The mayor said that twelve people were killed. A doctor put the dead at 15."
ELSEWHERE = f"{RAID} On Tuesday a mine killed four soldiers near Ansongo."


def read(text: str, tables: Tables) -> tuple[list[IncidentDraft], Note]:
    drafts = extract(text, published=PUBLISHED, tables=tables, language="en").incidents
    return list(drafts), heard(text, PUBLISHED, tables, "en")


def reckoned(text: str, tables: Tables, number: int = 0) -> Reckoning:
    drafts, note = read(text, tables)
    return reckoning_of(drafts[number], note, drafts)


def of(reckoning: Reckoning, best: int | None) -> Count:
    return next(count for count in reckoning.counts if count.best == best)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (RAID, [None, 0, 2, 3, 5]),
        (DISPUTED, [None, 0, 12, 15, 27]),
        ("Gunmen attacked Talataye on Monday. Nobody was hurt.", [None, 0]),
        ("Gunmen attacked Talataye on Monday and burned huts.", [None, 0]),
        ("Gunmen attacked Talataye on Monday, killing three. A fourth man died. Two guards died, too.", [None, 0, 1, 2, 3, 4, 5, 6]),
    ],
)  # fmt: skip
def test_what_a_note_may_mean_is_each_statement_its_groups_their_sums_nobody_and_unknown(
    text: str, counts: list[int | None], reference_tables: Tables
) -> None:
    found = [count.best for count in reckoned(text, reference_tables).counts]
    assert sorted(found, key=lambda best: -1 if best is None else best) == counts


@pytest.mark.parametrize(
    ("behind", "disputes"),
    [
        ("", []),
        ("The army admits four deaths.", ["admits"]),
        ("The army denied it and gave another toll.", ["otherwise"]),
        ("The figure could not be verified.", ["unchecked"]),
        ("JNIM said it had killed nine soldiers.", ["claims"]),
        ("JNIM claims to have killed nine; the army acknowledged four.", ["admits", "claims"]),
    ],
)
def test_that_somebody_says_otherwise_speaks_for_the_count_and_against_it(
    behind: str, disputes: list[str], reference_tables: Tables
) -> None:
    told = reckoned(f"Gunmen attacked Talataye on Monday, killing three. {behind}", reference_tables)
    signs = count_signs(of(told, None), told)
    assert told.disputes == disputes
    assert {sign for sign in signs if " disputes=" in sign} == {
        f"unknown disputes={len(disputes)} differ={min(4, len(set(told.inside)))}",
        f"unknown disputes={'+'.join(disputes)} several={len(set(told.inside)) > 1}",
    }


def test_the_dead_of_another_incident_may_be_meant_and_are_known_as_its_own(reference_tables: Tables) -> None:
    first = reckoned(ELSEWHERE, reference_tables)
    assert (first.chosen, first.others, first.inside) == (5, [4], [5])
    signs = count_signs(of(first, 4), first)
    assert signs["elsewhere=True chosen=False"] == 1.0
    assert "elsewhere=True chosen=True" not in count_signs(of(first, 5), first)


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        (RAID, "number"),
        (DISPUTED, "conflict"),
        ("Gunmen attacked Talataye on Monday and killed several herders.", "vague"),
        ("Gunmen attacked Talataye on Monday and burned huts.", "none"),
    ],
)
def test_how_the_rules_reached_theirs_is_a_sign_of_each_count(
    text: str, reached: str, reference_tables: Tables
) -> None:
    reckoning = reckoned(text, reference_tables)
    assert reckoning.reached == reached
    for count in reckoning.counts:
        is_own = count.best == reckoning.chosen
        assert count_signs(count, reckoning)[f"chosen={is_own} reached={reached}"] == 1.0


def test_only_nobody_and_unknown_look_at_every_word(reference_tables: Tables) -> None:
    reckoning = reckoned(RAID, reference_tables)
    worded = {
        count.best: {sign for sign in count_signs(count, reckoning) if " t=" in sign}
        for count in reckoning.counts
    }
    assert {best for best, signs in worded.items() if signs} == {None, 0}
    assert "nobody t=herders" in worded[0]


def test_figures_are_no_signs_of_their_own(reference_tables: Tables) -> None:
    text = "Gunmen attacked Talataye on Monday. 12 people were killed, 3 of them guards."
    reckoning = reckoned(text, reference_tables)
    assert not [sign for count in reckoning.counts for sign in count_signs(count, reckoning) if "12" in sign]


class TestChoosing:
    def chosen(self, text: str, best: int | None, tables: Tables) -> IncidentDraft:
        reckoning = reckoned(text, tables)
        return with_count(of(reckoning, best), reckoning, RULE)

    def test_the_rows_are_those_of_the_statements_that_add_up_to_it(self, reference_tables: Tables) -> None:
        fifteen = (GroupToll("killed", "all", Toll(15, 15, 15, "exactly", "15")),)
        assert self.chosen(DISPUTED, 15, reference_tables).casualties == fifteen
        rows = self.chosen(RAID, 3, reference_tables).casualties
        assert [(row.group, row.toll.best) for row in rows] == [("all", 3), ("civilians", 3)]

    def test_its_evidence_is_inferred_and_quotes_the_statement(self, reference_tables: Tables) -> None:
        chosen = self.chosen(DISPUTED, 12, reference_tables)
        spans = [span for span in chosen.evidence if span.field == "casualties.killed"]
        assert [(DISPUTED[span.start : span.end], span.rule, span.confidence) for span in spans] == [
            ("twelve people were killed", RULE, "inferred")
        ]

    def test_that_sources_contradict_each_other_stays_flagged(self, reference_tables: Tables) -> None:
        assert CONFLICT in self.chosen(DISPUTED, 12, reference_tables).flags

    def test_other_casualties_and_fields_stay(self, reference_tables: Tables) -> None:
        text = f"{DISPUTED} Nine others were wounded."
        before, after = reckoned(text, reference_tables).draft, self.chosen(text, 12, reference_tables)
        assert after.total("injured") == Toll(9, 9, 9, "exactly", "Nine")
        assert replace(after, casualties=(), evidence=()) == replace(before, casualties=(), evidence=())

    def test_nobody_is_nought_with_the_whole_passage_as_evidence(self, reference_tables: Tables) -> None:
        draft = self.chosen(DISPUTED, 0, reference_tables)
        assert draft.total("killed") == Toll(0, 0, 0)
        spans = [span for span in draft.evidence if span.field == "casualties.killed"]
        assert [(span.start, span.end) for span in spans] == [(draft.text_start, draft.text_end)]

    @pytest.mark.parametrize(
        ("text", "bounds"),
        [
            (DISPUTED, (12, None, 15)),
            (RAID, (5, None, None)),
            ("Gunmen attacked Talataye on Monday and burned huts.", None),
        ],
    )
    def test_unknown_is_from_the_least_to_the_most_that_was_told(
        self, text: str, bounds: tuple[int | None, ...] | None, reference_tables: Tables
    ) -> None:
        total = self.chosen(text, None, reference_tables).total("killed")
        assert (total and (total.low, total.best, total.high)) == bounds


def test_sentences_far_from_the_event_tell_none_of_its_dead(reference_tables: Tables) -> None:
    filler = "The road is closed. " * 20
    reckoning = reckoned(f"{RAID} {filler}Nine men died, an elder said.", reference_tables)
    assert 9 not in [count.best for count in reckoning.counts]
