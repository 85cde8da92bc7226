"""What the address of a page at the desk says: taken where it can be meant, and nothing fails by it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.http import HttpRequest


class DeskAdmin(admin.ModelAdmin):
    """The base of everything that can be added at the desk."""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """First values from the address, as the columns hold them. Django takes any text, and fails on it later."""
        given = super().get_changeform_initial_data(request)
        meant = {name: _meant(self.opts.model, name, value) for name, value in given.items()}
        return {name: value for name, value in meant.items() if value is not None}


def row_number(text: str) -> int:
    """The id that an address names; 0, which no row has, where it names none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _meant(model: type[models.Model], name: str, value: Any) -> Any:
    """The value of a column as it is kept; None where the text is no such value, or leads to no row."""
    try:
        column = model._meta.get_field(name)
    except FieldDoesNotExist:
        return value  # a field of the form alone
    if isinstance(column, models.ManyToManyField):
        return [key for text in value if (key := _row_id(column, text)) is not None]
    if isinstance(column, models.ForeignKey):
        return _row_id(column, value)
    if not isinstance(column, models.Field):
        return None
    try:
        return column.to_python(value)
    except (ValidationError, ValueError, TypeError):
        return None


def _row_id(column: models.ForeignKey[Any, Any] | models.ManyToManyField[Any, Any], text: str) -> Any:
    """The id of the row that a relation leads to."""
    rows = column.related_model._base_manager
    try:
        return rows.filter(pk=text).values_list("pk", flat=True).first()
    except ValueError:
        return None
