"""The product's application with the rivals' addresses beside its own."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")

from django.conf import settings

settings.ROOT_URLCONF = "benchmarks.rivals"
settings.ALLOWED_HOSTS = ["127.0.0.1"]

from sahel.wsgi import application  # noqa: E402  after the settings

__all__ = ["application"]
