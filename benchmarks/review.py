"""Fifty drafts are worked through in the review screen, over HTTP, beside so many reports with open drafts.

`make bench FIGURES=review BENCH=100000` (BENCH reports). The reports are copies of the founding note, read once by
the worker and multiplied by SQL with its drafts and their evidence. What is measured is what an editor waits for: the
page, the decision, and both as one reload; then the way into the queue with nine in ten decided already.
"""

from __future__ import annotations

import http.client
import re
import sys
import time
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402  after setup
from django.contrib.auth.models import Group, User  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.measure import site  # noqa: E402
from incidents import intake  # noqa: E402
from incidents.ingest import pipeline  # noqa: E402
from incidents.models import Proposal, Report, Source  # noqa: E402
from sahel.local import PROJECT  # noqa: E402

DRAFTS, MOST_MS = 50, 300.0
NOTE = (PROJECT / "incidents" / "sample" / "founding_note.txt").read_text(encoding="utf-8")


def columns_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
            " ORDER BY ordinal_position",
            [f"incidents_{table}"],
        )
        return [name for (name,) in cursor.fetchall()]


def multiply(report: Report, number: int) -> None:
    """So many copies of the report, each with copies of its open drafts and their evidence."""

    def copied(table: str, source: str, changed: dict[str, str]) -> str:
        names = [name for name in columns_of(table) if name != "id"]
        values = ", ".join(changed.get(name, f'{table}."{name}"') for name in names)
        listed = ", ".join(f'"{name}"' for name in names)
        return f"INSERT INTO incidents_{table} ({listed}) SELECT {values} FROM {source}"  # noqa: S608  own names

    # A draft's values name its report.
    values = "replace(proposal.values::text, '\"report\": ' || proposal.report_id, '\"report\": ' || copy.id)::jsonb"
    copies = f"incidents_report copy WHERE copy.id > {report.pk}"
    with connection.cursor() as cursor:
        cursor.execute(
            copied("report", f"incidents_report report, generate_series(1, {number}) n WHERE report.id = {report.pk}",
                   {"external_id": "'copy-' || n"})
        )  # fmt: skip
        cursor.execute(
            copied("proposal", f"incidents_proposal proposal, {copies} AND proposal.report_id = {report.pk}"
                   " ORDER BY copy.id, proposal.ordinal", {"report_id": "copy.id", "values": values})
        )  # fmt: skip
        cursor.execute(
            copied("evidence", f"incidents_evidence evidence JOIN incidents_proposal was ON was.id = evidence.proposal_id"
                   f" JOIN incidents_proposal proposal ON proposal.ordinal = was.ordinal, {copies}"
                   f" AND proposal.report_id = copy.id AND was.report_id = {report.pk}",
                   {"report_id": "copy.id", "proposal_id": "proposal.id"})
        )  # fmt: skip
        cursor.execute("VACUUM ANALYZE")


class Form(HTMLParser):
    """What a browser would send of the form #review-form, but for its buttons."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._inside, self._select, self._text = False, "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("id") == "review-form"
        if not self._inside:
            return
        if tag == "input" and given.get("name") and (given.get("type") != "checkbox" or "checked" in given):
            self.fields.append(
                (given["name"], given.get("value", "on" if given.get("type") == "checkbox" else ""))
            )
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and "selected" in given:
            self.fields.append((self._select, given["value"]))
        elif tag == "textarea":
            self._text = given["name"]

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields.append((self._text, data.strip()))
            self._text = ""


class Editor:
    """A browser of somebody who has signed in, with one kept connection; `taken` are milliseconds by kind of request."""

    def __init__(self, port: int) -> None:
        client = Client()
        user, _made = User.objects.get_or_create(username="bench-editor", defaults={"is_staff": True})
        user.groups.add(Group.objects.get(name="editor"))
        client.force_login(user)
        self.cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.taken: dict[str, list[float]] = {"page": [], "decision": [], "queue": []}

    def ask(self, kind: str, path: str, fields: list[tuple[str, str]] | None = None) -> tuple[str, str]:
        """(where it leads, the page) of a request."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": "http://127.0.0.1/"}
        began = time.perf_counter()
        self.connection.request("GET" if body is None else "POST", path, body, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        self.taken[kind].append((time.perf_counter() - began) * 1000)
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _is, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status not in (200, 302):
            raise RuntimeError(f"{answer.status} for {path}: {page[:400]}")
        return answer.headers.get("Location") or "", page

    def confirm(self, path: str) -> str:
        """Looks at a draft, confirms it as it is; the address of the next one."""
        _nowhere, page = self.ask("page", path)
        fields = [*Form(page).fields, ("step", "confirm")]
        leads_to, refused = self.ask("decision", path, fields)
        if not leads_to:
            said = re.findall(r'class="errorlist[^>]*>(.*?)</ul>', refused, re.DOTALL)
            raise RuntimeError(f"{path} came back: {said[:5]}")
        return leads_to


def tell(figure: str, times: list[float]) -> None:
    in_order = sorted(times)
    p50, p95 = in_order[len(in_order) // 2], in_order[int(len(in_order) * 0.95)]
    met = "yes" if in_order[-1] <= MOST_MS else "NO"
    print(f"{figure:<58} p50 {p50:7.1f}  p95 {p95:7.1f}  longest {in_order[-1]:7.1f} ms   goal <= {MOST_MS:.0f} ms   {met}",
          flush=True)  # fmt: skip


def many(times: int, ask: Callable[[], object]) -> None:
    for _time in range(times):
        ask()


def main(number: int) -> None:
    source, _made = Source.objects.get_or_create(name="Benchmark", defaults={"kind": "media"})
    report = intake.receive(source, external_id="note", published_at=timezone.now().replace(year=2018, month=10, day=2),
                            title="Risk note", text=NOTE, language="en").report  # fmt: skip
    pipeline.work(report.pk)
    multiply(report, number)
    print(f"{Report.objects.count()} reports, {Proposal.objects.count()} open drafts", flush=True)
    with site() as port:
        editor = Editor(port)
        address, _page = editor.ask("queue", "/admin/review/")
        # The first page of a process makes what all others use.
        address = editor.confirm(address)
        editor.taken = {kind: [] for kind in editor.taken}
        for _draft in range(DRAFTS):
            address = editor.confirm(address)
        tell("a draft's page", editor.taken["page"])
        tell("a draft confirmed", editor.taken["decision"])
        reloads = [
            sum(pair) for pair in zip(editor.taken["decision"], editor.taken["page"][1:], strict=False)
        ]
        tell("from a decision to the next page", reloads)
        many(20, lambda: editor.ask("queue", "/admin/review/"))
        tell("into the queue", editor.taken["queue"])
        ids = Proposal.objects.order_by("pk").values_list("pk", flat=True)
        Proposal.objects.filter(pk__lt=ids[ids.count() * 9 // 10], state="open").update(state="superseded")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE incidents_proposal")
        editor.taken["queue"] = []
        many(20, lambda: editor.ask("queue", "/admin/review/"))
        tell("into the queue, nine in ten decided", editor.taken["queue"])


if __name__ == "__main__":
    main(int(sys.argv[1]))
