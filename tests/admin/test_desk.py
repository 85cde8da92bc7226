"""The rest of the desk: reports, runs, sources, tokens; who may see what; how many queries a list takes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from incidents.codes import ItemOutcome, ReportState, RunState, WorkflowStatus
from incidents.ingest import uploads
from incidents.models import ApiToken, Incident, IngestItem, Place, PlaceName, Report, Source
from tests import make
from tests.admin.conftest import at_desk

pytestmark = pytest.mark.django_db

OURS = sorted(
    model._meta.model_name for model in admin.site._registry if model._meta.app_label == "incidents"
)


def list_of(name: str) -> str:
    return reverse(f"admin:incidents_{name}_changelist")


def act(client: Client, name: str, action: str, *rows):
    return client.post(list_of(name), {"action": action, "_selected_action": [row.pk for row in rows]})


class TestReports:
    ADD = reverse("admin:incidents_report_add")

    def fields(self, **others):
        return {"source": make.source().pk, "title": "A note", "text": "Gunmen killed two people in Gossi.",
                "published_at_0": "2018-10-02", "published_at_1": "00:00:00", "language": "", "url": "", **others}  # fmt: skip

    def test_a_pasted_report_waits_for_the_worker(self, aissa):
        aissa.post(self.ADD, self.fields())
        report = Report.objects.get()
        assert (report.state, report.submitted_by, report.attempts) == (ReportState.PENDING, make.editor(), 0)

    def test_the_same_report_again_writes_nothing_and_says_so(self, aissa):
        aissa.post(self.ADD, self.fields())
        response = aissa.post(self.ADD, self.fields())
        assert Report.objects.count() == 1
        assert "This report is here already: nothing was written." in map(
            str, get_messages(response.wsgi_request)
        )

    @pytest.mark.parametrize(
        "others",
        [{"text": " \n "}, {"text": "x" * 50_001}, {"text": "a\x00b"}, {"published_at_0": "2018-02-30"}, {"source": ""},
         {"url": "file:///etc/passwd"}],
    )  # fmt: skip
    def test_bad_input_comes_back_on_the_page(self, aissa, others):
        assert aissa.post(self.ADD, self.fields(**others)).status_code == 200
        assert Report.objects.count() == 0

    @pytest.mark.parametrize(
        ("days_from_today", "is_refused"), [(-1, False), (0, False), (1, False), (2, True), (1_826, True)]
    )
    def test_it_is_not_published_after_tomorrow(self, aissa, days_from_today, is_refused):
        day = timezone.localdate() + timedelta(days=days_from_today)
        self.published(aissa, str(day), is_refused)

    @pytest.mark.parametrize(
        ("day", "is_refused"),
        [("0001-01-01", True), ("1989-12-31", True), ("1990-01-01", False), ("9999-12-31", True)],
    )
    def test_nor_before_1990(self, aissa, day, is_refused):
        self.published(aissa, day, is_refused)

    def published(self, aissa, day, is_refused):
        """Takes or refuses a report of this day."""
        answer = aissa.post(self.ADD, self.fields(published_at_0=day))
        if is_refused:
            errors = answer.context["adminform"].form.errors
            assert errors == {"published_at": ["This day lies before 1990 or after tomorrow."]}
        assert Report.objects.count() == (0 if is_refused else 1)

    def test_every_label_begins_with_a_capital(self, aissa):
        labels = [field.label for field in aissa.get(self.ADD).context["adminform"].form]
        assert labels == ["Source", "Title", "Text", "Published", "Language", "Address"]

    @pytest.mark.parametrize(
        ("action", "state", "one", "two"),
        [
            ("retry", "quarantined", "1 report will be tried again.", "2 reports will be tried again."),
            ("park", "pending", "1 report was set aside.", "2 reports were set aside."),
            ("dismiss", "pending", "1 report was dismissed.", "2 reports were dismissed."),
        ],
    )
    def test_one_is_one_and_two_are_two(self, aissa, action, state, one, two):
        rows = [make.report(title=f"Bulletin {number}") for number in range(3)]
        Report.objects.update(state=state, state_reason="so")
        answers = [act(aissa, "report", action, *some) for some in (rows[:1], rows[1:])]
        assert [[str(said) for said in get_messages(a.wsgi_request)][-1] for a in answers] == [one, two]

    def test_a_quarantined_report_is_tried_again_with_its_attempts_counted_anew(self, aissa):
        report = make.report()
        Report.objects.filter(pk=report.pk).update(
            state=ReportState.QUARANTINED, state_reason="died", attempts=3
        )
        act(aissa, "report", "retry", report)
        report.refresh_from_db()
        assert (report.state, report.attempts, report.state_reason) == (ReportState.PENDING, 0, "")

    def test_a_dismissed_report_rejects_its_drafts(self, aissa, read_note):
        report = read_note[0].report
        act(aissa, "report", "dismiss", report)
        report.refresh_from_db()
        assert report.state == ReportState.DISMISSED
        assert set(report.proposals.values_list("state", flat=True)) == {"rejected"}

    def test_the_reason_of_a_quarantine_is_on_the_page(self, aissa):
        report = make.report()
        Report.objects.filter(pk=report.pk).update(
            state=ReportState.QUARANTINED, state_reason="its worker ended"
        )
        page = aissa.get(reverse("admin:incidents_report_change", args=[report.pk])).content.decode()
        assert "its worker ended" in page

    def test_markup_in_a_report_stays_text(self, aissa):
        report = make.report(text="<script>alert(1)</script> killed 3 people")
        page = aissa.get(reverse("admin:incidents_report_change", args=[report.pk])).content.decode()
        assert "<script>alert(1)</script>" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


class TestRuns:
    def test_an_editor_submits_a_run_and_another_person_publishes_it(self, aissa, boubacar):
        run = make.run(state="finished")
        incident = make.draft()
        Incident.objects.unpublished_too().filter(pk=incident.pk).update(run=run)
        act(aissa, "ingestrun", "submit_run", run)
        assert make.fresh(incident).status == WorkflowStatus.IN_REVIEW
        act(boubacar, "ingestrun", "publish_run", run)
        assert uploads.work(run.pk) == RunState.FINISHED
        assert make.fresh(incident).status == WorkflowStatus.PUBLISHED

    def test_who_submitted_the_run_cannot_publish_it(self, boubacar):
        run = make.run(state="finished")
        incident = make.draft()
        Incident.objects.unpublished_too().filter(pk=incident.pk).update(run=run)
        act(boubacar, "ingestrun", "submit_run", run)
        act(boubacar, "ingestrun", "publish_run", run)
        assert uploads.work(run.pk) == "not due"
        assert make.fresh(incident).status == WorkflowStatus.IN_REVIEW

    def test_a_refused_row_goes_in_once_its_place_is_known(self, aissa):
        cells = {
            "external_id": "a-1",
            "date_start": "2018-09-30",
            "event_type": "battles",
            "place": "Tin Nouveau",
        }
        item = IngestItem.objects.create(
            run=make.run(),
            line=2,
            outcome=ItemOutcome.QUARANTINED,
            column="place",
            reason="unknown",
            payload=cells,
        )
        act(aissa, "ingestitem", "retry", item)
        item.refresh_from_db()
        assert (item.outcome, item.column) == (ItemOutcome.QUARANTINED, "place")
        place = Place.objects.create(
            key="ml-tin-nouveau", name="Tin Nouveau", feature="village", country="MLI",
            region=make.region("ML10"), point=make.place("ml-menaka").point,
        )  # fmt: skip
        PlaceName.objects.create(place=place, name="Tin Nouveau", key="tinnuveau", kind="official")
        from incidents.ingest import knownnames  # the tables are kept for half a minute

        knownnames.forget()
        act(aissa, "ingestitem", "retry", item)
        item.refresh_from_db()
        assert (item.outcome, item.incident.place) == (ItemOutcome.NEW, place)


class TestWhoMayDoWhat:
    @pytest.mark.parametrize("name", OURS)
    def test_an_analyst_has_no_desk(self, name):
        client = Client()
        client.force_login(make.analyst())
        assert client.get(list_of(name)).status_code == 302

    @pytest.mark.parametrize("name", OURS)
    def test_an_admin_sees_every_list_and_every_search(self, esther, name):
        assert esther.get(list_of(name)).status_code == 200
        assert esther.get(list_of(name), {"q": "a%_\\'\"\x01"}).status_code in {200, 302}

    def test_only_an_admin_sets_a_source(self, aissa, esther):
        address = reverse("admin:incidents_source_add")
        assert aissa.get(address).status_code == 403
        assert esther.get(address).status_code == 200

    def test_nothing_is_deleted_at_the_desk(self, esther):
        incident, report = make.published_incident(), make.report()
        for name, row in (("incident", incident), ("report", report)):
            assert esther.get(reverse(f"admin:incidents_{name}_delete", args=[row.pk])).status_code == 403

    @pytest.mark.parametrize("name", ["change", "revision"])
    def test_history_is_read_only_even_for_an_admin(self, esther, name):
        assert esther.get(reverse(f"admin:incidents_{name}_add")).status_code == 403

    def test_the_desk_runs_no_inline_script(self, esther):
        response = esther.get(reverse("admin:incidents_incident_add"))
        policy = response["Content-Security-Policy"]
        assert "script-src 'self';" in policy + ";"
        scripts = [tag.split(">")[0] for tag in response.content.decode().split("<script")[1:]]
        assert [tag for tag in scripts if "src=" not in tag and "application/json" not in tag] == []


class TestTokens:
    def make(self, esther, **fields):
        given = {"user": make.analyst().pk, "name": "feed reader", "scopes": ["read"], "expires_at_0": "",
                 "expires_at_1": "", **fields}  # fmt: skip
        return esther.post(reverse("admin:incidents_apitoken_add"), given)

    def test_the_key_is_shown_once_and_only_its_hash_is_kept(self, esther):
        response = self.make(esther)
        key, token = response.context["key"], ApiToken.objects.get()
        assert response.content.decode().count(key) == 1
        assert "no-store" in response["Cache-Control"]
        assert key not in str(ApiToken.objects.values().get()) + str(LogEntry.objects.values())
        assert key not in str(list(get_messages(response.wsgi_request))) + str(esther.cookies)
        assert key not in esther.get(list_of("apitoken")).content.decode()
        address = reverse("admin:incidents_apitoken_change", args=[token.pk])
        assert key not in esther.get(address).content.decode()
        answer = Client().get("/api/v1/incidents/", headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == 200
        assert Client().get("/api/v1/incidents/", headers={"Authorization": "Bearer x"}).status_code == 401

    @pytest.mark.parametrize("scopes", [[], ["rule"], ["read", "rule"]])
    def test_a_scope_that_is_none_is_refused(self, esther, scopes):
        assert self.make(esther, scopes=scopes).status_code == 200
        assert not ApiToken.objects.exists()

    def test_who_has_a_token_and_what_for_stays_as_it_was_made(self, esther):
        token, _key = ApiToken.issue(user=make.analyst(), name="feed reader", scopes=["read"])
        address = reverse("admin:incidents_apitoken_change", args=[token.pk])
        changed = {"user": make.editor().pk, "name": "another name", "scopes": ["edit"], "expires_at_0": "", "expires_at_1": ""}  # fmt: skip
        assert esther.post(address, changed).status_code == 302
        token.refresh_from_db()
        assert (token.user, token.name, token.scopes) == (make.analyst(), "another name", ["read"])

    def test_an_admin_revokes_tokens_of_others_and_that_is_logged(self, esther):
        token, key = ApiToken.issue(user=make.analyst(), name="lost")
        ApiToken.issue(user=make.editor(), name="other")
        esther.post(list_of("apitoken"), {"action": "revoke", "_selected_action": [token.pk]})
        assert list(ApiToken.objects.live().values_list("name", flat=True)) == ["other"]
        assert (
            Client().get("/api/v1/incidents/", headers={"Authorization": f"Bearer {key}"}).status_code == 401
        )
        assert LogEntry.objects.get().object_id == str(token.pk)

    @pytest.mark.parametrize("page", ["changelist", "add"])
    def test_nobody_else_sees_the_tokens_of_others(self, aissa, page):
        assert aissa.get(reverse(f"admin:incidents_apitoken_{page}")).status_code == 403


class TestQueryBudgets:
    @pytest.mark.parametrize(
        "name", ["incident", "report", "proposal", "place", "actor", "ingestitem", "change"]
    )
    def test_a_list_takes_as_many_queries_for_ten_rows_as_for_one(self, name):
        client = at_desk(make.admin())

        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(list_of(name)).status_code == 200
            return len(captured)

        def add(number: int) -> None:
            for incident in make.published_incidents([{}] * number):
                make.review.propose(incident, old={}, new={"verification": "confirmed"}, by=make.editor())
                IngestItem.objects.create(run=make.run(), line=1, outcome="quarantined", reason="x")

        add(1)
        queries()  # what is cached by the first visit does not count
        first = queries()
        add(9)
        assert queries() == first

    def test_the_page_of_an_incident_stays_below_its_budget(self, aissa):
        incident = make.published_incident()
        address = reverse("admin:incidents_incident_change", args=[incident.pk])
        aissa.get(address)
        with CaptureQueriesContext(connection) as captured:
            aissa.get(address)
        assert len(captured) <= 60

    def test_generic_sources_are_there_to_be_named(self, aissa):
        answer = aissa.get(
            reverse("admin:autocomplete"),
            {"app_label": "incidents", "model_name": "report", "field_name": "source", "term": "field"},
        )
        assert [row["text"] for row in answer.json()["results"]] == ["Field report"]
        assert Source.objects.filter(name="Field report").count() == 1
