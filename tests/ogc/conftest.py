"""The small world of the API's tests, in which every filter can tell six incidents apart."""

from tests.api.conftest import world

__all__ = ["world"]
