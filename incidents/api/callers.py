"""Who holds a key, with all that the account may do: one question for every request that carries a key."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from incidents.kept import Kept, columns, instance
from incidents.models import ApiToken


def _tokens(digest: str) -> QuerySet[Any, Any]:
    holder = OuterRef("user_id")
    held = Permission.objects.filter(Q(user=holder) | Q(group__user=holder)).order_by()
    names = Concat("content_type__app_label", Value("."), "codename")
    user = get_user_model()
    return (
        ApiToken.objects.live()
        .filter(digest=digest)
        .annotate(rights=ArraySubquery(held.values_list(names, flat=True)))
        .values_list(*columns(ApiToken), *columns(user, "user__"), "rights")
    )


_TOKEN_OF = Kept(_tokens, "digest of nobody's key")


def holder_of(digest: str) -> ApiToken | None:
    """The live token of this digest with its account, whose rights are known then; None when there is none."""
    rows = _TOKEN_OF.rows(digest)
    if not rows:
        return None
    row = rows[0]
    token: ApiToken = instance(ApiToken, row)
    token.user = instance(get_user_model(), row, len(columns(ApiToken)))
    token.user.known_rights = frozenset(row[-1])  # type: ignore[attr-defined]
    return token
