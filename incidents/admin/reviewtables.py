"""The controls of the review screen, and its two tables: figures and parties, with a spare row or two."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy

from incidents import codes
from incidents.admin import named
from incidents.admin.named import Names
from incidents.admin.namedfield import NamedField
from incidents.admin.plainwidgets import PlainDay, PlainNumber, PlainSelect, PlainSelectMultiple, PlainText
from incidents.admin.rows import wrong_figures
from incidents.record import EstimateValue, InvolvementValue

# Rows for what the machine did not see, shown when asked for.
SPARE = 2
NOTHING = ("", "–")


def one_code(vocabulary: Any, label: Any, *, needed: bool = False, **kwargs: Any) -> forms.ChoiceField:
    choices = vocabulary.choices if needed else [NOTHING, *vocabulary.choices]
    return forms.ChoiceField(choices=choices, required=needed, label=label, widget=PlainSelect, **kwargs)


def many_codes(vocabulary: Any, label: Any) -> forms.MultipleChoiceField:
    kind = PlainSelectMultiple(attrs={"size": 4})
    return forms.MultipleChoiceField(choices=vocabulary.choices, required=False, label=label, widget=kind)


def number(label: Any, **kwargs: Any) -> forms.IntegerField:
    kind = PlainNumber(attrs={"inputmode": "numeric", "class": "is-number"})
    return forms.IntegerField(label=label, required=False, widget=kind, **kwargs)


def day(label: Any, **kwargs: Any) -> forms.DateField:
    kind = PlainDay(format="%Y-%m-%d")
    return forms.DateField(label=label, widget=kind, input_formats=["%Y-%m-%d"], **kwargs)


class TollForm(forms.Form):
    """Figures of one kind and group; an empty number is not known."""

    low = number(gettext_lazy("low"), min_value=0, max_value=2_147_483_647)
    best = number(gettext_lazy("best"), min_value=0, max_value=2_147_483_647)
    high = number(gettext_lazy("high"), min_value=0, max_value=2_147_483_647)
    kind = one_code(codes.CasualtyKind, gettext_lazy("kind"), needed=True, initial="killed")
    group = one_code(codes.CasualtyGroup, gettext_lazy("group"), needed=True, initial="all")
    community = one_code(codes.Community, gettext_lazy("community"))
    quantifier = one_code(codes.Quantifier, gettext_lazy("quantifier"))
    recommended = forms.BooleanField(label=gettext_lazy("recommended"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if complaint := wrong_figures(given):
            self.add_error("low", complaint)
        return given


class PartyForm(forms.Form):
    """One party to the incident, and what the source says of its part."""

    actor = NamedField(named.ACTOR, label=gettext_lazy("actor"))
    role = one_code(codes.Role, gettext_lazy("role"), needed=True, initial="perpetrator")
    community = one_code(codes.Community, gettext_lazy("community"))
    attribution = one_code(codes.Attribution, gettext_lazy("attribution"), needed=True, initial="stated")
    claim_status = one_code(codes.ClaimStatus, gettext_lazy("claim"), needed=True, initial="unknown")
    words = forms.CharField(
        label=gettext_lazy("as reported"), required=False, max_length=200, widget=PlainText
    )


class Table(BaseFormSet):
    """Rows in the order of the record, then the spare ones; the proposal says how many there are, not the page."""

    def total_form_count(self) -> int:
        return len(self.initial or ()) + SPARE

    def initial_form_count(self) -> int:
        return len(self.initial or ())


def table(form: type[forms.Form], prefix: str, initial: list[dict[str, Any]], data: Any) -> Any:
    made = forms.formset_factory(form, formset=Table, extra=SPARE)
    return made(data, prefix=prefix, initial=initial, auto_id="review-%s", form_kwargs={"use_required_attribute": False})  # fmt: skip


def pair(names: Names, what: str, key: str | None) -> list[str]:
    return [names.name(what, key), key or ""]


def toll_of(row: EstimateValue) -> dict[str, Any]:
    return {name: getattr(row, name) for name in TollForm.base_fields}


def party_of(row: InvolvementValue, names: Names) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in PartyForm.base_fields}
    return {**values, "actor": pair(names, named.ACTOR, row.actor)}
