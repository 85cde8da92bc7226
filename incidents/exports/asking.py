"""Asking for an export: one row in one transaction; the same again is the same export."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Min, Q, Sum
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from incidents import changes, wakeup
from incidents.api.problems import BadParameters
from incidents.codes import ExportFormat, ExportState
from incidents.exports.giving import is_withheld
from incidents.exports.wanted import Wanted
from incidents.models import Export

ASKING_LOCK = 7_335_004
SAME_FOR = timedelta(hours=1)
# A sheet of Excel has 1,048,576 rows; the first one names the columns.
SHEET_ROWS = 1_048_575
TASK, QUEUE = "incidents.make_export", "fetch"


class AskAgainLater(Exception):
    """No export was asked for: the text says why, and in how many `seconds` it is worth another try."""

    seconds = 10


class TooManyWaiting(AskAgainLater):
    """This account or address has as many exports waiting as it may."""


class NoRoom(AskAgainLater):
    """The files that are kept fill the room that exports have; `seconds` until the first of them goes."""

    def __init__(self, text: str, seconds: int) -> None:
        super().__init__(text)
        self.seconds = seconds


def ask(wanted: Wanted, wanted_format: str, *, account: Any, who: str) -> tuple[Export, bool]:
    """The export, and whether it was written now. `who` is counted: an account or an address.

    Raises BadParameters when the format cannot hold so many rows, TooManyWaiting and NoRoom.
    """
    audience = wanted.chosen.audience
    rows = wanted.chosen.incidents.count()
    if wanted_format == ExportFormat.XLSX and rows > SHEET_ROWS:
        raise BadParameters([{"parameter": "format", "message": too_long_for_a_sheet(rows)}])
    asker = salted_hmac("exports", who, algorithm="sha256").hexdigest()[:32]
    with transaction.atomic(), connection.cursor() as cursor:
        # One after another, so that the limit holds and the same is not written twice.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ASKING_LOCK])
        number = changes.latest_number(audience)
        same = Export.objects.filter(
            # What waits is made of the state of then, whatever happens until its turn comes.
            Q(state=ExportState.WAITING)
            | Q(state__in=[ExportState.MAKING, ExportState.READY], change_number=number),
            account=account, audience=audience, format=wanted_format, query=wanted.query,
            asked_at__gt=Now() - SAME_FOR,
        ).exclude(expires_at__lte=Now()).defer("incidents").first()  # fmt: skip
        if same is not None and not is_withheld(same):
            return same, False
        if Export.objects.unfinished().filter(asker=asker).count() >= settings.EXPORTS_WAITING:
            most = _("At most %(n)s exports at once: wait until one of yours is ready.")
            raise TooManyWaiting(most % {"n": settings.EXPORTS_WAITING})
        _refuse_without_room()
        export = Export.objects.create(
            account=account, asker=asker, audience=audience, format=wanted_format, query=wanted.query,
            change_number=number, rows_in_all=rows,
        )  # fmt: skip
        wakeup.after_commit(export.pk, task=TASK, queue=QUEUE)
    return export, True


def _refuse_without_room() -> None:
    """Files are kept for a day, for anybody who asks: without a bound they could fill the disk of the database."""
    kept = Export.objects.filter(state=ExportState.READY, expires_at__gt=Now())
    found = kept.aggregate(size=Sum("size"), first=Min("expires_at"))
    if (found["size"] or 0) >= settings.EXPORTS_MB * 1_000_000:
        until = found["first"] or timezone.now()
        seconds = max(1, round((until - timezone.now()).total_seconds()))
        raise NoRoom(
            _("Too many exports are kept at the moment: ask again when the first of them is gone."), seconds
        )


def too_long_for_a_sheet(rows: int) -> str:
    """The sentence for a selection of so many rows."""
    told = _("a sheet of Excel holds %(most)s rows and this selection has %(rows)s: narrow it, or take gpkg")
    return told % {"most": SHEET_ROWS, "rows": rows}
