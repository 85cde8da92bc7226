"""Import runs at the desk: upload, look at the columns, check, take in, publish, undo; and the rows set aside."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from incidents import review
from incidents.admin.rejected import rejected_lines
from incidents.admin.runforms import ColumnsForm, UploadForm, ask_for_check, peeked
from incidents.codes import ItemOutcome, RunState, WorkflowStatus
from incidents.ingest import twins, undo, uploads
from incidents.ingest.formats import FileRefused
from incidents.ingest.taking import retry_items
from incidents.models import IngestItem, IngestRun

ROWS_A_PAGE = 50
PUBLISH = "incidents.publish_incident"
CHANGE = "incidents.change_ingestrun"


@admin.register(IngestRun)
class IngestRunAdmin(admin.ModelAdmin):
    list_display = ["file_name", "source", "state", "started_at", "new", "possible_duplicate", "changed", "unchanged",
                    "refused", "submitted_by"]  # fmt: skip
    list_filter = ["state", "source"]
    list_select_related = ["source", "submitted_by"]
    search_fields = ["file_name"]
    show_full_result_count = False
    actions = ["submit_run", "publish_run"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PUBLISH)

    @admin.display(description=gettext_lazy("quarantined"))
    def refused(self, obj: IngestRun) -> str:
        if not obj.quarantined:
            return "0"
        return format_html('<a href="{}?mark=quarantined">{}</a>', _address("change", obj), obj.quarantined)

    @admin.action(description=gettext_lazy("Submit the file's drafts for review"), permissions=["change"])
    def submit_run(self, request: HttpRequest, queryset: QuerySet[IngestRun]) -> None:
        done = sum(review.submit_run(run, by=request.user) for run in queryset)
        messages.info(request, _("%s incidents wait for another person to publish them.") % done)

    @admin.action(description=gettext_lazy("Publish the file's incidents"), permissions=["publish"])
    def publish_run(self, request: HttpRequest, queryset: QuerySet[IngestRun]) -> None:
        for run in queryset:
            _publish(request, run)

    # pages
    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("<int:pk>/columns/", wrap(self.columns_view), name="incidents_ingestrun_columns"),
            path("<int:pk>/progress/", wrap(self.progress_view), name="incidents_ingestrun_progress"),
            path("<int:pk>/rejected.csv", wrap(self.rejected_view), name="incidents_ingestrun_rejected"),
            path("<int:pk>/step/", wrap(require_POST(self.step_view)), name="incidents_ingestrun_step"),
        ]
        return own + super().get_urls()

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Upload: the file is kept, then its columns are looked at."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                run = form.kept(by=request.user)
            except FileRefused as error:
                form.add_error("file", str(error))
            else:
                return HttpResponseRedirect(
                    _address("columns" if run.state == RunState.WAITING else "change", run)
                )
        return self._page(request, "upload", {"form": form, "title": _("Load a file")})

    def columns_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the file's columns mean: guessed, corrected by the editor, kept with the source."""
        run = self._run(request, pk, self.has_change_permission)
        if run.upload is None or run.state not in {RunState.WAITING, RunState.CHECKED, RunState.FAILED}:
            return HttpResponseRedirect(_address("change", run))
        try:
            peek = peeked(run)
        except FileRefused as error:
            return self._page(request, "columns", {"run": run, "refusal": str(error), "title": run.file_name})
        form = ColumnsForm(request.POST or None, run=run, peek=peek)
        if request.method == "POST" and form.is_valid():
            ask_for_check(run, form)
            return HttpResponseRedirect(_address("change", run))
        return self._page(
            request, "columns", {"run": run, "form": form, "peek": peek, "title": run.file_name}
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The run: how far it is, what became of its rows, and what may be done next."""
        run = self._run(request, int(object_id) if object_id.isdecimal() else 0, self.has_view_permission)
        mark = request.GET.get("mark", "")
        rows = run.items.select_related("incident", "twin").order_by("line", "id")
        if mark in ItemOutcome.values:
            rows = rows.filter(outcome=mark)
        total = _rows_of(run, mark)
        page = _CountedPaginator(rows, ROWS_A_PAGE, total).get_page(request.GET.get("page"))
        marks = [(code, label, getattr(run, code)) for code, label in ItemOutcome.choices]
        context = {
            "run": run,
            "title": run.file_name or str(run.source),
            "marks": marks,
            "mark": mark,
            "page": page,
            "is_working": run.state in uploads.TO_DO,
            "steps": self._steps(request, run),
            "held_back": twins.held_back(run).count() if run.state == RunState.FINISHED else 0,
            "why_not_undone": undo.built_on(run) if run.state == RunState.FINISHED else None,
        }
        return self._page(request, "run", context)

    def _steps(self, request: HttpRequest, run: IngestRun) -> list[str]:
        """What this person may order now."""
        steps = []
        if self.has_change_permission(request):
            if run.state == RunState.CHECKED and run.upload_id:
                steps.append("import")
            if run.state == RunState.FINISHED:
                steps += ["submit"] if run.incidents.filter(status=WorkflowStatus.DRAFT).exists() else []
                steps.append("undo")
        in_review = run.incidents.filter(status=WorkflowStatus.IN_REVIEW)
        if run.state == RunState.FINISHED and self.has_publish_permission(request) and in_review.exists():
            steps.append("publish")
        return steps

    def progress_view(self, request: HttpRequest, pk: int) -> JsonResponse:
        run = self._run(request, pk, self.has_view_permission)
        return JsonResponse({"state": run.state, "label": run.get_state_display(), "share": run.share})

    def rejected_view(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """The rows set aside, with their reasons: to be corrected and loaded again."""
        run = self._run(request, pk, self.has_view_permission)
        answer = StreamingHttpResponse(rejected_lines(run), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="rejected-{run.pk}.csv"'
        return answer

    def step_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self._run(request, pk, self.has_view_permission)
        step = request.POST.get("step", "")
        allowed = self._steps(request, run)
        if step not in allowed:
            messages.error(request, _("This import stands elsewhere by now: look at it again."))
        elif step == "import":
            uploads.order(run, RunState.IMPORTING, leave_duplicates="leave_duplicates" in request.POST)
        elif step == "submit":
            done = review.submit_run(run, by=request.user)
            messages.info(request, _("%s incidents wait for another person to publish them.") % done)
        elif step == "publish":
            _publish(request, run, duplicates_too="publish_duplicates" in request.POST)
        elif step == "undo":
            _undo(request, run)
        return HttpResponseRedirect(_address("change", run))

    # shared
    def _run(self, request: HttpRequest, pk: int, may: Any) -> IngestRun:
        if not may(request):
            raise PermissionDenied
        rows = IngestRun.objects.select_related("source", "upload", "submitted_by", "published_by")
        return get_object_or_404(rows, pk=pk)

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return render(request, f"admin/incidents/ingestrun/{name}.html", whole)


class _CountedPaginator(Paginator):
    """Pages of a run's rows: how many there are stands in the run already."""

    def __init__(self, rows: Any, size: int, total: int) -> None:
        super().__init__(rows, size)
        self.count = total


def _rows_of(run: IngestRun, mark: str) -> int:
    if mark in ItemOutcome.values:
        return int(getattr(run, mark))
    return sum(getattr(run, code) for code in ItemOutcome.values)


def _address(page: str, run: IngestRun) -> str:
    return reverse(f"admin:incidents_ingestrun_{page}", args=[run.pk])


def _publish(request: HttpRequest, run: IngestRun, *, duplicates_too: bool = False) -> None:
    """By a worker: a file of a million rows takes longer than a request may."""
    mine = run.incidents.filter(status=WorkflowStatus.IN_REVIEW, submitted_by=request.user.pk)
    if mine.exists():
        messages.error(request, _("You submitted this file: another person has to publish it."))
    elif uploads.order(
        run, RunState.PUBLISHING, published_by=request.user, publish_duplicates=duplicates_too
    ):
        messages.info(request, _("The incidents of %s are being published.") % run)
    else:
        messages.error(request, _("This import stands elsewhere by now: look at it again."))


def _undo(request: HttpRequest, run: IngestRun) -> None:
    try:
        gone = undo.undo(run)
    except undo.NotUndone as error:
        messages.error(request, str(error))
    else:
        messages.info(request, _("The import was undone: %s incidents are gone again.") % gone)


@admin.register(IngestItem)
class IngestItemAdmin(admin.ModelAdmin):
    list_display = ["run", "line", "external_id", "outcome", "column", "reason", "retried_at"]
    list_filter = ["outcome", ("run", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["run", "run__source"]
    search_fields = ["external_id", "reason"]
    show_full_result_count = False
    actions = ["retry"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [field.name for field in IngestItem._meta.fields]

    @admin.action(description=gettext_lazy("Try again"), permissions=["change"])
    def retry(self, request: HttpRequest, queryset: QuerySet[IngestItem]) -> None:
        counts = retry_items(queryset)
        outcomes = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
        messages.info(request, _("Tried again: %s.") % (outcomes or "0"))
