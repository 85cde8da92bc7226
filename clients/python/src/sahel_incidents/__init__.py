"""Reads a Sahel incidents server, keeps copies in step with it, submits reports. See README.md."""

from sahel_incidents.client import Client
from sahel_incidents.feed import Change, ChangePage, Receipt
from sahel_incidents.following import Progress
from sahel_incidents.geoframe import frame
from sahel_incidents.problems import (
    ChecksumWrong,
    NumberAhead,
    Problem,
    Replaced,
    Retracted,
    SahelError,
    StoreRefused,
    Unreachable,
)
from sahel_incidents.releases import Release, ReleaseFile
from sahel_incidents.rows import COLUMNS, Incident, IncidentDetail
from sahel_incidents.store import SQLiteStore, State

__all__ = [
    "COLUMNS",
    "Change",
    "ChangePage",
    "ChecksumWrong",
    "Client",
    "Incident",
    "IncidentDetail",
    "NumberAhead",
    "Problem",
    "Progress",
    "Receipt",
    "Release",
    "ReleaseFile",
    "Replaced",
    "Retracted",
    "SQLiteStore",
    "SahelError",
    "State",
    "StoreRefused",
    "Unreachable",
    "frame",
]
