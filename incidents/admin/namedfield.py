"""A place, region or actor in a form: its name as people write it, its key beside it. No query to show one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from incidents.admin.named import ACTOR, PLACE, REGION
from incidents.admin.plainwidgets import PlainHidden, PlainText
from incidents.models import Actor, Place, Region
from incidents.spelling import transliteration_key

MODELS: dict[str, tuple[Any, str]] = {
    PLACE: (Place, "key"),
    REGION: (Region, "pcode"),
    ACTOR: (Actor, "slug"),
}


class NamedInput(forms.MultiWidget):
    """Two inputs: the name, which suggestions are offered for, and the key of what was chosen (`…-key`)."""

    def __init__(self) -> None:
        name = PlainText(attrs={"autocomplete": "off", "spellcheck": "false"})
        super().__init__({"": name, "key": PlainHidden()})

    def decompress(self, value: Any) -> list[str]:
        return list(value or ("", ""))

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        shown, hidden = self.widgets
        text, key = self.decompress(value)
        # The label of the field is the label of its first input.
        given = self.build_attrs(self.attrs, attrs)
        return shown.render(name, text, given) + hidden.render(f"{name}_key", key)

    def id_for_label(self, id_: str) -> str:
        return id_


class NamedField(forms.Field):
    """Gives the key, "" for nothing. The key counts while its name stands beside it; else the name is looked up.

    `shown` is the (name, key) that the page was made with: left as it is, it needs no look.
    """

    widget = NamedInput

    def __init__(self, what: str, **kwargs: Any) -> None:
        self.what = what
        self.shown: tuple[str, str] | None = None
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> str:
        name, key = (str(part or "").strip() for part in value or ("", ""))
        if not name:
            return ""
        if (name, key) == self.shown:
            return key
        if "\x00" in name + key or len(name) > 200:
            raise forms.ValidationError(self._unknown(name[:40]))
        model, column = MODELS[self.what]
        if key and model.objects.filter(self._called(name), **{column: key}).exists():
            return key
        found = sorted(set(model.objects.filter(self._called(name)).values_list(column, flat=True)[:9]))
        if len(found) != 1:
            raise forms.ValidationError(
                _("Several are called “%s”: choose one of the names that are offered.") % name
                if found
                else self._unknown(name)
            )
        return str(found[0])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or ("", "")) != list(data or ("", ""))

    def _unknown(self, name: str) -> str:
        return (
            _("Nothing is called “%s”: choose one of the names that are offered, or leave it empty.") % name
        )

    def _called(self, name: str) -> Q:
        if self.what == PLACE:
            spelled = Q(names__name__iexact=name) | Q(key=name) | Q(name__iexact=name)
            key = transliteration_key(name)
            return spelled | Q(names__key=key) if len(key) >= 3 else spelled
        if self.what == REGION:
            return Q(name__iexact=name) | Q(name_en__iexact=name) | Q(pcode__iexact=name)
        return Q(name__iexact=name) | Q(names__name__iexact=name) | Q(slug=name)
