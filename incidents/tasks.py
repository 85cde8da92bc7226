"""Doors for the workers: each task takes ids and calls one function."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings

from incidents.columns.journal import forget_old_rows
from incidents.ingest import pipeline


@shared_task(name="incidents.work_report", time_limit=settings.REPORT_SECONDS)
def work_report(report_id: int) -> str:
    return pipeline.work(report_id)


@shared_task(name="incidents.sweep", soft_time_limit=100, time_limit=110)
def sweep() -> dict[str, int]:
    return {**pipeline.sweep(), "forgotten": forget_old_rows()}
