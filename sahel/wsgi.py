"""The web server's entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")
application = get_wsgi_application()
# What start-up made stays: the collector need not look through it again in the middle of a request.
gc.collect()
gc.freeze()
# Ten thousand rows of an answer are no garbage: looking through them seven hundred objects at a time takes a fifth
# of what making them takes.
gc.set_threshold(50_000, 20, 100)
