"""The product's application with the rivals' addresses beside its own."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")

from django.conf import settings

settings.ROOT_URLCONF = "benchmarks.rivals"
settings.ALLOWED_HOSTS = ["127.0.0.1"]

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
