"""The small world of the API's tests, which every filter can tell apart."""

from tests.api.conftest import world

__all__ = ["world"]
