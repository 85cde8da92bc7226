"""Registers the system checks."""

from django.apps import AppConfig


class SahelConfig(AppConfig):
    name = "sahel"

    def ready(self) -> None:
        from sahel import checks  # noqa: F401, PLC0415  registering needs loaded apps
