"""`make check`: what needs a database around it: deployment checks, and migrations in step with the models."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys

from sahel.local import PROJECT, CannotStart, PrivateServices, default_folder

COMMANDS = (
    ["check", "--deploy", "--fail-level", "WARNING"],
    ["makemigrations", "--check", "--dry-run"],
)


def main() -> int:
    services = PrivateServices(default_folder("check"), durable=False, redis=False)
    try:
        services.start()
        # The settings of a real deployment: nothing here loosens them.
        environment = {
            **os.environ,
            "DATABASE_URL": services.database_url,
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": "incidents.example.org",
            "BROKER_URL": "redis://:a-password@redis:6379/0",
        }
        for command in COMMANDS:
            done = subprocess.run([sys.executable, "manage.py", *command], cwd=PROJECT, env=environment)
            if done.returncode != 0:
                return done.returncode
        return 0
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        services.stop()


if __name__ == "__main__":
    sys.exit(main())
