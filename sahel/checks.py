"""Mistakes across settings, as system checks with ids and hints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1", ""}


@register(Tags.security, deploy=True)
def secret_key_is_our_own(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    key = settings.SECRET_KEY
    if key.startswith("insecure-") or len(key) < 50:
        return [
            Error(
                "SECRET_KEY is the development key or shorter than 50 characters.",
                hint="Set SECRET_KEY to a random text: python -c 'import secrets; print(secrets.token_urlsafe(64))'",
                id="sahel.E001",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def hosts_are_named(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    if "*" in settings.ALLOWED_HOSTS:
        return [Error("ALLOWED_HOSTS is *.", hint="Name the hosts.", id="sahel.E002")]
    return []


@register(Tags.security, deploy=True)
def broker_has_a_password(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    url = urlsplit(settings.CELERY_BROKER_URL)
    over_network = url.scheme in {"redis", "rediss", "amqp"} and (url.hostname or "") not in LOCAL_HOSTS
    if over_network and not url.password:
        return [
            Warning(
                "BROKER_URL names a broker on the network without a password.",
                hint="redis://:password@host:6379/0",
                id="sahel.W003",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def fetches_reach_public_hosts_only(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """What a source's address may lead to: tests and development may widen it, a deployment may not."""
    return [
        Error(
            f"{name} is set: sources could be led into our own network.",
            hint=f"Unset {name}.",
            id="sahel.E007",
        )
        for name in ("FETCH_PORTS", "FETCH_ALLOWED_NETWORKS")
        if getattr(settings, name)
    ]


@register(Tags.security, deploy=True)
def limits_tell_visitors_apart(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.SECURE_PROXY_SSL_HEADER and settings.NUM_PROXIES < 1:
        return [
            Warning(
                "TRUST_PROXY is set and NUM_PROXIES is 0: all visitors have the proxy's address and share its limit.",
                hint="Set NUM_PROXIES to the number of your proxies that write X-Forwarded-For.",
                id="sahel.W008",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def limits_are_counted(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    if not settings.REDIS_URL:
        return [
            Warning(
                "No Redis is named: requests and tries to sign in are not limited.",
                hint="Set REDIS_URL; with a broker that is a Redis it is the broker's.",
                id="sahel.W009",
            )
        ]
    return []


@register()
def time_zone_is_utc(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.TIME_ZONE != "UTC":
        return [Error("TIME_ZONE must be UTC: the wire speaks UTC.", id="sahel.E004")]
    return []


@register()
def lease_outlives_the_task(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.LEASE_SECONDS <= settings.REPORT_SECONDS:
        return [
            Error(
                "LEASE_SECONDS must be above REPORT_SECONDS, or a running report is taken twice.",
                id="sahel.E005",
            )
        ]
    return []


@register()
def one_postgres_driver(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Django silently prefers psycopg 3 where both are installed."""
    from importlib.util import find_spec  # noqa: PLC0415

    if find_spec("psycopg") is not None:
        return [
            Error("psycopg 3 is installed beside psycopg2.", hint="pip uninstall psycopg", id="sahel.E006")
        ]
    return []
