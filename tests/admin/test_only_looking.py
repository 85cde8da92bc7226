"""Staff who may look at everything and change nothing: every page opens, and shows no more than it should."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from incidents.models import Incident, Proposal
from tests import make
from tests.admin.conftest import at_desk
from tests.models.rows import saved

pytestmark = pytest.mark.django_db
OURS = sorted((model for model in admin.site._registry if model._meta.app_label == "incidents"), key=str)


PAGES = [model for model in OURS if model is not Proposal]


def looking(*models: type[Model]) -> Client:
    person = User.objects.create(username="hawa")
    names = [f"view_{model._meta.model_name}" for model in models]
    person.user_permissions.set(Permission.objects.filter(codename__in=names))
    return at_desk(person)


def page(client: Client, row: Model) -> str:
    response = client.get(reverse(f"admin:incidents_{row._meta.model_name}_change", args=[row.pk]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model._meta.model_name)
def test_every_list_and_every_page_opens_without_a_button_to_save(model: type[Model]) -> None:
    client, row = looking(model), saved(model)
    assert client.get(reverse(f"admin:incidents_{model._meta.model_name}_changelist")).status_code == 200
    assert 'name="_save"' not in page(client, row)


def test_an_open_draft_leads_to_the_review_screen_which_is_for_editors() -> None:
    client, row = looking(Proposal), saved(Proposal)
    assert client.get(reverse("admin:incidents_proposal_changelist")).status_code == 200
    leads = client.get(reverse("admin:incidents_proposal_change", args=[row.pk]), follow=True)
    assert (leads.redirect_chain, leads.status_code) == ([(reverse("review_one", args=[row.pk]), 302)], 403)


class TestAnIncident:
    @pytest.mark.parametrize("made", [make.draft, make.in_review, make.published_incident, make.retracted])
    def test_it_is_shown_in_words_whatever_its_state(self, made) -> None:
        shown = page(looking(Incident), made())
        for words in ("Violence against civilians", "Sept. 30, 2018", "Ansongo"):
            assert words in shown

    def test_what_is_only_typed_and_never_kept_has_no_line(self) -> None:
        response = looking(Incident).get(
            reverse("admin:incidents_incident_change", args=[make.published_incident().pk])
        )
        names = {
            name for fieldset in response.context["adminform"].fieldsets for name in fieldset[1]["fields"]
        }
        assert names.isdisjoint({"longitude", "latitude", "reason", "source", "source_url", "summary_en"})
        assert {"event_type", "date_start", "date_end", "place", "geo_precision"} <= names

    def test_its_exact_point_its_report_and_its_steps_are_not_shown(self) -> None:
        said = make.report(text="The widow's house in Tassiga was set on fire.")
        incident = make.published_incident(
            longitude=0.512345, latitude=15.654321, location_policy="hidden",
            sources=(make.SourceValue(said.pk),), internal_notes="",
        )  # fmt: skip
        shown = page(looking(Incident), incident)
        for canary in ("0.512345", "15.654321", "widow", "Retract", "Is this the same incident?"):
            assert canary not in shown

    def test_nothing_that_is_posted_is_kept(self) -> None:
        incident = make.published_incident()
        address = reverse("admin:incidents_incident_change", args=[incident.pk])
        client = looking(Incident)
        assert client.post(address, {"event_type": "battles", "date_start": "2018-09-01"}).status_code == 403
        assert client.get(reverse("admin:incidents_incident_add")).status_code == 403
        assert make.fresh(incident).event_type == "violence_against_civilians"
