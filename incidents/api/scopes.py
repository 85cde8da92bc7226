"""What a token may be used for. A scope never gives more than the account's own rights: both are asked."""

from __future__ import annotations

from functools import cache
from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from incidents.api.problems import ScopeMissing
from incidents.codes import TokenScope
from incidents.models import ApiToken

# Without the right a token of this scope would do nothing, so an account that lacks it is not offered the scope.
RIGHT_OF = {TokenScope.SUBMIT: "incidents.submit_report", TokenScope.EDIT: "incidents.change_incident"}


def scopes_open_to(account: Any) -> list[TokenScope]:
    """The scopes that the rights of this account allow for a token of its own."""
    return [scope for scope in TokenScope if scope not in RIGHT_OF or account.has_perm(RIGHT_OF[scope])]


class HoldsScope(BasePermission):
    """The base of `scope_required`: which scope a view asks for."""

    scope: TokenScope

    def has_permission(self, request: Request, view: Any) -> bool:
        # Sessions hold every scope (their forms carry the CSRF token); who has no account is judged by others.
        if isinstance(request.auth, ApiToken) and self.scope not in request.auth.scopes:
            raise ScopeMissing(self.scope)
        return True


@cache
def scope_required(scope: str) -> type[HoldsScope]:
    """The permission that refuses a token without this scope; stands beside those that ask for the account's rights.

    Raises ValueError for a scope that there is none of.
    """
    return type("HoldsScope", (HoldsScope,), {"scope": TokenScope(scope)})


def at_the_desk(request: Request) -> bool:
    """Whether the request may see what only the desk sees: the account may, and a token of it was made for editing."""
    if not request.user.has_perm(RIGHT_OF[TokenScope.EDIT]):
        return False
    return not isinstance(request.auth, ApiToken) or TokenScope.EDIT in request.auth.scopes
