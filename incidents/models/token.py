"""Keys of API consumers: named, hashed, shown once, with scopes and an end."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.codes import TokenScope
from incidents.querysets import ApiTokenQuerySet

# Programs that look for keys in published code know them by this.
KEY_PREFIX = "sahel_"


def token_digest(key: str) -> str:
    """What the database keeps of a key. The key has 256 random bits, so a plain hash suffices."""
    return hashlib.sha256(key.encode()).hexdigest()


def usual_scopes() -> list[str]:
    """What every token could do before there were scopes."""
    return [TokenScope.READ.value, TokenScope.SUBMIT.value]


class ApiToken(models.Model):
    """A token that was revoked keeps its row, so that it stays known who had which key."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens", verbose_name=_("account")
    )
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(
        models.CharField(max_length=40, choices=TokenScope.choices),
        default=usual_scopes,
        verbose_name=_("scopes"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            # The name of a token that was revoked is free again.
            models.UniqueConstraint(
                name="token_name_once", fields=["user", "name"], condition=Q(revoked_at__isnull=True)
            ),
            models.CheckConstraint(
                name="token_scopes_known_and_not_empty",
                condition=Q(scopes__contained_by=TokenScope.values) & Q(scopes__len__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def scope_labels(self) -> list[Any]:
        return [TokenScope(scope).label for scope in self.scopes]

    @classmethod
    def issue(
        cls,
        *,
        user: Any,
        name: str,
        scopes: Iterable[str] | None = None,
        expires_at: datetime | None = None,
    ) -> tuple[ApiToken, str]:
        """A new token and its key. The key is returned here and never again."""
        key = KEY_PREFIX + secrets.token_urlsafe(32)
        given = usual_scopes() if scopes is None else list(scopes)
        token = cls.objects.create(
            user=user,
            name=name,
            digest=token_digest(key),
            scopes=[scope for scope in TokenScope.values if scope in given],
            expires_at=expires_at,
        )
        return token, key
