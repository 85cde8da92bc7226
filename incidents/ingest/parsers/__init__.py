"""Parsers of hostile bytes, each run in a child process of its own (`incidents.ingest.confined`) and never elsewhere.

`parse(content)` returns what JSON can carry, or raises FileRefused with a reason.
"""
