"""Hostile bytes are read in a child process of limited memory, CPU time and patience; what it says comes back as JSON.

`python -m incidents.ingest.confined TASK` reads standard input and needs neither Django nor a database. A parser
that hangs, eats memory or crashes ends its own process and nothing else.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from incidents.ingest.formats import FileRefused

PROJECT = Path(__file__).resolve().parents[2]
SECONDS, MEGABYTES = 20, 600
REFUSED = 3
MAX_ANSWER = 64 * 1024 * 1024
# The parsers that a child may be asked for: a function of bytes that returns what JSON can carry.
TASKS: dict[str, str] = {
    "feed": "incidents.ingest.parsers.feed:parse",
    "xlsx": "incidents.ingest.parsers.xlsx:parse",
    "html": "incidents.ingest.parsers.html:parse",
    "pdf": "incidents.ingest.parsers.pdf:parse",
    "docx": "incidents.ingest.parsers.docx:parse",
}


def read(task: str, data: bytes, *, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> Any:
    """What the parser `task`, one of TASKS or `module:function`, makes of these bytes.

    Raises FileRefused with its reason, or saying which limit it met."""
    command = [sys.executable, "-m", "incidents.ingest.confined", task, str(seconds), str(megabytes)]
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            cwd=PROJECT,
            timeout=seconds + 5,
            env={"PYTHONUTF8": "1"},
        )
    except subprocess.TimeoutExpired:
        raise FileRefused(f"took longer than {seconds} seconds to read") from None
    if done.returncode == 0:
        return json.loads(done.stdout)
    if done.returncode == REFUSED:
        raise FileRefused(done.stderr.decode("utf-8", "replace")[:500])
    if done.returncode < 0:
        raise FileRefused(f"took longer than {seconds} seconds or more memory than {megabytes} MB to read")
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    raise FileRefused(f"cannot be read: {last[:300] or 'its reader ended'}")


def main(task: str, seconds: str, megabytes: str) -> int:
    """The child: limits first, then the parser."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # openpyxl imports it where it is there, for cells that nobody writes here: a third of this process's time.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    module, _colon, name = TASKS.get(task, task).partition(":")
    try:
        answer = json.dumps(getattr(import_module(module), name)(sys.stdin.buffer.read()))
        if len(answer) > MAX_ANSWER:
            raise FileRefused("holds more than can be taken in at once")
    except FileRefused as error:
        sys.stderr.write(str(error))
        return REFUSED
    except MemoryError:
        sys.stderr.write(f"took more memory than {megabytes} MB to read")
        return REFUSED
    except RecursionError:
        sys.stderr.write("is nested too deeply")
        return REFUSED
    sys.stdout.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
