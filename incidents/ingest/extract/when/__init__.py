"""Dates, resolved against the day of publication."""
