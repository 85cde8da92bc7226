"""The smallest valid row of every model: the ground on which one rule at a time is broken."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.contrib.gis.geos import Point
from django.db.models import Model
from django.utils import timezone

from incidents import models
from tests import make

_serial = count(1)
AUDIENCE_TO_FIELDS = {"event_type": "battles", "date_start": date(2018, 9, 30), "date_end": date(2018, 9, 30)}


def valid(model: type[Model], **changes: Any) -> dict[str, Any]:
    """Column values of a row that every rule accepts, with some of them changed."""
    return {**_VALID[model](), **changes}


def saved(model: type[Model], **changes: Any) -> Any:
    """A row of the model, written past every form and step."""
    return model._base_manager.create(**valid(model, **changes))


def published() -> dict[str, Any]:
    """What a published incident needs beyond a draft."""
    return {
        "status": "published",
        "submitted_by": make.editor(),
        "published_by": make.reviewer(),
        "published_at": timezone.now(),
        "audience": 2,
    }


def _incident() -> models.Incident:
    return saved(models.Incident)


def _report() -> models.Report:
    return saved(models.Report)


_VALID: dict[type[Model], Any] = {
    models.Source: lambda: {"name": f"Source {next(_serial)}", "kind": "media"},
    models.Report: lambda: {
        "source": saved(models.Source),
        "external_id": f"id-{next(_serial)}",
        "published_at": timezone.now(),
        "content_hash": "0" * 64,
    },
    models.Incident: lambda: dict(AUDIENCE_TO_FIELDS),
    models.Comment: lambda: {
        "incident": _incident(),
        "author": make.editor(),
        "text": "Five, says the radio.",
    },
    models.BulkEdit: lambda: {"reason": "the commission's list", "made_by": make.editor()},
    models.BulkEditRow: lambda: {
        "edit": saved(models.BulkEdit),
        "incident": _incident(),
        "old": {},
        "new": {"ongoing": True},
    },
    models.Summary: lambda: {"incident": _incident(), "language": "en", "text": "An attack."},
    models.ExactLocation: lambda: {"incident": _incident()},
    models.ExternalId: lambda: {"incident": _incident(), "scheme": "acled", "value": f"MLI{next(_serial)}"},
    models.CasualtyEstimate: lambda: {"incident": _incident(), "best": 3},
    models.Involvement: lambda: {"incident": _incident(), "actor": make.actor(), "role": "perpetrator"},
    models.Actor: lambda: {"slug": f"actor-{next(_serial)}", "name": "A group", "inter": 2},
    models.ActorName: lambda: {"actor": saved(models.Actor), "name": "A name"},
    models.ActorRelation: lambda: {
        "actor": saved(models.Actor),
        "relation": "member_of",
        "other": saved(models.Actor),
    },
    models.Place: lambda: {
        "key": f"place-{next(_serial)}",
        "name": "A well",
        "feature": "well",
        "country": "MLI",
    },
    models.PlaceName: lambda: {"place": saved(models.Place), "name": "A spelling"},
    models.Region: lambda: {"pcode": f"XX{next(_serial)}", "name": "A country", "level": 0, "country": "XXX"},
    models.SavedView: lambda: {"owner": make.editor(), "name": f"view {next(_serial)}"},
    models.Touched: lambda: {"xid": 1, "what": "lookups"},
    models.Annotation: lambda: {"kind": "election", "label": "An election", "date_start": date(2018, 7, 29)},
    models.ReportLink: lambda: {"incident": _incident(), "report": _report()},
    models.Proposal: lambda: {"kind": "create", "report": _report()},
    models.DraftOutline: lambda: {"draft": saved(models.Proposal)},
    models.Match: lambda: {
        "draft": saved(models.Proposal),
        "incident": _incident(),
        "score": 0.8,
        "verdict": "likely",
    },
    models.Attachment: lambda: {
        "draft": saved(models.Proposal),
        "incident": _incident(),
        "made_by": make.editor(),
    },
    models.Evidence: lambda: {
        "report": _report(),
        "proposal": saved(models.Proposal),
        "field": "date",
        "start": 0,
        "end": 4,
    },
    models.Change: lambda: {"incident": _incident(), "feed": 2, "kind": "created"},
    models.Revision: lambda: {"incident": _incident(), "image": {}, "audience": 2},
    models.NameOrigin: lambda: {"place_name": saved(models.PlaceName), "confirmed_by": make.editor()},
    models.FieldConfidence: lambda: {
        "field": f"field {next(_serial)}",
        "kind": "exact",
        "prior_kept": 8.0,
        "prior_changed": 2.0,
    },
    models.EventModel: lambda: {
        "trained_with": 200,
        "tested": 50,
        "right": 40,
        "rules_right": 30,
        "later_from": date(2026, 1, 1),
        "arrays": b"x",
        "sha256": "0" * 64,
    },
    models.Release: lambda: {
        "name": f"release-{next(_serial)}",
        "change_number": 0,
        "redacted_to": 0,
        "incidents": 0,
    },
    models.ReleaseFile: lambda: {
        "release": saved(models.Release),
        "name": "incidents.csv",
        "media_type": "text/csv",
        "size": 1,
        "sha256": "0" * 64,
    },
    models.ReleasePart: lambda: {"file": saved(models.ReleaseFile), "number": 0, "data": b"x"},
    models.Export: lambda: {"audience": 2, "format": "xlsx", "change_number": 0},
    models.ExportPart: lambda: {"export": saved(models.Export), "number": 0, "data": b"x"},
    models.IngestRun: lambda: {"source": saved(models.Source)},
    models.Upload: lambda: {"name": "rows.csv", "size": 3, "sha256": "0" * 64},
    models.UploadPart: lambda: {"upload": saved(models.Upload), "number": 0, "data": b"a,b"},
    models.Heartbeat: lambda: {"queue": f"queue {next(_serial)}", "worker": "w@host", "at": timezone.now()},
    models.IngestItem: lambda: {"run": saved(models.IngestRun), "outcome": "new"},
    models.ApiToken: lambda: {
        "user": make.analyst(),
        "name": f"key {next(_serial)}",
        "digest": f"{next(_serial):064}",
    },
}
ANSONGO = Point(0.5022, 15.6597, srid=4326)
