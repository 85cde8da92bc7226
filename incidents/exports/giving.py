"""Giving an export out: whether it may be, and its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Func, Q

from incidents import changes
from incidents.codes import ChangeKind, ExportState
from incidents.models import Change, Export

# What an incident is in no list any more after. A merged one is read under its root, and so is what is redacted of it.
TAKEN_AWAY = (ChangeKind.RETRACTED, ChangeKind.MERGED, ChangeKind.WITHDRAWN, ChangeKind.REDACTED)


def found(uuid: UUID, person: Any) -> Export | None:
    """The export at this address, as far as this person may know of it; past its time it has expired."""
    export = Export.objects.readable_by(person).filter(uuid=uuid).first()
    if export is not None and Export.objects.over().filter(pk=export.pk).exists():
        export.state = ExportState.EXPIRED
    return export


def is_withheld(export: Export) -> bool:
    """Whether an incident or a value in the file was taken from its audience since it was made.

    Asked of the feed each time: also a change that has no number yet counts, and what was restored stays away.
    """
    since = Q(number__gt=export.change_number) | Q(number__isnull=True)
    hidden = Q(kind=ChangeKind.UPDATED, fields__contains=[{"old": changes.WITHHELD}])
    held = Export.objects.filter(pk=export.pk).values(held=Func("incidents", function="unnest"))
    taken = Q(kind__in=TAKEN_AWAY) | hidden
    return Change.objects.filter(since, taken, feed=export.audience, incident__in=held).exists()


def bytes_between(export: Export, first: int, last: int) -> Iterator[bytes]:
    """The bytes of the file from `first` to `last`, both included, a part at a time."""
    passed = 0
    rows = export.parts.order_by("number")
    for number, length in list(rows.values_list("number", Func("data", function="octet_length"))):
        begin, passed = passed, passed + length
        if passed <= first:
            continue
        if begin > last:
            return
        data = bytes(rows.values_list("data", flat=True).get(number=number))
        yield data[max(0, first - begin) : last + 1 - begin]


def expire() -> int:
    """Deletes the bytes of those past their time, and what they hold; returns how many. Rows stay for the record."""
    over = list(Export.objects.over().values_list("pk", flat=True))
    for pk in over:
        Export.objects.get(pk=pk).parts.all().delete()
    return Export.objects.filter(pk__in=over).update(
        state=ExportState.EXPIRED, incidents=[], leased_until=None
    )
