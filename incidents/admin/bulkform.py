"""What an editor may change of many incidents at once. An empty control leaves the incidents as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import codes
from incidents.admin.incidentform import many_codes
from incidents.bulk import Wanted
from incidents.models import Actor, Involvement

AS_IT_IS = ("", gettext_lazy("(as it is)"))
YES_NO = {"yes": True, "no": False}
LISTS = {
    "communities": (codes.Community, gettext_lazy("communities")),
    "risks": (codes.Risk, gettext_lazy("risks")),
    "sectors": (codes.Sector, gettext_lazy("sectors")),
    "weapons": (codes.Weapon, gettext_lazy("weapons")),
}


def one_code(vocabulary: Any, label: Any, *more: tuple[str, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[AS_IT_IS, *more, *vocabulary.choices], required=False, label=label)


def one_actor(label: Any) -> forms.ModelChoiceField:
    relation = Involvement._meta.get_field("actor")
    return forms.ModelChoiceField(
        Actor.objects.all(), required=False, label=label, widget=AutocompleteSelect(relation, admin.site)
    )


class BulkEditForm(forms.Form):
    verification = one_code(codes.Verification, gettext_lazy("verification"))
    event_type = one_code(codes.EventType, gettext_lazy("event type"))
    sub_event_type = one_code(
        codes.SubEventType, gettext_lazy("sub-event type"), ("none", gettext_lazy("(none)"))
    )
    civilian_targeting = forms.ChoiceField(
        label=gettext_lazy("civilian targeting"), required=False,
        choices=[AS_IT_IS, ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")), ("unknown", gettext_lazy("unknown"))],
    )  # fmt: skip
    ongoing = forms.ChoiceField(
        label=gettext_lazy("ongoing"), required=False,
        choices=[AS_IT_IS, ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))],
    )  # fmt: skip
    release_to = one_code(codes.Audience, gettext_lazy("release to"))
    location_policy = one_code(codes.LocationPolicy, gettext_lazy("location policy"))
    embargo_until = forms.DateTimeField(
        label=gettext_lazy("embargo until (UTC)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    no_embargo = forms.BooleanField(label=gettext_lazy("take the embargo away"), required=False)
    actor = one_actor(gettext_lazy("this actor …"))
    actor_instead = one_actor(gettext_lazy("… becomes this one"))
    reason = forms.CharField(
        label=gettext_lazy("reason"), max_length=500,
        help_text=gettext_lazy("Readers see it in the history of published incidents."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (vocabulary, label) in LISTS.items():
            self.fields[f"add_{name}"] = many_codes(vocabulary, _("add %s") % label)
            self.fields[f"remove_{name}"] = many_codes(vocabulary, _("take away %s") % label)

    def singles(self) -> list[forms.BoundField]:
        """Controls of one value each, in the order of the page."""
        return [self[name] for name in self.base_fields if name != "reason"]

    def pairs(self) -> list[forms.BoundField]:
        """Two lists for each vocabulary: what is added, and what is taken away."""
        return [self[f"{verb}_{name}"] for name in LISTS for verb in ("add", "remove")]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in LISTS:
            if set(given.get(f"add_{name}") or ()) & set(given.get(f"remove_{name}") or ()):
                self.add_error(f"remove_{name}", _("The same code cannot be added and taken away."))
        actor, instead = given.get("actor"), given.get("actor_instead")
        if (actor is None) != (instead is None) or (actor is not None and actor == instead):
            self.add_error("actor_instead", _("Name both actors, and two different ones."))
        event_type, sub_type = given.get("event_type"), given.get("sub_event_type")
        if event_type and sub_type and sub_type != "none" and sub_type not in _sub_types(event_type):
            self.add_error("sub_event_type", _("This sub-event type does not belong to the event type."))
        if given.get("embargo_until") and given.get("no_embargo"):
            self.add_error("no_embargo", _("The embargo is either set or taken away."))
        if not self.errors and self.wanted() == Wanted():
            raise forms.ValidationError(_("Choose something to change."))
        return given

    def wanted(self) -> Wanted:
        """The change that the valid form asks for."""
        data = self.cleaned_data
        replaced: dict[str, Any] = {
            name: data[name] for name in ("verification", "event_type", "location_policy") if data.get(name)
        }
        if data.get("sub_event_type"):
            replaced["sub_event_type"] = None if data["sub_event_type"] == "none" else data["sub_event_type"]
        if data.get("civilian_targeting"):
            replaced["civilian_targeting"] = YES_NO.get(data["civilian_targeting"])
        if data.get("ongoing"):
            replaced["ongoing"] = YES_NO[data["ongoing"]]
        if data.get("release_to"):
            replaced["release_to"] = int(data["release_to"])
        if data.get("no_embargo") or data.get("embargo_until"):
            replaced["embargo_until"] = data["embargo_until"].isoformat() if data["embargo_until"] else None
        party = (data["actor"].slug, data["actor_instead"].slug) if data.get("actor") else None
        return Wanted(replaced, self._codes("add"), self._codes("remove"), party)

    def _codes(self, verb: str) -> dict[str, Sequence[str]]:
        return {name: tuple(chosen) for name in LISTS if (chosen := self.cleaned_data.get(f"{verb}_{name}"))}


def _sub_types(event_type: str) -> Iterable[str]:
    return codes.SUB_EVENTS[codes.EventType(event_type)]
