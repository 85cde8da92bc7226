"""Brings the database and the static files up to date: every start runs it, a second run changes nothing."""

import fcntl
import hashlib
import json
import os
import secrets
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from incidents.models import Incident, Source
from sahel.accounts import DEMO_GROUP

DEMO_ACCOUNTS = ("admin", "editor", "reviewer", "analyst")


class Command(BaseCommand):
    help = "Migrate, load reference data, collect static files; optionally sample data and demo accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sample", type=int, default=0, help="generated incidents for a new database")
        parser.add_argument(
            "--no-static", action="store_true", help="the image holds the static files already"
        )
        parser.add_argument(
            "--demo-accounts", metavar="FILE", help="make accounts, keep their passwords in FILE"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_reference", verbosity=0, stdout=StringIO())
        # Sample data go into a new database only: what was cleared once does not come back.
        new = not Source.objects.samples().exists() and not Incident.objects.unpublished_too().exists()
        if options["sample"] and new:
            call_command("load_sample", incidents=options["sample"], stdout=self.stdout, stderr=self.stderr)
        if options["demo_accounts"]:
            make_accounts(Path(options["demo_accounts"]))
        if not options["no_static"]:
            collect_static_files()


def collect_static_files() -> None:
    """Collects, hashes and compresses the static files, unless none has changed since the last time.

    Of several that start at once and share the folder one collects, and the others wait for it.
    """
    folder = Path(settings.STATIC_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = folder / ".collected"
    with (folder / ".collecting").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        state = _state_of_static_files()
        if stamp.exists() and stamp.read_text() == state:
            return
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(state)


def _state_of_static_files() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}:{status.st_size}:{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def make_accounts(file: Path) -> None:
    """One account per role with a password of its own, kept readable by the owner only."""
    known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    chosen = os.environ.get("SAHEL_ADMIN_PASSWORD")
    for name in DEMO_ACCOUNTS:
        password = chosen if name == "admin" and chosen else known.get(name) or secrets.token_urlsafe(12)
        user, _made = User.objects.get_or_create(username=name)
        if not user.check_password(password):
            user.set_password(password)
        user.is_active = True
        user.is_staff = name != "analyst"
        user.is_superuser = name == "admin"
        user.save()
        groups = [] if name == "admin" else [Group.objects.get(name=name)]
        # A password that the operator chose is no demonstration's.
        demo = [] if name == "admin" and chosen else [Group.objects.get(name=DEMO_GROUP)]
        user.groups.set([*groups, *demo])
        known[name] = password
    file.touch(mode=0o600)
    file.write_text(json.dumps(known))
