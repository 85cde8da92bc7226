"""Out of the public: embargo, retraction, merging, redaction, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from incidents import changes, review
from incidents.codes import Audience
from incidents.models import Change, ExactLocation, Incident, Revision
from incidents.review import ReviewError
from tests import make

pytestmark = pytest.mark.django_db


def state_of(incident: Incident) -> tuple[str, int]:
    row = make.fresh(incident)
    return row.status, row.audience


def readable(incident: Incident, audience: int = Audience.PUBLIC) -> bool:
    return Incident.objects.for_audience(audience).filter(pk=incident.pk).exists()


# Embargo -------------------------------------------------------------------------------------------------
def set_embargo(incident: Incident, interval: str) -> None:
    """Relative to the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE incidents_incident SET embargo_until = now() + %s::interval WHERE id = %s",
            [interval, incident.pk],
        )


def test_under_embargo_nobody_reads_not_even_analysts() -> None:
    incident = make.embargoed()
    assert (readable(incident), readable(incident, Audience.ANALYSTS)) == (False, False)


@pytest.mark.parametrize(
    ("interval", "lifted"), [("-1 second", 1), ("1 second", 0), ("-10 years", 1), ("10 years", 0)]
)
def test_an_embargo_is_lifted_when_it_is_over(interval: str, lifted: int) -> None:
    incident = make.embargoed()
    set_embargo(incident, interval)
    assert review.lift_embargoes() == lifted
    assert readable(incident) == bool(lifted)
    assert review.lift_embargoes() == 0


@pytest.mark.parametrize("clock", ["2001-01-01T00:00:00Z", "2099-01-01T00:00:00Z"])
def test_the_database_clock_decides_whatever_the_process_believes(clock: str) -> None:
    time_machine = pytest.importorskip("time_machine")
    early, late = make.embargoed(), make.embargoed()
    set_embargo(early, "-1 second")
    set_embargo(late, "1 hour")
    with time_machine.travel(clock, tick=False):
        assert review.lift_embargoes() == 1
    assert (readable(early), readable(late)) == (True, False)


def test_an_embargo_ends_for_the_audience_of_the_release() -> None:
    incident = make.embargoed(release_to=1)
    set_embargo(incident, "-1 second")
    review.lift_embargoes()
    assert (readable(incident), readable(incident, Audience.ANALYSTS)) == (False, True)


# Retraction ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_retraction_needs_a_reason(reason: str) -> None:
    incident = make.published_incident()
    with pytest.raises(ReviewError, match="needs a reason"):
        review.retract(incident, by=make.reviewer(), reason=reason)
    assert readable(incident)


@pytest.mark.parametrize("make_it", [make.draft, make.in_review, make.retracted, make.merged])
def test_only_what_is_published_is_retracted(make_it: Any) -> None:
    with pytest.raises(ReviewError, match="Only a published incident"):
        review.retract(make_it(), by=make.reviewer(), reason="error")


def test_a_retracted_incident_leaves_every_list_and_keeps_its_reason() -> None:
    incident = make.retracted("it was another day")
    assert (state_of(incident), incident.retraction_reason) == (("retracted", 0), "it was another day")
    assert not readable(incident, Audience.ANALYSTS)
    assert list(Incident.objects.tombstones_for(Audience.PUBLIC)) == [incident]


def test_a_retraction_that_an_editor_proposes_is_published_by_another() -> None:
    incident = make.published_incident()
    proposal = review.propose(incident, old={}, new={}, by=make.editor(), reason="a hoax", kind="retract")
    review.accept(proposal, by=make.reviewer())
    assert (make.fresh(incident).status, make.fresh(incident).retraction_reason) == ("retracted", "a hoax")


def test_a_restored_incident_is_readable_again_and_without_a_reason() -> None:
    incident = make.retracted()
    review.restore(incident, by=make.reviewer(), reason="it stands")
    assert (readable(incident), make.fresh(incident).retraction_reason) == (True, "")


@pytest.mark.parametrize("make_it", [make.draft, make.in_review, make.published_incident, make.merged])
def test_only_what_is_retracted_is_restored(make_it: Any) -> None:
    with pytest.raises(ReviewError, match="Only a retracted incident"):
        review.restore(make_it(), by=make.reviewer(), reason="?")


# Merging -------------------------------------------------------------------------------------------------
def test_a_duplicate_leads_to_its_root_and_keeps_its_rows() -> None:
    root = make.published_incident()
    duplicate = make.merged(root, estimates=(make.killed(7),))
    assert (state_of(duplicate), duplicate.merged_into) == (("merged", 0), root)
    assert list(duplicate.estimates.values_list("best", flat=True)) == [7]


def test_the_root_reads_the_claims_of_its_duplicates_without_adding_them_up() -> None:
    root = make.published_incident()
    make.merged(root, estimates=(make.killed(7),))
    image = changes.images([root.pk])[root.pk]
    assert (image["killed_best"], [row["best"] for row in image["casualties"]]) == (3, [3, 7])
    assert len(image["reports"]) == 2


def test_a_chain_of_merges_leads_to_its_root_in_one_step() -> None:
    first, second, root = make.published_incidents([{}, {}, {}])
    review.merge(first, second, by=make.reviewer())
    review.merge(make.fresh(second), root, by=make.reviewer())
    assert {make.fresh(first).merged_into_id, make.fresh(second).merged_into_id} == {root.pk}


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (lambda: [make.published_incident()] * 2, "itself not merged"),
        (lambda: (make.published_incident(), make.merged()), "itself not merged"),
        (lambda: (make.merged(), make.published_incident()), "merged already"),
        (lambda: (make.synthetic(), make.published_incident()), "Sample data"),
        (lambda: (make.published_incident(), make.synthetic()), "Sample data"),
    ],
    ids=["itself", "into a merged one", "a merged one", "made up into real", "real into made up"],
)
def test_a_merge_is_refused(pair: Any, said: str) -> None:
    duplicate, root = pair()
    before = state_of(duplicate)
    with pytest.raises(ReviewError, match=said):
        review.merge(duplicate, root, by=make.reviewer())
    assert state_of(duplicate) == before


@pytest.mark.parametrize("make_root", [make.draft, make.in_review, make.retracted])
def test_what_readers_see_does_not_vanish_into_what_they_cannot_see(make_root: Any) -> None:
    shown, hidden = make.published_incident(), make_root()
    with pytest.raises(ReviewError):
        review.merge(shown, hidden, by=make.reviewer())


@pytest.mark.parametrize(
    "make_it", [make.published_incident, make.in_review, make.draft, make.retracted, make.embargoed]
)
def test_unmerging_gives_back_what_was_before(make_it: Any) -> None:
    incident = make_it()
    before = state_of(incident)
    try:
        review.merge(incident, make.published_incident(), by=make.reviewer())
    except ReviewError:
        return  # a state that cannot merge needs no way back
    review.unmerge(make.fresh(incident), by=make.reviewer())
    assert state_of(incident) == before


def test_only_what_is_merged_is_unmerged() -> None:
    with pytest.raises(ReviewError, match="Only a merged incident"):
        review.unmerge(make.published_incident(), by=make.reviewer())


def test_an_unmerged_incident_takes_its_claims_back() -> None:
    root = make.published_incident()
    duplicate = make.merged(root, estimates=(make.killed(7),))
    review.unmerge(duplicate, by=make.reviewer())
    assert [row["best"] for row in changes.images([root.pk])[root.pk]["casualties"]] == [3]
    assert make.fresh(duplicate).merged_into is None


# Redaction -----------------------------------------------------------------------------------------------
def redacted_incident() -> Incident:
    incident = make.published_incident(summaries={"en": "canary-witness spoke."})
    incident = make.edited(incident, summaries={"en": "A witness spoke."}, verification="corroborated")
    review.redact(incident, by=make.reviewer(), reason="protection", fields=["summaries"])
    return make.fresh(incident)


def test_a_redaction_rewrites_every_past_image_and_change() -> None:
    incident = redacted_incident()
    kept = f"{list(Revision.objects.values('image'))} {list(Change.objects.values('fields'))}"
    assert "canary-witness" not in kept
    assert {revision.image["summaries"] for revision in incident.revisions.all()} == {changes.WITHHELD}


def test_a_redaction_leaves_other_fields_of_the_past_as_they_were() -> None:
    incident = redacted_incident()
    assert incident.revisions.get().image["verification"] == "unverified"
    fields = Change.objects.get(incident=incident, feed=2, kind="updated").fields
    assert {entry["field"]: entry["old"] for entry in fields} == {
        "verification": "unverified",
        "summaries": "withheld",
    }


@pytest.mark.parametrize(
    ("fields", "kept"),
    [(["place"], 0), (["longitude", "latitude"], 0), (["summaries"], 1), (["killed_best"], 1)],
)
def test_a_redaction_of_the_place_deletes_the_exact_location(fields: list[str], kept: int) -> None:
    incident = make.published_incident()
    review.redact(incident, by=make.reviewer(), reason="protection", fields=fields)
    assert ExactLocation.objects.filter(incident=incident).count() == kept


def test_readers_who_keep_a_copy_are_told_of_a_redaction_and_of_nothing_that_was_withheld() -> None:
    change = Change.objects.get(incident=redacted_incident(), feed=2, kind="redacted")
    assert change.fields == [{"field": "summaries", "old": "withheld", "new": "withheld"}]


@pytest.mark.parametrize(
    ("make_it", "feeds"),
    [(make.for_analysts_only, {1}), (make.embargoed, set()), (make.draft, set()), (make.synthetic, set())],
)
def test_a_feed_that_never_knew_of_an_incident_is_not_told_of_its_redaction(
    make_it: Any, feeds: set[int]
) -> None:
    incident = make_it()
    review.redact(incident, by=make.reviewer(), reason="protection", fields=["place"])
    assert set(Change.objects.filter(kind="redacted").values_list("feed", flat=True)) == feeds
