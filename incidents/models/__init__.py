"""The nouns, one file each. Imported here by name so that Django finds them."""

from incidents.models.actor import Actor, ActorName, ActorRelation
from incidents.models.annotation import Annotation
from incidents.models.attachment import Attachment
from incidents.models.bulkedit import BulkEdit, BulkEditRow
from incidents.models.casualty import CasualtyEstimate
from incidents.models.change import Change, Revision
from incidents.models.comment import Comment
from incidents.models.confidence import FieldConfidence
from incidents.models.eventmodel import EventModel
from incidents.models.export import Export, ExportPart
from incidents.models.incident import ExactLocation, ExternalId, Incident, Summary
from incidents.models.involvement import Involvement
from incidents.models.match import Match
from incidents.models.nameorigin import NameOrigin
from incidents.models.outline import DraftOutline
from incidents.models.place import Place, PlaceName
from incidents.models.proposal import Evidence, Proposal, ReportLink
from incidents.models.region import Region
from incidents.models.release import Release, ReleaseFile, ReleasePart
from incidents.models.report import Report
from incidents.models.run import Heartbeat, IngestItem, IngestRun, Upload, UploadPart
from incidents.models.savedview import SavedView
from incidents.models.source import Source
from incidents.models.token import ApiToken
from incidents.models.touched import Touched

__all__ = [
    "Actor",
    "ActorName",
    "ActorRelation",
    "Annotation",
    "ApiToken",
    "Attachment",
    "BulkEdit",
    "BulkEditRow",
    "CasualtyEstimate",
    "Change",
    "Comment",
    "DraftOutline",
    "EventModel",
    "Evidence",
    "ExactLocation",
    "Export",
    "ExportPart",
    "ExternalId",
    "FieldConfidence",
    "Heartbeat",
    "Incident",
    "IngestItem",
    "IngestRun",
    "Involvement",
    "Match",
    "NameOrigin",
    "Place",
    "PlaceName",
    "Proposal",
    "Region",
    "Release",
    "ReleaseFile",
    "ReleasePart",
    "Report",
    "ReportLink",
    "Revision",
    "SavedView",
    "Source",
    "Summary",
    "Touched",
    "Upload",
    "UploadPart",
]
