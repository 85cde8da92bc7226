"""Keys of API consumers: named, hashed, shown once, with an end."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def token_digest(key: str) -> str:
    """What the database keeps of a key. The key has 256 random bits, so a plain hash suffices."""
    return hashlib.sha256(key.encode()).hexdigest()


class ApiToken(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens", verbose_name=_("account")
    )
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [models.UniqueConstraint(name="token_name_once", fields=["user", "name"])]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def issue(cls, *, user: Any, name: str, expires_at: datetime | None = None) -> tuple[ApiToken, str]:
        """A new token and its key. The key is returned here and never again."""
        key = secrets.token_urlsafe(32)
        token = cls.objects.create(user=user, name=name, digest=token_digest(key), expires_at=expires_at)
        return token, key
