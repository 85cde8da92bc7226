"""`python -m tests.api.stable.write`: takes what v1 has become into the files of what it promises.

Additions are taken in; a broken promise is told and nothing is written, unless `--new-version` says that this is to be
another version of the API.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.api.stable.write", description=__doc__)
    parser.add_argument("--new-version", action="store_true", help="write whatever is broken")
    chosen = parser.parse_args(arguments)

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")
    django.setup()
    from tests.api.stable.answers import broken_answers
    from tests.api.stable.breaks import broken
    from tests.api.stable.snapshot import ANSWERS, CONTRACT, present_contract, read, written

    contract, answers = present_contract(), _present_answers()
    lost = []
    if CONTRACT.exists():
        lost = [*broken(read(CONTRACT), contract), *broken_answers(read(ANSWERS), answers)]
    for line in lost:
        print(line)
    if lost and not chosen.new_version:
        print(f"{len(lost)} promises of v1 would be broken: nothing was written (docs/versioning.md).")
        return 1
    CONTRACT.write_text(written(contract))
    ANSWERS.write_text(written(answers))
    return 0


def _present_answers() -> dict[str, object]:
    """What a test takes, which has a database."""
    from tests.api.stable.snapshot import read

    with TemporaryDirectory() as folder:
        file = Path(folder) / "answers.json"
        test = "tests/api/test_stability.py::test_what_is_answered_keeps_what_was_promised"
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", test],
            env={**os.environ, "STABLE_ANSWERS": str(file)},
            stdout=2,
        )
        return read(file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
