"""How sure a drafted value is, fitted to what editors decided; and the order of the queue that follows from it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from incidents import calibration, review
from incidents.calibration import Confidences, Support, is_kept, refit, supports, value_of
from incidents.models import FieldConfidence, Proposal, Source
from tests import make
from tests.learning.drafts import confirmed, drafted, written

pytestmark = pytest.mark.django_db

TEXT = "On 30 September 2018 gunmen killed 3 people at Ansongo."
SPANS = {
    "date": ("30 September 2018", "date-day", "exact"),
    "casualties.killed": ("killed 3", "passive-toll", "exact"),
    "place": ("Ansongo", "place-exact", "exact"),
}


def decided(number: int, *, changed: int = 0, language: str = "en", **changes: Any) -> None:
    """So many drafts, of which the first `changed` are confirmed with changes."""
    for n in range(number):
        confirmed(written(f"{TEXT} {n}", SPANS, language=language), **(changes if n < changed else {}))


class TestFields:
    @pytest.mark.parametrize(
        ("evidence", "field"),
        [
            ("date", "date"), ("date.start", "date"), ("place", "place"), ("event_type", "event_type"),
            ("casualties.killed", "killed"), ("casualties.injured", None), ("actors.perpetrator", "perpetrator"),
            ("actors.target", "target"), ("actors.claim_status", None), ("weapons", None),
        ],
    )  # fmt: skip
    def test_evidence_speaks_of_a_field(self, evidence, field):
        assert calibration.field_of(evidence) == field

    @pytest.mark.parametrize(
        ("field", "changes", "kept"),
        [
            ("date", {}, True),
            ("date", {"date_end": "2018-10-01"}, False),
            ("date", {"place": "ml-menaka"}, True),
            ("place", {"place": "ml-menaka"}, False),
            ("place", {"radius_m": 7000}, True),
            ("killed", {"estimates": [make.killed(4).__dict__]}, False),
            (
                "killed",
                {"estimates": [make.killed(3).__dict__, {**make.killed(2).__dict__, "kind": "injured"}]},
                True,
            ),
            ("killed", {"estimates": [{**make.killed(3).__dict__, "words": "three"}]}, True),
            ("perpetrator", {"involvements": [make.perpetrator("isgs").__dict__]}, False),
            (
                "perpetrator",
                {"involvements": [{**make.perpetrator("isgs").__dict__, "role": "target"}]},
                True,
            ),
            ("target", {"involvements": [{**make.perpetrator("isgs").__dict__, "role": "target"}]}, False),
        ],
    )
    def test_a_field_is_kept_when_its_own_value_is(self, field, changes, kept):
        proposed = make.record().as_json()
        assert is_kept(field, proposed, {**proposed, **changes}) is kept

    def test_a_value_that_nobody_set_can_be_compared(self):
        assert {field: value_of(field, {}) for field in calibration.FIELDS} == {
            "event_type": None, "date": (None, None), "place": (None,) * 5, "killed": [], "perpetrator": [],
            "target": [],
        }  # fmt: skip

    def test_the_best_evidence_of_a_field_counts(self):
        rows = [
            ("place", "fuzzy", "place-key"),
            ("place", "alias", "place-alias"),
            ("place", "inferred", "place-road"),
        ]
        assert supports(rows)["place"] == Support("alias", "place-alias")
        assert supports(rows)["date"] == Support("none", "")

    def test_a_name_that_led_nowhere_is_no_evidence_of_a_place(self):
        assert supports([("place", "fuzzy", "place-unresolved")])["place"] == Support("none", "")


class TestOutcomes:
    def test_each_piece_of_evidence_keeps_what_became_of_its_own_field(self):
        text = "On 30 September 2018 gunmen killed 3 civilians and injured 2 at Ansongo."
        spans = {
            "casualties.killed": ("killed 3", "passive-toll", "exact"),
            "casualties.injured": ("injured 2", "passive-toll", "exact"),
            "actors.perpetrator": ("gunmen", "actor-name", "alias"),
            "actors.target": ("civilians", "actor-name", "alias"),
        }
        proposal = written(text, spans, involvements=(make.perpetrator("unidentified-armed-group"),))
        incident = confirmed(proposal, involvements=[make.perpetrator("isgs").__dict__])
        assert dict(incident.evidence.values_list("field", "decision")) == {
            "casualties.killed": "accepted", "casualties.injured": "accepted", "actors.perpetrator": "edited",
            "actors.target": "accepted",
        }  # fmt: skip

    def test_of_a_rejected_draft_every_piece_is_rejected(self):
        proposal = written(TEXT, SPANS)
        review.reject(proposal, by=make.editor(), reason="not here")
        outcomes = proposal.evidence.values_list("field", "confidence", "rule", "decision")
        assert {outcome[3] for outcome in outcomes} == {"rejected"}
        assert len(outcomes) == 3


class TestFitting:
    def test_without_decisions_the_priors_speak(self):
        assert refit().rows == 0
        assert Confidences.load().of("exact", "place") == 0.85
        assert Confidences.load().of("fuzzy", "killed") == calibration.UNNAMED_PRIOR["fuzzy"]

    def test_decisions_outweigh_the_prior_as_they_grow(self):
        decided(10, changed=10, place="ml-menaka")
        refit()
        assert Confidences.load().of("exact", "place") == pytest.approx((0.85 * 10 + 0) / 20)
        assert Confidences.load().of("exact", "date") == pytest.approx((0.95 * 10 + 10) / 20)
        row = FieldConfidence.objects.get(field="place", kind="exact", rule="", language="")
        assert (row.kept, row.changed) == (0, 10)

    def test_a_rule_or_a_language_has_a_row_of_its_own_from_twenty_decisions_on(self):
        decided(19, language="fr")
        refit()
        assert not FieldConfidence.objects.exclude(rule="", language="").exists()
        decided(1, language="fr")
        refit()
        keys = FieldConfidence.objects.filter(field="place").values_list("rule", "language")
        assert set(keys) == {("", ""), ("place-exact", ""), ("", "fr"), ("place-exact", "fr")}

    def test_the_most_particular_row_answers(self):
        rows = [
            FieldConfidence(
                field="place", kind="exact", rule=rule, language=language, prior_kept=k, prior_changed=10 - k
            )
            for rule, language, k in [("", "", 1), ("", "fr", 2), ("r", "", 3), ("r", "fr", 4)]
        ]
        known = Confidences(rows)
        asked = [("r", "fr"), ("r", "en"), ("s", "fr"), ("s", "en")]
        assert [known.of("exact", "place", rule, language) for rule, language in asked] == [
            0.4,
            0.3,
            0.2,
            0.1,
        ]

    def test_a_rejected_draft_counts_against_drafts_and_not_against_its_fields(self):
        decided(3)
        review.reject(written(TEXT, SPANS), by=make.editor(), reason="an old event")
        refit()
        draft = FieldConfidence.objects.get(field="draft", rule="", language="")
        place = FieldConfidence.objects.get(field="place", kind="exact", rule="", language="")
        assert ((draft.kept, draft.changed), (place.kept, place.changed)) == ((3, 1), (3, 0))

    def test_what_is_said_of_later_decisions_is_computed_from_earlier_ones_alone(self):
        decided(7)
        decided(3, changed=3, place="ml-menaka")
        now = timezone.now()
        for n, pk in enumerate(Proposal.objects.order_by("pk").values_list("pk", flat=True)):
            Proposal.objects.filter(pk=pk).update(decided_at=now + timedelta(minutes=n))
        refit()
        row = FieldConfidence.objects.get(field="place", kind="exact", rule="", language="")
        assert row.said == pytest.approx((8.5 + 7) / 17)
        assert (row.later_kept, row.later_changed, row.kept, row.changed) == (0, 3, 7, 3)
        assert row.probability == pytest.approx((8.5 + 7) / 20)

    def test_sample_data_and_what_people_entered_are_not_counted(self):
        sample = Source.objects.create(name="Sample of tests", kind="sample")
        confirmed(written(TEXT, SPANS, source_=sample))
        make.in_review()
        assert refit().drafts == 0

    def test_a_second_refit_changes_nothing(self):
        decided(5, changed=2, place="ml-menaka")
        columns = ("field", "kind", "rule", "language", "kept", "changed", "said", "prior_kept")
        refit()
        first = list(FieldConfidence.objects.values_list(*columns))
        assert refit().eased == 0
        assert list(FieldConfidence.objects.values_list(*columns)) == first

    def test_the_command_says_what_it_did(self, capsys):
        decided(2)
        call_command("refit_confidence")
        assert capsys.readouterr().out == "2 decided drafts, 7 rows, 0 open drafts moved\n"


class TestEase:
    def test_a_draft_has_its_ease_when_it_is_proposed(self):
        proposal = drafted(TEXT)
        spans = proposal.evidence.values_list("field", "confidence", "rule")
        assert proposal.ease == Confidences().ease(list(spans), "en")
        assert 0 < proposal.ease < 1

    def test_a_draft_with_less_to_go_by_is_less_easy(self):
        assert Confidences().ease([("place", "exact", "")]) > Confidences().ease([("place", "fuzzy", "")])
        assert Confidences().ease([("place", "fuzzy", "")]) > Confidences().ease([])

    def test_a_refit_moves_what_is_open(self):
        waiting = drafted(TEXT)
        before = waiting.ease
        decided(30, changed=30, place="ml-menaka")
        assert refit().eased == 1
        waiting.refresh_from_db()
        assert waiting.ease < before

    def test_the_queue_in_this_order_is_read_from_an_index(self):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
            cursor.execute(
                "EXPLAIN SELECT id FROM incidents_proposal WHERE state = 'open' ORDER BY ease DESC NULLS LAST, id LIMIT 50"
            )
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "proposal_easiest" in plan
