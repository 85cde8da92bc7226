"""API tokens of one's own: an account makes them, sees what they are used for, and ends them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from incidents.api.scopes import scopes_open_to
from incidents.models import ApiToken
from incidents.views.context import shared_context
from incidents.views.savedviews import account_of, for_accounts

MOST_TOKENS = 20
# How long a token that has ended stays in the list.
LISTED_DAYS = 30
LONGEST_DAYS = 366
LASTING = [("30", gettext_lazy("30 days")), ("90", gettext_lazy("90 days")), ("365", gettext_lazy("a year"))]
ON_A_DAY = ("day", gettext_lazy("until a day that I choose"))
NEVER = ("never", gettext_lazy("without an end"))

for_own_tokens = partial(for_accounts, back="tokens")


class TokenForm(forms.Form):
    """What this account may ask for; `expires_at` is what it asked for, None = never."""

    name = forms.CharField(max_length=100, label=gettext_lazy("Name"))
    scopes = forms.MultipleChoiceField(label=gettext_lazy("Allowed to"), widget=forms.CheckboxSelectMultiple)
    lasting = forms.ChoiceField(label=gettext_lazy("Lasts"), initial="90")
    day = forms.DateField(label=gettext_lazy("Last day (UTC), if you choose one"), required=False)

    def __init__(self, account: User, data: Any = None) -> None:
        super().__init__(data, initial={"scopes": ["read"]})
        ends = [*LASTING, ON_A_DAY]
        if account.has_perm("incidents.add_apitoken"):
            ends.append(NEVER)
        self.fields["scopes"].choices = [(s.value, s.label) for s in scopes_open_to(account)]  # type: ignore[attr-defined]
        self.fields["lasting"].choices = ends  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if self.cleaned_data.get("lasting") != ON_A_DAY[0]:
            return None
        today = timezone.now().date()
        if day is None or not today <= day <= today + timedelta(days=LONGEST_DAYS):
            raise ValidationError(
                _("Choose a day from today on, at most %(n)s days ahead.") % {"n": LONGEST_DAYS}
            )
        return day

    @property
    def expires_at(self) -> datetime | None:
        lasting, day = self.cleaned_data["lasting"], self.cleaned_data["day"]
        if lasting == NEVER[0]:
            return None
        if day is not None:
            return datetime.combine(day + timedelta(days=1), time.min, UTC)
        return timezone.now() + timedelta(days=int(lasting))


@never_cache
@for_own_tokens
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """GET lists the account's tokens; POST makes one and answers with the page that shows its key, this once."""
    if request.method != "POST":
        return _listing(request, TokenForm(account_of(request)))
    form = TokenForm(account_of(request), request.POST)
    if not form.is_valid():
        return _listing(request, form, status=400)
    return _make(request, form)


@for_own_tokens
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken, pk=pk, user=account_of(request))
    ApiToken.objects.filter(pk=token.pk).revoke()
    return _done(request, _("“%(name)s” has ended.") % {"name": token.name})


@for_own_tokens
@require_POST
def revoke_tokens(request: HttpRequest) -> HttpResponse:
    """All of them at once."""
    ended = ApiToken.objects.filter(user=account_of(request)).live().revoke()
    sentence = ngettext("%(n)s token has ended.", "%(n)s tokens have ended.", ended)
    return _done(request, sentence % {"n": ended})


def _make(request: HttpRequest, form: TokenForm) -> HttpResponse:
    name = form.cleaned_data["name"]
    with transaction.atomic():
        # One after another for each account, so that the limit holds.
        owner = User.objects.select_for_update().get(pk=account_of(request).pk)
        own = ApiToken.objects.filter(user=owner)
        # An old token of this name that has expired gives it up.
        own.filter(name=name, expires_at__lte=Now()).revoke()
        if own.live().filter(name=name).exists():
            form.add_error("name", _("Another of your tokens is called “%(name)s”.") % {"name": name})
        elif own.live().count() >= MOST_TOKENS:
            form.add_error(
                None, _("An account has at most %(n)s tokens: revoke one first.") % {"n": MOST_TOKENS}
            )
        else:
            made, key = ApiToken.issue(
                user=owner, name=name, scopes=form.cleaned_data["scopes"], expires_at=form.expires_at
            )
            return _listing(request, TokenForm(owner), made=made, key=key)
    return _listing(request, form, status=400)


def _done(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("tokens"))


def _listing(
    request: HttpRequest, form: TokenForm, *, made: ApiToken | None = None, key: str = "", status: int = 200
) -> HttpResponse:
    own = ApiToken.objects.filter(user=account_of(request)).order_by("-created_at", "-pk")
    listed = list(own.listed(LISTED_DAYS))
    context = {
        **shared_context(),
        "tokens": listed,
        "live": sum(not (token.revoked_at or token.has_expired) for token in listed),
        "most": MOST_TOKENS,
        "listed_days": LISTED_DAYS,
        "form": form,
        "made": made,
        "key": key,
    }
    return render(request, "tokens.html", context, status=status)
