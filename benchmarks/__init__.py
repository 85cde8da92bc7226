"""Figures against the clock: each file measures one, beside its peer or limit, in one run on one database.

`make bench` fills a database of a million incidents (BENCH=10000000 for ten), and runs them all. A figure is
a ratio of medians of interleaved requests, so that what else the machine does falls on both.
"""
