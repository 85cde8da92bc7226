"""What a draft may be a duplicate of: found by days and place, weighed, kept, and never asked twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents import blocking, duplicates, intake, joining, review
from incidents.codes import ProposalState, ReportState
from incidents.models import DraftOutline, Match, Proposal, Report
from incidents.outlines import write_outline
from incidents.record import SourceValue
from tests import make
from tests.rules.pairs import TEXT, drafted, found_draft, pair, pairs_of, verdicts

pytestmark = pytest.mark.django_db
NEARBY = {"place": None, "longitude": 0.61, "latitude": 15.66, "radius_m": 500, "geo_precision": "settlement"}


# Blocking ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "is_found"),
    [
        ({}, True),
        ({"date_start": "2018-10-03", "date_end": "2018-10-03"}, True),
        ({"date_start": "2018-10-04", "date_end": "2018-10-04"}, False),
        ({"date_start": "2018-09-27", "date_end": "2018-09-27"}, True),
        ({"date_start": "2018-09-26", "date_end": "2018-09-26"}, False),
        ({"date_start": "2018-09-01", "date_end": "2018-09-30", "time_precision": "month"}, True),
        ({"date_start": "2018-08-01", "date_end": "2018-08-31", "time_precision": "month"}, False),
        (NEARBY, True),
        ({**NEARBY, "longitude": 0.85}, True),  # 37 km, the same cercle
        ({"place": "ml-menaka"}, False),
        ({"place": None, "stated_region": "ML0701"}, True),
        ({"place": None, "stated_region": "MLI"}, False),
        ({"place": None}, False),
    ],
)
def test_candidates_lie_about_the_days_and_the_place(fields: dict[str, Any], is_found: bool) -> None:
    incident = make.published_incident()
    draft = drafted(**fields)
    write_outline(draft)
    own = duplicates.account_of(draft)
    assert own is not None
    found = duplicates.candidates(own, draft.report, (), None)
    assert [there.incident for there in found] == ([incident.pk] if is_found else [])


@pytest.mark.parametrize(
    ("kilometres", "radius_m", "is_found"),
    [(29, 500, True), (31, 500, False), (31, 17_000, True), (44, 28_000, True), (44, 27_000, False)],
)
def test_two_points_are_near_within_both_radii_and_15_km_and_within_30_km_at_least(
    kilometres: int, radius_m: int, is_found: bool
) -> None:
    """In the Atlantic, where no region holds both. A degree of longitude at 19 degrees north is 105.28 km."""
    make.published_incident(**{**NEARBY, "longitude": -18.0, "latitude": 19.0, "radius_m": 1_500})
    away = -18 + kilometres / 105.28
    draft = found_draft(**{**NEARBY, "longitude": away, "latitude": 19.0, "radius_m": radius_m})
    own = duplicates.account_of(draft)
    assert own is not None
    assert bool(duplicates.candidates(own, draft.report, (), None)) is is_found


@pytest.mark.parametrize(
    ("make_it", "is_found"),
    [
        (make.draft, True),
        (make.in_review, True),
        (make.published_incident, True),
        (make.embargoed, True),
        (make.for_analysts_only, True),
        (make.retracted, False),
        (make.synthetic, False),
    ],
)
def test_incidents_of_every_state_count_but_what_was_taken_back(make_it: Any, is_found: bool) -> None:
    incident = make_it()
    assert (incident in verdicts(found_draft())) is is_found


def test_of_merged_incidents_the_root_is_found() -> None:
    root = make.published_incident()
    make.merged(root)
    assert set(verdicts(found_draft())) == {root}


def test_the_exact_place_counts_for_the_desk_where_readers_see_none() -> None:
    incident = make.published_incident(location_policy="hidden")
    assert set(verdicts(found_draft())) == {incident}


def test_open_drafts_of_other_reports_count_and_those_of_the_same_report_do_not() -> None:
    first = found_draft()
    second = found_draft(report=first.report)
    third = found_draft(make.source("Sahel FM"))
    assert (set(verdicts(second)), set(verdicts(third))) == ({third}, {first, second})


@pytest.mark.parametrize("state", [ProposalState.REJECTED, ProposalState.SUPERSEDED])
def test_a_draft_that_was_decided_about_is_no_candidate(state: str) -> None:
    first = found_draft()
    if state == ProposalState.REJECTED:
        review.reject(first, by=make.editor(), reason="a rumour")
    else:
        Proposal.objects.filter(pk=first.pk).update(state=state)
    assert verdicts(found_draft()) == {}
    assert duplicates.find(Proposal.objects.get(pk=first.pk)) == []


def test_an_incident_finds_drafts_and_incidents() -> None:
    first, other, draft = make.published_incident(), make.in_review(), found_draft()
    duplicates.find(first)
    assert set(verdicts(first)) == {other, draft}


# Weighing and keeping ----------------------------------------------------------------------------------------
def test_a_pair_keeps_each_likeness_its_score_and_its_verdict() -> None:
    incident = make.published_incident(involvements=(make.perpetrator("katiba-macina"),))
    draft = found_draft(estimates=(make.killed(6),), involvements=(make.perpetrator("jnim"),))
    match = pair(draft, incident)
    assert (match.draft, match.incident, match.vetoes, match.decision) == (draft, incident, [], "open")
    assert {
        name: getattr(match, f"{name}_likeness") for name in ("date", "distance", "toll", "actors", "type")
    } == {"date": 1, "distance": 1, "toll": 0.5, "actors": 0.8, "type": 1}
    assert 0.5 < match.score < 1


def test_what_is_ruled_out_is_kept_with_its_reason() -> None:
    soldiers = make.killed(3, group="state_forces")
    incident = make.published_incident(estimates=(make.killed(), soldiers))
    draft = found_draft(estimates=(make.killed(), make.killed(3, group="civilians")))
    assert (pair(draft, incident).verdict, pair(draft, incident).vetoes) == ("none", ["victims"])


def test_who_was_attacked_tells_the_victims_where_no_figure_does() -> None:
    incident = make.published_incident(involvements=(make.perpetrator("fama", role="target"),))
    draft = found_draft(involvements=(make.perpetrator("civilians", role="target", attribution="stated"),))
    assert pair(draft, incident).vetoes == ["victims"]


def test_the_ten_best_are_kept() -> None:
    make.published_incidents([{} for _n in range(12)])
    assert len(pairs_of(found_draft())) == 10


def test_looking_again_after_an_incident_changed_takes_the_old_weights_away() -> None:
    incident = make.in_review()
    draft = found_draft()
    moved = make.record(place="ml-menaka")
    review.revise(incident, moved, by=make.editor())
    duplicates.find(draft)
    assert verdicts(draft) == {}


def test_looking_again_changes_nothing_where_nothing_changed() -> None:
    make.published_incident()
    draft = found_draft()
    before = list(Match.objects.values_list("pk", "score", "verdict"))
    duplicates.find(draft)
    assert list(Match.objects.values_list("pk", "score", "verdict")) == before


@pytest.mark.parametrize(
    "fields",
    [
        {"date_start": "", "date_end": ""},
        {"date_start": "2018-02-30", "date_end": ""},
        {"date_start": "2018-10-01", "date_end": "2018-09-01"},
        {"date_start": "0001-01-01", "date_end": "9999-12-31"},
        {"place": "atlantis"},
        {"longitude": 200.0, "latitude": 15.0},
        {"longitude": 1.0},
        {"event_type": ""},
        {"involvements": (make.perpetrator("martians"),)},
    ],
)
def test_a_draft_that_cannot_be_read_whole_is_no_error(fields: dict[str, Any]) -> None:
    draft = found_draft(**fields)
    assert DraftOutline.objects.filter(draft=draft).count() == 1


def test_what_changed_is_weighed_anew_and_a_decision_stays() -> None:
    incident, draft = make.in_review(), found_draft()
    joining.not_the_same(pair(draft, incident), by=make.editor())
    review.revise(incident, make.record(estimates=(make.killed(6),)), by=make.editor())
    duplicates.find(draft)
    match = pair(draft, incident)
    assert (match.toll_likeness, match.decision) == (0.5, "different")


def test_where_too_many_lie_about_one_day_the_nearest_days_are_weighed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blocking, "MOST_WEIGHED", 2)
    days = ("2018-09-28", "2018-09-30", "2018-10-01", "2018-10-03")
    incidents = {day: make.in_review(date_start=day, date_end=day).pk for day in days}
    draft = drafted()
    write_outline(draft)
    own = duplicates.account_of(draft)
    assert own is not None
    found = duplicates.candidates(own, draft.report, (), None)
    assert [there.incident for there in found] == [incidents["2018-09-30"], incidents["2018-10-01"]]


# The same text -------------------------------------------------------------------------------------------------
def copies() -> tuple[Report, Report]:
    shouted = TEXT.upper().replace(" ", "  ") + " !"
    return (
        make.report(text=TEXT, state=ReportState.PROPOSED),
        make.report(make.source("Sahel FM"), text=shouted, state=ReportState.PROPOSED),
    )


@pytest.mark.parametrize(
    ("text", "other", "is_same"),
    [
        (TEXT, TEXT, True),
        (TEXT, TEXT.upper(), True),
        (TEXT, TEXT.replace(" ", "\n\n"), True),
        (TEXT, "«" + TEXT.replace(",", " —") + "»", True),
        (TEXT + " Ménaka", TEXT + " Me\u0301naka", True),
        (TEXT, TEXT.replace("three", "four"), False),
        (TEXT, TEXT + " More follows.", False),
    ],
)
def test_a_text_is_the_same_whatever_its_case_blanks_and_signs(text: str, other: str, is_same: bool) -> None:
    assert (intake.text_hash(text) == intake.text_hash(other)) is is_same


@pytest.mark.parametrize("text", ["", "Correction", "No news from Gao today"])
def test_a_short_text_is_no_copy_of_another(text: str) -> None:
    assert intake.text_hash(text) == ""


def test_a_copy_by_another_source_comes_first_even_where_its_day_was_read_otherwise() -> None:
    one, two = copies()
    make.published_incident()
    first = found_draft(report=one, date_start="2018-09-23", date_end="2018-09-23")
    second = found_draft(report=two)
    best = pairs_of(second)[0]
    assert (best.draft, best.other_draft, best.same_text, best.verdict) == (first, second, True, "likely")


def test_a_copy_of_a_draft_that_became_an_incident_leads_to_the_incident() -> None:
    one, two = copies()
    incident = review.confirm(found_draft(report=one), by=make.editor())
    match = pair(found_draft(report=two), incident)
    assert (match.same_text, match.verdict) == (True, "likely")


# Decided once ------------------------------------------------------------------------------------------------
def test_what_is_not_the_same_does_not_come_back() -> None:
    incident, draft = make.published_incident(), found_draft()
    joining.not_the_same(pair(draft, incident), by=make.editor())
    for subject in (draft, incident):
        duplicates.find(subject)
    match = pair(draft, incident)
    assert (match.decision, match.decided_by, pairs_of(draft)) == ("different", make.editor(), [])


def test_what_is_not_the_same_as_a_draft_is_not_the_same_as_its_incident() -> None:
    incident, draft, third = make.published_incident(), found_draft(), found_draft(make.source("Sahel FM"))
    joining.not_the_same(pair(draft, incident), by=make.editor())
    joining.not_the_same(pair(draft, third), by=make.editor())
    became = review.confirm(draft, by=make.editor())
    for subject in (became, incident, third):
        duplicates.find(subject)
    assert {m.pair for m in pairs_of(became, "different")} == {
        (None, None, incident.pk, became.pk), (third.pk, None, became.pk, None),
    }  # fmt: skip
    assert pairs_of(became) == []


def test_the_open_pairs_of_a_draft_go_with_it_into_its_incident() -> None:
    incident, draft = make.published_incident(), found_draft()
    became = review.confirm(draft, by=make.editor())
    assert set(verdicts(became)) == {incident}
    assert pairs_of(draft) == []


def test_not_the_same_can_be_taken_back() -> None:
    incident, draft = make.published_incident(), found_draft()
    joining.not_the_same(pair(draft, incident), by=make.editor())
    joining.ask_again(pair(draft, incident))
    assert set(verdicts(draft)) == {incident}


# The queue and the page ---------------------------------------------------------------------------------------
def test_the_queue_says_what_a_draft_looks_like_without_a_query_for_each() -> None:
    make.published_incident()
    drafts = [found_draft(make.source(f"Radio {n}")) for n in range(3)]
    lonely = found_draft(place="ml-menaka", date_start="2017-01-01", date_end="2017-01-01")
    with CaptureQueriesContext(connection) as queries:
        rows = Proposal.objects.annotate(best=duplicates.best_verdict()).values_list("pk", "best")
        said = dict(rows)
    assert (len(queries), said[lonely.pk], {said[draft.pk] for draft in drafts}) == (1, None, {"likely"})


@pytest.mark.parametrize("gone", ["retracted", "rejected", "decided"])
def test_the_queue_does_not_count_what_is_gone(gone: str) -> None:
    incident, draft = make.published_incident(), found_draft()
    if gone == "retracted":
        review.retract(incident, by=make.reviewer(), reason="an error")
    elif gone == "rejected":
        review.reject(draft, by=make.editor(), reason="a rumour")
    else:
        joining.not_the_same(pair(draft, incident), by=make.editor())
    best = Proposal.objects.annotate(best=duplicates.best_verdict()).get(pk=draft.pk).best
    assert best is None
    if gone != "rejected":
        assert duplicates.panel(draft).candidates == []
    assert duplicates.panel(incident).candidates == []


@pytest.mark.parametrize("number", [1, 4])
def test_a_panel_takes_three_queries_however_much_it_shows(number: int) -> None:
    for _n in range(number):
        make.published_incident(involvements=(make.perpetrator(), make.perpetrator("fama", role="responder")))
        found_draft(make.source("Sahel FM"), involvements=(make.perpetrator("jnim"),))
    subject = found_draft()
    with CaptureQueriesContext(connection) as queries:
        shown = duplicates.panel(subject)
        words = [(c.what, c.days, c.toll, c.actors, c.differences, c.takes) for c in shown.candidates]
    assert (len(queries), len(words)) == (3, 2 * number)


def test_a_panel_begins_with_what_is_likely_however_high_a_maybe_scores() -> None:
    # One title for all three, so that days and types alone tell them apart.
    accounts = [make.report(title="Ansongo", state=ReportState.LINKED) for _ in range(2)]
    first, second = [(SourceValue(account.pk, "primary", 2),) for account in accounts]
    clash = make.published_incident(event_type="battles", sub_event_type="armed_clash", sources=first)
    attack = make.published_incident(date_start="2018-10-01", date_end="2018-10-01", sources=second)
    draft = drafted(report=make.report(title="Ansongo", state=ReportState.PROPOSED))
    duplicates.find(draft)
    assert pair(draft, clash).score > pair(draft, attack).score
    shown = duplicates.panel(draft).candidates
    assert [(c.there.incident, c.match.verdict) for c in shown] == [
        (attack.pk, "likely"),
        (clash.pk, "maybe"),
    ]


def test_a_panel_says_who_and_what_and_where_the_two_differ() -> None:
    make.published_incident(estimates=(make.killed(6),), involvements=(make.perpetrator("jnim"),))
    (candidate,) = duplicates.panel(found_draft()).candidates
    assert (candidate.what, candidate.days, candidate.toll, candidate.state) == (
        "Attack", "Sept. 30, 2018", "6", "published",
    )  # fmt: skip
    assert candidate.differences == ["3 killed here, 6 there", f"nobody named here, {candidate.actors} there"]
