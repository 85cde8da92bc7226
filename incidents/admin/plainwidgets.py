"""Controls that write themselves: a page of ninety of them cannot render a template for each and each of its options."""

from __future__ import annotations

from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

SELECTED = " selected"


class _Options:
    """Choices without groups, as one string."""

    def render(self: Any, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        given = self.build_attrs(
            self.attrs, {**(attrs or {}), "name": name, "multiple": self.allow_multiple_selected}
        )
        # Escaped by hand: the nine hundred options of a page are half of its time otherwise.
        options = "".join(
            f'<option value="{escape(str(code))}"{SELECTED if str(code) in chosen else ""}>{escape(str(label))}</option>'
            for code, label in self.choices
        )
        return SafeString(f"<select{flatatt(given)}>{options}</select>")


class PlainSelect(_Options, forms.Select):
    """A choice of one."""


class PlainSelectMultiple(_Options, forms.SelectMultiple):
    """A choice of any."""


class _Input:
    def render(self: Any, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        text = self.format_value(value)
        given = self.build_attrs(self.attrs, {**(attrs or {}), "name": name, "type": self.input_type})
        return format_html("<input{}>", flatatt({**given, **({} if text is None else {"value": text})}))


class PlainText(_Input, forms.TextInput):
    """A line of text."""


class PlainNumber(_Input, forms.NumberInput):
    """A number."""


class PlainDay(_Input, forms.DateInput):
    """A day, chosen as the browser lets one choose it."""

    input_type = "date"


class PlainHidden(_Input, forms.HiddenInput):
    """What nobody sees."""
