"""Saved views: an account keeps addresses of the map under names of its own. Nobody else sees them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from incidents.api.audience import audience_of, visible_incidents
from incidents.changes import latest_number
from incidents.models import SavedView
from incidents.views.context import shared_context
from incidents.views.lastlook import COUNTED, name_of, news, problems_of

MOST_VIEWS = 100
LONGEST_NAME, LONGEST_QUERY = 120, 4_000
Page = Callable[..., HttpResponse]


def for_accounts(page: Page, back: str = "saved_views") -> Page:
    """Leads everybody who has not signed in to the sign-in page, and from there back; after a form to page `back`."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            there = request.get_full_path() if request.method == "GET" else reverse(back)
            return redirect_to_login(there, login_url=reverse("sign_in"))
        return page(request, *args, **kwargs)

    return guarded


@for_accounts
@require_http_methods(["GET", "HEAD", "POST"])
def saved_views(request: HttpRequest) -> HttpResponse:
    """GET lists the account's views; POST `name` and `query` saves one (with `overwrite` over the same name)."""
    if request.method == "POST":
        return _save(request)
    return _listing(request)


@for_accounts
@require_POST
def rename_view(request: HttpRequest, pk: int) -> HttpResponse:
    """POST `name`."""
    view = get_object_or_404(SavedView, pk=pk, owner=request.user)
    name, problem = _name_in(request)
    if problem:
        return _listing(request, problem)
    try:
        with transaction.atomic():
            SavedView.objects.filter(pk=view.pk).update(name=name)
    except IntegrityError:
        return _listing(request, _("Another of your views is called “%(name)s”.") % {"name": name})
    return _done(request, _("The view is now called “%(name)s”.") % {"name": name})


@for_accounts
@require_POST
def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView, pk=pk, owner=request.user)
    view.delete()
    return _done(request, _("“%(name)s” was deleted.") % {"name": name_of(view)})


def account_of(request: HttpRequest) -> User:
    """Who has signed in; `for_accounts` lets nobody else through."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _save(request: HttpRequest) -> HttpResponse:
    name, problem = _name_in(request)
    query = request.POST.get("query", "").strip().removeprefix("?")
    problem = problem or _wrong_query(request, query)
    if problem:
        return _listing(request, problem)
    with transaction.atomic():
        # One after another for each account, so that the limit holds.
        owner = User.objects.select_for_update().get(pk=account_of(request).pk)
        old = SavedView.objects.filter(owner=owner, name=name).first()
        if old is not None and old.query != query and "overwrite" not in request.POST:
            context = {**shared_context(), "name": name, "query": query, "old": old}
            return render(request, "view_overwrite.html", context, status=409)
        if old is None and SavedView.objects.filter(owner=owner).count() >= MOST_VIEWS:
            return _listing(
                request, _("An account keeps at most %(n)s views: delete one first.") % {"n": MOST_VIEWS}
            )
        _write(owner, name, query, looked_at=latest_number(audience_of(request)))
    return _done(request, _("The view “%(name)s” was saved.") % {"name": name})


def _write(owner: User, name: str, query: str, looked_at: int) -> None:
    # What is seen now is the first look; another selection under the name begins anew.
    SavedView.objects.update_or_create(
        owner=owner, name=name, defaults={"query": query, "looked_at": looked_at}
    )


def _name_in(request: HttpRequest) -> tuple[str, str]:
    """(name, what is wrong with it)."""
    name = " ".join(request.POST.get("name", "").split())
    if not name or "\x00" in name:
        return name, _("A view needs a name.")
    if len(name) > LONGEST_NAME:
        return name, _("A name has at most %(n)s characters.") % {"n": LONGEST_NAME}
    return name, ""


def _wrong_query(request: HttpRequest, query: str) -> str:
    if len(query) > LONGEST_QUERY:
        return _("This selection is too long to be saved (%(n)s characters at most).") % {"n": LONGEST_QUERY}
    if "\x00" in query or "%00" in query:
        return _("This selection holds characters that nothing here takes.")
    wrong = problems_of(query, visible_incidents(request))
    told = " · ".join(f"{entry['parameter']} {entry['message']}" for entry in wrong[:5])
    return _("This selection cannot be saved. %(reasons)s") % {"reasons": told} if wrong else ""


def _done(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("saved_views"))


def _listing(request: HttpRequest, problem: str = "") -> HttpResponse:
    views = list(SavedView.objects.filter(owner=account_of(request)))
    counted = news(views, visible_incidents(request), audience_of(request))
    context = {
        **shared_context(),
        "views": [{"view": view, "name": name_of(view), "news": counted[view.pk]} for view in views],
        "most": MOST_VIEWS,
        "counted": COUNTED,
        "problem": problem,
    }
    return render(request, "saved_views.html", context, status=400 if problem else 200)
