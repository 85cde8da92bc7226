"""What signed-in people say about an incident, or one of its fields. Never public."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.http import Http404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers as forms
from rest_framework.permissions import SAFE_METHODS, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from incidents.api.described import AFTER, PROBLEM
from incidents.api.problems import told_together
from incidents.api.records import StrictSerializer
from incidents.api.scopes import at_the_desk, scope_required
from incidents.api.serializers import Comment as CommentShape
from incidents.api.serializers import CommentPage
from incidents.api.texts import WrittenText
from incidents.api.views import NumberField, find_incident, no_others, one_parameter
from incidents.models import Comment, Incident
from incidents.models.rules import broken_rule
from incidents.querysets import CommentQuerySet
from incidents.record import FIELD_NAMES

PAGE = 100


class CommentForm(StrictSerializer):
    field = forms.ChoiceField(FIELD_NAMES, required=False, allow_blank=True, default="")
    text = WrittenText(max_length=4_000)
    desk_only = forms.BooleanField(
        required=False, default=True, help_text="For the desk only; what analysts write is for all of them."
    )


class SettleForm(StrictSerializer):
    settled = forms.BooleanField()


class MayComment(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return request.method in SAFE_METHODS or request.user.has_perm("incidents.add_comment")


class CommentView(APIView):
    def get_permissions(self) -> list[Any]:
        """A token reads comments with `read` and writes them with `submit`."""
        scope = "read" if self.request.method in SAFE_METHODS else "submit"
        return [IsAuthenticated(), scope_required(scope)(), MayComment()]


class CommentList(CommentView):
    @extend_schema(
        operation_id="comments_list",
        parameters=[AFTER],
        responses={200: CommentPage, 400: PROBLEM, 401: PROBLEM, 404: PROBLEM},
        description="Comments on an incident that this account may read, oldest first.",
    )
    def get(self, request: Request, public_id: UUID) -> Response:
        after, _others = told_together(
            lambda: one_parameter(request, "after", NumberField(), 0), lambda: no_others(request, {"after"})
        )
        rows = _readable(request).filter(incident=_incident(request, public_id))
        found = list(
            rows.filter(pk__gt=after).select_related("author", "settled_by").order_by("pk")[: PAGE + 1]
        )
        following = found[PAGE - 1].pk if len(found) > PAGE else None
        return _private({"results": [_told(row) for row in found[:PAGE]], "next_after": following})

    @extend_schema(
        operation_id="comments_create",
        request=CommentForm,
        responses={
            201: CommentShape,
            200: OpenApiResponse(CommentShape, description="Said already: nothing was written."),
            400: PROBLEM, 401: PROBLEM, 403: PROBLEM, 404: PROBLEM,
        },
        description="Says something about the incident, or about one of its fields.",
    )  # fmt: skip
    def post(self, request: Request, public_id: UUID) -> Response:
        incident = _incident(request, public_id)
        form = CommentForm(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        said = {"incident": incident, "author": request.user, "field": given["field"]}
        try:
            with transaction.atomic():
                desk_only = given["desk_only"] and at_the_desk(request)
                row = Comment.objects.create(**said, text=given["text"], desk_only=desk_only)
        except IntegrityError as error:
            if broken_rule(error) != "comment_once_while_open":
                raise
            row = Comment.objects.open().get(**said, text=given["text"])
            return _private(_told(row), status=200)
        row.refresh_from_db()
        return _private(_told(row), status=201)


class CommentItem(CommentView):
    @extend_schema(
        operation_id="comments_settle",
        request=SettleForm,
        responses={200: CommentShape, 400: PROBLEM, 401: PROBLEM, 403: PROBLEM, 404: PROBLEM},
        description="Settles a comment, or opens it again: its author may, and the desk.",
    )
    def patch(self, request: Request, pk: int) -> Response:
        form = SettleForm(data=request.data)
        form.is_valid(raise_exception=True)
        rows = _readable(request).select_related("incident", "author", "settled_by")
        row = rows.filter(pk=pk).first() if pk < 2**63 else None
        if row is None or not (row.author_id == request.user.pk or at_the_desk(request)):
            raise Http404
        _incident(request, row.incident.public_id)
        by, at = (request.user, Now()) if form.validated_data["settled"] else (None, None)
        try:
            with transaction.atomic():
                Comment.objects.filter(pk=pk).update(settled_by=by, settled_at=at)
        except IntegrityError as error:
            if broken_rule(error) != "comment_once_while_open":
                raise
            raise forms.ValidationError({"settled": ["the same was said again since, and is open"]}) from None
        return _private(_told(rows.get(pk=pk)))


def _readable(request: Request) -> CommentQuerySet:
    return Comment.objects.readable_by(request.user, at_the_desk=at_the_desk(request))


def _incident(request: Request, public_id: UUID) -> Incident:
    """The incident as this account may see it: the desk sees every one. Raises Http404."""
    if not at_the_desk(request):
        return find_incident(request, public_id)
    found = Incident.objects.unpublished_too().filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _told(row: Comment) -> dict[str, Any]:
    return {
        "id": row.pk,
        "field": row.field,
        "text": row.text,
        "desk_only": row.desk_only,
        "author": row.author.get_username(),
        "written_at": row.written_at,
        "settled_by": row.settled_by.get_username() if row.settled_by else None,
        "settled_at": row.settled_at,
    }


def _private(body: Any, status: int = 200) -> Response:
    answer = Response(body, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer
