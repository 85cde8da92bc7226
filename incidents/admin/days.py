"""Days that can be meant: what the forms of the desk refuse, with a sentence for people."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.models.incident import EARLIEST_DAY
from incidents.outlines import LATEST_DAY


def wrong_days(first: date | None, last: date | None) -> dict[str, str]:
    """What is wrong with the first and the last day of an incident, by the field that says so."""
    wrong = {}
    if last and last >= LATEST_DAY:
        wrong["date_end"] = _("This day lies after 2099.")
    if first and last and last < first:
        wrong["date_end"] = _("The last day lies before the first.")
    if first and first < EARLIEST_DAY:
        wrong["date_start"] = _("This day lies before 1990.")
    elif first and first > _tomorrow():
        wrong["date_start"] = _("This day lies in the future.")
    return wrong


def refuse_implausible(published: date | None) -> None:
    """Raises ValidationError where nothing can have been published then: before 1990, or after tomorrow, as in feeds."""
    day = timezone.localdate(published) if isinstance(published, datetime) else published
    if day is not None and not EARLIEST_DAY <= day <= _tomorrow():
        raise ValidationError(_("This day lies before 1990 or after tomorrow."))


def _tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)
