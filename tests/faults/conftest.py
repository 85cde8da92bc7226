"""The running site of the queue's tests, for faults with many reports."""

from tests.queue.conftest import desk

__all__ = ["desk"]
