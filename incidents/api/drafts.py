"""Incidents as the desk has them: entered and corrected by programs that act for an editor.

Nothing here publishes: what is entered waits in review, and a change of a published incident is a proposal. A change
says in `If-Match` which version it was made from; another's change in between is answered with 412 and both values.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.http import parse_etags, quote_etag
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from incidents import record, review
from incidents.api import examples
from incidents.api.described import AFTER, PROBLEM, described, header
from incidents.api.fields import CodeField
from incidents.api.problems import BadParameters, Refused, told_together
from incidents.api.records import ChangeForm, DraftForm, RecordForm
from incidents.api.scopes import scope_required
from incidents.api.serializers import Draft, DraftPage, ProposedChange
from incidents.api.views import NumberField, no_others, one_parameter
from incidents.codes import ProposalState, WorkflowStatus
from incidents.models import ExternalId, Incident, Proposal
from incidents.record import IncidentRecord

PAGE = 100
UNPUBLISHED = (WorkflowStatus.DRAFT, WorkflowStatus.IN_REVIEW)
VERSION = header("ETag", "The version, for If-Match.", 200, 201)
LISTED = (
    "public_id", "status", "event_type", "date_start", "date_end", "place__key", "region__pcode", "killed_best",
    "submitted_by__username", "submitted_at", "updated_at",
)  # fmt: skip


class ExternalIdField(NumberField):
    takes = "scheme:value"
    shape = {"type": "string", "format": "external-id", "maxLength": 400}

    def parse(self, text: str) -> Any:
        scheme, colon, value = text.partition(":")
        if not (scheme and colon and value) or len(text) > 400 or "\x00" in text:
            raise ValueError
        return scheme, value


class MayEdit(BasePermission):
    """The desk: values hold the exact location and internal notes."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return request.user.has_perms(["incidents.change_incident", "incidents.view_exact_location"])


class DeskView(APIView):
    permission_classes = [IsAuthenticated, scope_required("edit"), MayEdit]


class DraftList(DeskView):
    @extend_schema(
        operation_id="drafts_list",
        parameters=[
            OpenApiParameter("status", {"type": "array", "items": CodeField(vocabulary=WorkflowStatus).shape},
                             explode=True, description="draft and in_review unless given."),
            described("external_id", ExternalIdField.shape, "scheme:value, to find what was entered before."),
            AFTER,
        ],
        responses={200: DraftPage, 400: PROBLEM, 401: PROBLEM, 403: PROBLEM},
        description="Incidents at the desk, oldest first; each is read whole at its own address.",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        chosen, after, external_id, _others = told_together(
            lambda: _statuses(request),
            lambda: one_parameter(request, "after", NumberField(), 0),
            lambda: one_parameter(request, "external_id", ExternalIdField()),
            lambda: no_others(request, {"status", "after", "external_id"}),
        )
        rows = Incident.objects.unpublished_too().filter(pk__gt=after, status__in=chosen).order_by("pk")
        if external_id is not None:
            scheme, value = external_id
            rows = rows.filter(external_ids__scheme=scheme, external_ids__value=value)
        found = list(rows.values("pk", *LISTED)[: PAGE + 1])
        following = found[PAGE - 1]["pk"] if len(found) > PAGE else None
        return Response({"results": [_listed(row) for row in found[:PAGE]], "next_after": following})

    @extend_schema(
        operation_id="drafts_create",
        parameters=[header("Location", "The address of the draft.", 201), VERSION],
        request=DraftForm,
        responses={
            201: OpenApiResponse(Draft, description="Entered: it waits for another person to publish it."),
            200: OpenApiResponse(Draft, description="Here already with the same values: nothing was written."),
            400: PROBLEM, 401: PROBLEM, 403: PROBLEM,
            409: OpenApiResponse(PROBLEM.response, description="An incident with such an external id has other values."),
        },
        examples=[examples.sent("An incident", examples.DRAFT)],
        description="Enters an incident. `external_ids` make a repeat recognisable: the same again writes nothing.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        given = _given(DraftForm(data=request.data))["values"]
        values = IncidentRecord.from_json(given)
        there = _with_one_of(values.external_ids)
        if there is not None:
            return _repeated(there, given)
        try:
            with transaction.atomic(), _told():
                incident = review.enter(values, by=request.user)
        except ValidationError:
            # Another request entered the same in this moment.
            there = _with_one_of(values.external_ids)
            if there is None:
                raise
            return _repeated(there, given)
        answer = _whole(incident, status=201)
        answer["Location"] = _address(incident)
        return answer


class DraftItem(DeskView):
    @extend_schema(
        operation_id="drafts_read",
        parameters=[VERSION],
        responses={200: Draft, 401: PROBLEM, 403: PROBLEM, 404: PROBLEM},
        description="All values of one incident, in whatever status. Its `ETag` is the version to change it from.",
    )
    def get(self, request: Request, public_id: UUID) -> Response:
        no_others(request, set())
        return _whole(_incident(public_id))

    @extend_schema(
        operation_id="drafts_change",
        parameters=[
            OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True,
                             description="The version that is changed: the `ETag` that was read, or several of them."),
            VERSION,
        ],
        request=ChangeForm,
        responses={
            200: OpenApiResponse(Draft, description="Written, or nothing differed."),
            202: OpenApiResponse(ProposedChange, description="Published already: another person has to publish it."),
            400: PROBLEM, 401: PROBLEM, 403: PROBLEM, 404: PROBLEM,
            409: OpenApiResponse(PROBLEM.response, description="Retracted or merged: restore it first."),
            412: OpenApiResponse(PROBLEM.response, description="Changed since: `differences` has both values."),
            428: OpenApiResponse(PROBLEM.response, description="Without If-Match nothing is changed."),
        },
        examples=[examples.sent("A correction", examples.CHANGE)],
        description="Changes the values that are given and leaves the others.",
    )  # fmt: skip
    def patch(self, request: Request, public_id: UUID) -> Response:
        given = _given(ChangeForm(data=request.data))
        versions = parse_etags(request.headers.get("If-Match", ""))
        if not versions:
            raise Refused(428, "version-missing", "If-Match has to say which version this changes.")
        with transaction.atomic():
            incident = _incident(public_id, locked=True)
            current = record.read(incident)
            values = current.with_values(given["values"])
            version = record.version_of(current)
            if "*" not in versions and quote_etag(version) not in versions:
                raise _stale(current, values, version)
            with _told():
                proposal = review.revise(incident, values, by=request.user, reason=given["reason"])
        if proposal is not None:
            return Response(_proposed(proposal), status=202)
        return _whole(_incident(public_id))


def _statuses(request: Request) -> Sequence[str]:
    given = [text for text in request.query_params.getlist("status") if text]
    field = CodeField(vocabulary=WorkflowStatus)
    try:
        return [field.parse(text) for text in given] or UNPUBLISHED
    except ValueError:
        message = f"takes {', '.join(WorkflowStatus.values)}"
        raise BadParameters([{"parameter": "status", "message": message}]) from None


def _given(form: DraftForm) -> dict[str, Any]:
    """The body's values as JSON and its reason; raises ValidationError with every mistake in it."""
    form.is_valid(raise_exception=True)
    values: RecordForm = form.fields["values"]  # type: ignore[assignment]
    return {
        "values": values.as_values(form.validated_data["values"]),
        "reason": form.validated_data["reason"],
    }


@contextlib.contextmanager
def _told() -> Any:
    """What the review refuses, as the API says it: a value by its field, a step as a conflict."""
    try:
        yield
    except review.BadValues as error:
        raise ValidationError(
            {f"values.{error.field}" if error.field else "values": [error.reason]}
        ) from error
    except review.ReviewError as error:
        raise Refused(409, "refused", str(error)) from error


def _stale(current: IncidentRecord, values: IncidentRecord, version: str) -> Refused:
    now, ours = record.difference(current, values)
    differences = [{"field": name, "now": now[name], "given": ours[name]} for name in now]
    title = "The incident was changed since this version: compare, and change it from the present one."
    return Refused(412, "version-stale", title, version=version, differences=differences)


def _incident(public_id: UUID, *, locked: bool = False) -> Incident:
    rows = Incident.objects.unpublished_too().filter(public_id=public_id)
    found = (rows.select_for_update(of=("self",)) if locked else rows).first()
    if found is None:
        raise Http404
    return found


def _with_one_of(external_ids: Sequence[str]) -> Incident | None:
    for text in external_ids:
        scheme, _colon, value = text.partition(":")
        found = ExternalId.objects.filter(scheme=scheme, value=value).select_related("incident").first()
        if found is not None:
            return found.incident
    return None


def _repeated(there: Incident, given: dict[str, Any]) -> Response:
    """The same again is no error; other values under the same id are a change, which says what it was made from."""
    current = record.read(there)
    # Of what was not sent nothing is said: some of it follows from the rest.
    other, _new = record.difference(current, current.with_values(given))
    if not other:
        return _whole(there)
    title = "An incident with this external id is here with other values: change that one."
    raise Refused(
        409, "here-already", title, incident=str(there.public_id), url=_address(there), fields=list(other)
    )


def _address(incident: Incident) -> str:
    return reverse("api_draft", args=[incident.public_id])


def _listed(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(row["public_id"]),
        "url": reverse("api_draft", args=[row["public_id"]]),
        "status": row["status"],
        "event_type": row["event_type"],
        "date_start": row["date_start"],
        "date_end": row["date_end"],
        "place": row["place__key"],
        "region": row["region__pcode"],
        "killed_best": row["killed_best"],
        "submitted_by": row["submitted_by__username"],
        "submitted_at": row["submitted_at"],
        "updated_at": row["updated_at"],
    }


def _whole(incident: Incident, status: int = 200) -> Response:
    values = record.read(incident)
    waiting = incident.proposals.filter(state=ProposalState.OPEN).order_by("pk")
    version = record.version_of(values)
    body = {
        "id": str(incident.public_id),
        "url": _address(incident),
        "status": incident.status,
        "version": version,
        "submitted_by": incident.submitted_by.get_username() if incident.submitted_by else None,
        "submitted_at": incident.submitted_at,
        "updated_at": incident.updated_at,
        "values": values.as_json(),
        "proposals": [_proposed(proposal) for proposal in waiting.select_related("created_by")],
    }
    answer = Response(body, status=status)
    answer["ETag"] = quote_etag(version)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _proposed(proposal: Proposal) -> dict[str, Any]:
    return {
        "proposal": proposal.pk,
        "kind": proposal.kind,
        "state": proposal.state,
        "old": proposal.old,
        "values": proposal.values,
        "reason": proposal.reason,
        "created_by": proposal.created_by.get_username() if proposal.created_by else None,
        "created_at": proposal.created_at,
    }
