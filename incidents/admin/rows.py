"""The tables inside an incident's page: figures, parties, sources. Their rows are read, never saved one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from incidents.codes import Quantifier
from incidents.models import CasualtyEstimate, Involvement, ReportLink


def wrong_figures(figures: Mapping[str, Any]) -> str:
    """What is wrong with low, best and high of a row, as far as they are known; nothing where they can be meant."""
    known = [figures[name] for name in ("low", "best", "high") if figures.get(name) is not None]
    if known != sorted(known):
        return _("Low, best and high must not decrease.")
    if figures.get("quantifier") == Quantifier.EXACTLY and len(set(known)) > 1:
        return _("Low, best and high differ: that is not exactly so many.")
    return ""


class ProposedForm(forms.ModelForm):
    """A row that a machine proposed counts as filled in even when the editor leaves it as it is."""

    def has_changed(self) -> bool:
        return bool(self.initial and not self.instance.pk) or super().has_changed()


class EstimateForm(ProposedForm):
    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if complaint := wrong_figures(given):
            self.add_error("low", complaint)
        return given


class RowFormSet(BaseInlineFormSet):
    """The rules of single rows are checked here, those across rows by the record's writer and the database."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """The id only tells an old row from one added here: a save by somebody else writes all rows anew."""
        super().add_fields(form, index)
        known = form.fields["id"].initial
        form.fields["id"] = forms.IntegerField(required=False, initial=known, widget=forms.HiddenInput)

    def validate_unique(self) -> None:
        return

    def values(self) -> list[dict[str, Any]]:
        """The cleaned rows that are not marked for deletion; `is_new` tells the ones added on this page."""
        return [
            {**form.cleaned_data, "is_new": not form.cleaned_data.get("id")}
            for form in self.forms
            if form.cleaned_data
            and not form.cleaned_data.get("DELETE")
            and (form.has_changed() or form.cleaned_data.get("id"))
        ]


class RowInline(admin.TabularInline):
    formset = RowFormSet
    form = ProposedForm
    extra = 1
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("incidents.change_incident"))

    has_change_permission = has_add_permission
    has_delete_permission = has_add_permission
    has_view_permission = has_add_permission


class EstimateInline(RowInline):
    model = CasualtyEstimate
    form = EstimateForm
    fields = ["kind", "group", "community", "low", "best", "high", "quantifier", "words", "report", "as_of",
              "recommended", "disputed"]  # fmt: skip
    autocomplete_fields = ["report"]


class InvolvementInline(RowInline):
    model = Involvement
    fields = ["actor", "role", "community", "attribution", "claim_status", "words", "report", "as_of", "term",
              "confidence"]  # fmt: skip
    autocomplete_fields = ["actor", "report"]


class SourceInline(RowInline):
    model = ReportLink
    fields = ["report", "role", "information_credibility"]
    autocomplete_fields = ["report"]


TABLES = {CasualtyEstimate: "estimates", Involvement: "involvements", ReportLink: "links"}
