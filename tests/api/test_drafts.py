"""Incidents entered and corrected by programs: checked like the desk's form, conditional, and never published by it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import record, review
from incidents.models import ApiToken, Incident, Proposal
from tests import make

pytestmark = pytest.mark.django_db
DRAFTS = "/api/v1/drafts/"
LEAST = {"event_type": "battles", "date_start": "2018-09-30", "place": "ml-ansongo"}


def as_(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def aissa(db: None) -> Client:
    return as_(make.editor())


def address(incident: Incident) -> str:
    return f"{DRAFTS}{incident.public_id}/"


def enter(client: Client, **values: Any) -> Any:
    return client.post(DRAFTS, {"values": {**LEAST, **values}}, content_type="application/json")


def change(
    client: Client, incident: Incident, *, etag: str | None = None, reason: str = "", **values: Any
) -> Any:
    headers = {"If-Match": client.get(address(incident))["ETag"] if etag is None else etag}
    body = {"values": values, "reason": reason}
    return client.patch(address(incident), body, content_type="application/json", headers=headers)


def blamed(answer: Any) -> dict[str, str]:
    assert answer.status_code == 400, answer.content
    return {error["parameter"]: error["message"] for error in answer.json()["errors"]}


class TestEntering:
    def test_what_is_entered_waits_in_review_for_another_person(self, aissa):
        report = make.report()
        answer = enter(
            aissa,
            sub_event_type="armed_clash",
            estimates=[{"kind": "killed", "low": 3, "best": None, "high": 9, "report": report.pk}],
            involvements=[
                {"actor": "isgs", "role": "perpetrator", "attribution": "suspected", "words": "probably"}
            ],
            sources=[{"report": report.pk, "information_credibility": 2}],
            summaries={"en": "A clash at Ansongo."},
        )
        assert answer.status_code == 201, answer.content
        incident = Incident.objects.unpublished_too().get()
        assert (incident.status, incident.submitted_by, incident.killed_low, incident.killed_best) == (
            "in_review", make.editor(), 3, None
        )  # fmt: skip
        told = answer.json()
        assert (told["id"], told["status"], told["values"]["date_end"]) == (
            str(incident.public_id), "in_review", "2018-09-30"
        )  # fmt: skip
        assert answer["Location"] == address(incident)
        assert answer["ETag"] == f'"{record.version_of(record.read(incident))}"'
        with pytest.raises(review.ReviewError, match="submitted by you"):
            review.publish([incident.pk], by=make.editor())
        assert review.publish([incident.pk], by=make.reviewer()) == 1

    def test_the_same_again_under_its_id_writes_nothing(self, aissa):
        first = enter(aissa, external_ids=["ours:7"])
        second = enter(aissa, external_ids=["ours:7"])
        assert (first.status_code, second.status_code) == (201, 200)
        assert second.json()["id"] == first.json()["id"]
        assert Incident.objects.unpublished_too().count() == 1

    def test_other_values_under_its_id_are_a_conflict_that_names_the_incident_and_the_fields(self, aissa):
        first = enter(aissa, external_ids=["ours:7"]).json()
        answer = enter(aissa, external_ids=["ours:7"], event_type="riots", ongoing=True)
        assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
        told = answer.json()
        assert (told["type"], told["url"], told["fields"]) == (
            "/problems/here-already", first["url"], ["event_type", "ongoing"]
        )  # fmt: skip
        assert Incident.objects.unpublished_too().get().event_type == "battles"

    @pytest.mark.parametrize(
        ("values", "errors"),
        [
            ({"event_type": "war"}, {"values.event_type": "\"war\" is not a valid choice."}),
            ({"event_type": None}, {"values.event_type": "This field may not be null."}),
            ({"date_start": "2018-02-30"}, {"values.date_start": "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."}),
            ({"date_start": "2999-01-01"}, {"values.date_start": "This day lies in the future."}),
            ({"date_end": "2018-09-01"}, {"values": "The values break the rule “incident dates in order”."}),
            ({"sub_event_type": "attack"}, {"values": "The values break the rule “incident sub event of its event”."}),
            ({"place": "atlantis"}, {"values.place": "no place 'atlantis'"}),
            ({"longitude": 1.5}, {"values.latitude": "longitude and latitude go together"}),
            ({"longitude": 181, "latitude": 15}, {"values.longitude": "Ensure this value is less than or equal to 180."}),
            ({"longitude": "nan", "latitude": 15}, {"values.longitude": "A valid number is required."}),
            ({"radius_m": 0}, {"values.radius_m": "Ensure this value is greater than or equal to 1."}),
            ({"colour": "red"}, {"values.colour": "is not a field here"}),
            ({"status": "published", "audience": 2}, {"values.status": "is not a field here", "values.audience": "is not a field here"}),
            ({"flags": ["x"]}, {"values.flags": "is not a field here"}),
            ({"estimates": [{"kind": "killed", "best": -1}]}, {"values.estimates.0.best": "Ensure this value is greater than or equal to 0."}),
            ({"estimates": [{"kind": "killed", "low": 5, "best": 2}]}, {"values.estimates": "killed: low, best and high must not decrease"}),
            ({"estimates": [{"kind": "killed", "best": 10**10}]}, {"values.estimates.0.best": "Ensure this value is less than or equal to 2147483647."}),
            ({"involvements": [{"actor": "nobody-knows"}]}, {"values.involvements": "no actor 'nobody-knows'"}),
            ({"involvements": [{"actor": "isgs", "rôle": "x"}]}, {"values.involvements.0.rôle": "is not a field here"}),
            ({"sources": [{"report": 10**12}]}, {"values.sources": "no report 1000000000000"}),
            ({"external_ids": ["no-colon"]}, {"values.external_ids.0": "This value does not match the required pattern."}),
            ({"summaries": {"de": "x"}}, {"values.summaries.de": "is not a field here"}),
            ({"embargo_until": "soon"}, None),
            ({"weapons": "ied"}, {"values.weapons": "Expected a list of items but got type \"str\"."}),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_named_by_its_field_and_nothing_is_written(self, aissa, values, errors):
        answer = enter(aissa, **values)
        told = blamed(answer)
        if errors is None:
            assert list(told) == [f"values.{name}" for name in values]
        else:
            assert told == errors
        assert Incident.objects.unpublished_too().count() == 0

    def test_every_mistake_is_told_at_once(self, aissa):
        told = blamed(enter(aissa, event_type="war", date_start="x", verification="sure"))
        assert sorted(told) == ["values.date_start", "values.event_type", "values.verification"]

    @pytest.mark.parametrize(
        "body", ["", "[]", "null", "7", '{"values": 7}', '{"values": []}', "{}", '{"values": {}}', "{"]
    )
    def test_a_body_of_another_shape_is_400(self, aissa, body):
        assert aissa.post(DRAFTS, body, content_type="application/json").status_code == 400

    @pytest.mark.parametrize("reason", [0, False, 1.5, [], {}])
    def test_a_reason_that_is_no_text_is_named(self, aissa, reason):
        answer = aissa.post(DRAFTS, {"values": LEAST, "reason": reason}, content_type="application/json")
        assert blamed(answer) == {"reason": "Not a valid string."}


class TestChanging:
    def test_only_what_is_given_changes(self, aissa):
        incident = make.in_review()
        before = record.read(incident)
        answer = change(aissa, incident, verification="confirmed", civilian_targeting=True)
        assert answer.status_code == 200, answer.content
        after = record.read(make.fresh(incident))
        assert record.difference(before, after)[1] == {
            "verification": "confirmed",
            "civilian_targeting": True,
        }
        assert answer["ETag"] == f'"{record.version_of(after)}"'

    @pytest.mark.parametrize("body", [{}, {"reason": "why not"}])
    def test_a_change_without_values_names_what_is_missing(self, aissa, body):
        answer = aissa.patch(
            address(make.in_review()), body, content_type="application/json", headers={"If-Match": "*"}
        )
        assert blamed(answer) == {"values": "This field is required."}

    def test_a_change_of_a_published_incident_is_a_proposal_that_another_person_publishes(self, aissa):
        incident = make.published_incident()
        answer = change(aissa, incident, verification="confirmed", reason="the mayor says so")
        assert (answer.status_code, answer.json()["values"]) == (202, {"verification": "confirmed"})
        assert make.fresh(incident).verification == "unverified"
        proposal = Proposal.objects.get(pk=answer.json()["proposal"])
        assert (proposal.created_by, proposal.reason) == (make.editor(), "the mayor says so")
        assert [row["proposal"] for row in aissa.get(address(incident)).json()["proposals"]] == [proposal.pk]

    def test_a_change_from_an_older_version_is_refused_with_both_values(self, aissa):
        incident = make.in_review()
        etag = aissa.get(address(incident))["ETag"]
        change(as_(make.other_editor()), incident, verification="disputed")
        answer = change(aissa, incident, etag=etag, verification="confirmed")
        told = answer.json()
        assert (answer.status_code, told["type"], told["differences"]) == (
            412, "/problems/version-stale", [{"field": "verification", "now": "disputed", "given": "confirmed"}]
        )  # fmt: skip
        assert told["version"] == record.version_of(record.read(make.fresh(incident)))
        assert make.fresh(incident).verification == "disputed"

    @pytest.mark.parametrize(
        ("etag", "status"),
        [
            ("", 428),
            ('"0"', 412),
            ('W/"0"', 412),
            ("nonsense", 428),
            ("*", 200),
            ('"0", "{now}"', 200),
            ('"{now}"', 200),
        ],
    )
    def test_it_is_changed_only_from_the_version_that_was_seen(self, aissa, etag, status):
        incident = make.in_review()
        version = record.version_of(record.read(incident))
        answer = change(aissa, incident, etag=etag.replace("{now}", version), verification="confirmed")
        assert answer.status_code == status, answer.content
        assert make.fresh(incident).verification == ("confirmed" if status == 200 else "unverified")

    @pytest.mark.parametrize(("made", "word"), [(make.retracted, "retracted"), (make.merged, "merged")])
    def test_what_is_retracted_or_merged_is_restored_first(self, aissa, made, word):
        answer = change(aissa, made(), verification="confirmed")
        assert (answer.status_code, answer.json()["title"]) == (
            409,
            f"Restore the incident first: it is {word}.",
        )

    def test_saying_what_is_so_already_writes_nothing(self, aissa):
        incident = make.published_incident()
        assert change(aissa, incident, verification="unverified").status_code == 200
        assert Proposal.objects.count() == 0

    def test_a_value_that_is_wrong_changes_nothing(self, aissa):
        incident = make.in_review()
        assert blamed(change(aissa, incident, place="atlantis", ongoing=True)) == {
            "values.place": "no place 'atlantis'"
        }
        assert make.fresh(incident).ongoing is False


class TestReading:
    def test_the_list_holds_what_is_not_published_unless_others_are_asked_for(self, aissa):
        waiting, draft, shown = make.in_review(), make.draft(), make.published_incident()

        def ids(query: str = "") -> list[str]:
            return [row["id"] for row in aissa.get(DRAFTS + query).json()["results"]]

        assert ids() == [str(waiting.public_id), str(draft.public_id)]
        assert ids("?status=published") == [str(shown.public_id)]
        assert ids("?status=draft&status=published") == [str(draft.public_id), str(shown.public_id)]

    def test_what_was_entered_before_is_found_by_its_id(self, aissa):
        made = make.in_review(external_ids=("ours:7",))
        make.in_review()
        rows = aissa.get(DRAFTS + "?external_id=ours:7").json()["results"]
        assert [row["id"] for row in rows] == [str(made.public_id)]

    def test_pages_follow_one_another(self, aissa, monkeypatch):
        from incidents.api import drafts

        monkeypatch.setattr(drafts, "PAGE", 2)
        made = [str(make.in_review().public_id) for _n in range(5)]
        found, after = [], 0
        while after is not None:
            page = aissa.get(f"{DRAFTS}?after={after}").json()
            found += [row["id"] for row in page["results"]]
            after = page["next_after"]
        assert found == made

    def test_ten_rows_take_as_many_queries_as_one(self, aissa):
        def queries(more: int) -> int:
            for _n in range(more):
                make.in_review()
            with CaptureQueriesContext(connection) as captured:
                aissa.get(DRAFTS)
            return len(captured)

        queries(1)
        assert queries(0) == queries(9)

    @pytest.mark.parametrize(
        ("query", "wrong"),
        [("status=lost", "status"), ("after=x", "after"), ("external_id=7", "external_id"), ("external_id=a:%00", None),
         ("page=2", "page"), ("after=" + "9" * 30, "after")],
    )  # fmt: skip
    def test_a_wrong_parameter_is_named(self, aissa, query, wrong):
        answer = aissa.get(f"{DRAFTS}?{query}")
        assert answer.status_code == 400
        if wrong:
            assert list(blamed(answer)) == [wrong]

    def test_what_is_sent_back_as_it_was_read_changes_nothing(self, aissa):
        incident = make.in_review(involvements=(make.perpetrator(),), external_ids=("ours:7",))
        values = aissa.get(address(incident)).json()["values"]
        del values["flags"]
        before = record.read(make.fresh(incident))
        assert change(aissa, incident, **values).status_code == 200
        assert record.read(make.fresh(incident)) == before

    def test_no_cache_keeps_what_only_the_desk_may_see(self, aissa):
        assert aissa.get(address(make.in_review()))["Cache-Control"] == "private, no-store"


class TestWhoMay:
    @pytest.mark.parametrize(
        ("who", "status"), [(None, 401), (make.analyst, 403), (make.editor, 200), (make.admin, 200)]
    )
    @pytest.mark.parametrize("method", ["list", "read", "enter", "change"])
    def test_drafts_are_the_desks(self, who, status, method):
        incident = make.in_review()
        client = as_(who()) if who else Client()
        body = {"values": {"ongoing": True} if method == "change" else LEAST}
        asked = {
            "list": lambda: client.get(DRAFTS),
            "read": lambda: client.get(address(incident)),
            "enter": lambda: client.post(DRAFTS, body, content_type="application/json"),
            "change": lambda: client.patch(
                address(incident), body, content_type="application/json", headers={"If-Match": "*"}
            ),
        }
        answer = asked[method]()
        assert answer.status_code == (201 if method == "enter" and status == 200 else status)
        if status != 200:
            assert b"canary" not in answer.content
            assert make.fresh(incident).ongoing is False
            assert Incident.objects.unpublished_too().count() == 1

    def test_who_may_not_see_exact_locations_may_not_read_the_values_that_hold_them(self):
        from django.contrib.auth.models import Permission

        user = make.analyst()
        user.user_permissions.add(Permission.objects.get(codename="change_incident"))
        assert as_(user).get(address(make.in_review())).status_code == 403

    @pytest.mark.parametrize(
        ("scopes", "status"), [(("read", "submit"), 403), (("edit",), 200), (("read", "edit"), 200)]
    )
    def test_a_token_needs_the_scope_for_editing_even_to_read(self, scopes, status):
        _token, key = ApiToken.issue(user=make.editor(), name="t", scopes=scopes)
        client = Client(headers={"Authorization": f"Bearer {key}"})
        incident = make.in_review()
        assert (client.get(DRAFTS).status_code, client.get(address(incident)).status_code) == (status, status)
        entered = client.post(DRAFTS, {"values": LEAST}, content_type="application/json")
        assert entered.status_code == (201 if status == 200 else 403)

    @pytest.mark.parametrize("method", ["put", "delete", "post"])
    def test_nothing_else_is_done_here(self, aissa, method):
        assert getattr(aissa, method)(address(make.in_review())).status_code == 405
