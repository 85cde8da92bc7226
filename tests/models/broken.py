"""One line for every way to break a named rule of the database: the rule, its table, and what breaks it.

`values` go into an otherwise valid row. `shared` names the columns that a second row has in common with a
first one (for rules of uniqueness). `update` takes a valid row and gives the values of an UPDATE (for rules
that speak of the row's own id).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.gis.geos import Point
from django.db.models import Model
from django.utils import timezone

from incidents import models
from incidents.models.match import LIKENESSES
from tests import make
from tests.models.rows import ANSONGO, published, saved

Values = dict[str, Any]


@dataclass(frozen=True)
class Broken:
    rule: str
    model: type[Model]
    how: str
    values: Values | Callable[[], Values]
    shared: tuple[str, ...] = ()
    update: Callable[[Any], Values] | None = None

    def __str__(self) -> str:
        return f"{self.rule}: {self.how}"


def _ready() -> Values:
    """What an export has when its file is there."""
    now = timezone.now()
    return {"state": "ready", "sha256": "0" * 64, "size": 1, "made_at": now, "expires_at": now}


def _unknown_codes() -> list[Broken]:
    """Columns that hold one code of a vocabulary: a code of no vocabulary."""
    columns: list[tuple[str, type[Model], str, Any]] = [
        ("source_kind_known", models.Source, "kind", "rumour"),
        ("source_reliability_known", models.Source, "reliability", "G"),
        ("report_state_known", models.Report, "state", "lost"),
        ("incident_event_type_known", models.Incident, "event_type", "war"),
        ("incident_time_precision_known", models.Incident, "time_precision", "hour"),
        ("incident_date_meaning_known", models.Incident, "date_meaning", "perhaps"),
        ("incident_location_policy_known", models.Incident, "location_policy", "fuzzy"),
        ("incident_geo_precision_known", models.Incident, "geo_precision", "street"),
        ("incident_verification_known", models.Incident, "verification", "true"),
        ("incident_status_known", models.Incident, "status", "deleted"),
        ("incident_review_rule_known", models.Incident, "review_rule", "none"),
        ("incident_weapons_known", models.Incident, "weapons", ["small_arms", "laser"]),
        ("incident_communities_known", models.Incident, "communities", ["martian"]),
        ("incident_risks_known", models.Incident, "risks", ["boredom"]),
        ("incident_sectors_known", models.Incident, "sectors", ["space"]),
        ("exact_location_precision_known", models.ExactLocation, "geo_precision", "street"),
        ("touched_what_known", models.Touched, "what", "nothing"),
        ("export_format_known", models.Export, "format", "pdf"),
        ("export_state_known", models.Export, "state", "lost"),
        ("annotation_kind_known", models.Annotation, "kind", "rumour"),
        ("estimate_kind_known", models.CasualtyEstimate, "kind", "scared"),
        ("estimate_group_known", models.CasualtyEstimate, "group", "others"),
        ("estimate_community_known", models.CasualtyEstimate, "community", "martian"),
        ("estimate_quantifier_known", models.CasualtyEstimate, "quantifier", "roughly"),
        ("involvement_role_known", models.Involvement, "role", "bystander"),
        ("involvement_attribution_known", models.Involvement, "attribution", "certain"),
        ("involvement_claim_known", models.Involvement, "claim_status", "boasted"),
        ("involvement_community_known", models.Involvement, "community", "martian"),
        ("actor_inter_known", models.Actor, "inter", 9),
        ("actor_community_known", models.Actor, "community", "martian"),
        ("actor_name_kind_known", models.ActorName, "kind", "nickname"),
        ("actor_relation_known", models.ActorRelation, "relation", "friend_of"),
        ("place_feature_known", models.Place, "feature", "planet"),
        ("place_name_kind_known", models.PlaceName, "kind", "nickname"),
        ("report_link_role_known", models.ReportLink, "role", "gossip"),
        ("report_link_credibility_known", models.ReportLink, "information_credibility", 7),
        ("proposal_kind_known", models.Proposal, "kind", "guess"),
        ("proposal_state_known", models.Proposal, "state", "lost"),
        ("proposal_review_rule_known", models.Proposal, "review_rule", "none"),
        ("evidence_decision_known", models.Evidence, "decision", "perhaps"),
        ("change_kind_known", models.Change, "kind", "vanished"),
        ("change_feed_known", models.Change, "feed", 0),
        ("match_verdict_known", models.Match, "verdict", "certain"),
        ("run_state_known", models.IngestRun, "state", "stuck"),
        ("item_outcome_known", models.IngestItem, "outcome", "lost"),
    ]
    return [
        Broken(rule, model, f"{column} is {value!r}", _around(column, value))
        for rule, model, column, value in columns
    ]


def _around(column: str, value: Any) -> Values | Callable[[], Values]:
    if value == "guess":  # a proposal of an unknown kind would break the rule on its incident, too
        return lambda: {"kind": value, "incident": saved(models.Incident)}
    return {column: value}


def _partial_dates() -> list[Broken]:
    columns: list[tuple[str, type[Model], str]] = [
        ("actor_active_from_partial_date", models.Actor, "active_from"),
        ("actor_active_to_partial_date", models.Actor, "active_to"),
        ("actor_name_valid_from_partial_date", models.ActorName, "valid_from"),
        ("actor_name_valid_to_partial_date", models.ActorName, "valid_to"),
        ("actor_relation_valid_from_partial_date", models.ActorRelation, "valid_from"),
        ("actor_relation_valid_to_partial_date", models.ActorRelation, "valid_to"),
        ("region_valid_from_partial_date", models.Region, "valid_from"),
        ("region_valid_to_partial_date", models.Region, "valid_to"),
    ]
    wrong = ("15", "2015-13", "2015-5", "2015-05-32", "1815", "05/2015", "2015-", " 2015")
    return [
        Broken(rule, model, f"{text!r}", {column: text}) for rule, model, column in columns for text in wrong
    ]


def _decided() -> Values:
    return {"decided_by": make.editor(), "decided_at": timezone.now()}


def _pair_of_drafts() -> Values:
    return {"incident": None, "other_draft": saved(models.Proposal)}


def _two_incidents() -> Values:
    return {"draft": None, "other_incident": saved(models.Incident)}


def _ranges() -> list[Broken]:
    rows: list[Broken] = []
    for rule, model, prefix in (
        ("incident_killed_in_order", models.Incident, "killed_"),
        ("estimate_in_order", models.CasualtyEstimate, ""),
    ):
        for low, best, high in ((4, 3, 5), (1, 6, 5), (6, None, 5), (2, 1, None), (None, 3, 2)):
            values = {f"{prefix}low": low, f"{prefix}best": best, f"{prefix}high": high}
            rows.append(Broken(rule, model, f"{low} {best} {high}", values))
    return rows


REPORTS = [
    Broken(
        "report_one_row_per_version", models.Report, "the same version", {}, shared=("source", "external_id")
    ),
    Broken("report_external_id_not_empty", models.Report, "empty", {"external_id": ""}),
    Broken("report_lease_while_extracting", models.Report, "no lease", {"state": "extracting"}),
    Broken(
        "report_lease_while_extracting", models.Report, "idle lease", lambda: {"leased_until": timezone.now()}
    ),
    Broken("report_parked_with_reason", models.Report, "parked", {"state": "parked"}),
    Broken("report_parked_with_reason", models.Report, "quarantined", {"state": "quarantined"}),
    Broken("report_claim_whole", models.Report, "for ever", lambda: {"claimed_by": make.editor()}),
    Broken("report_claim_whole", models.Report, "by nobody", lambda: {"claimed_until": timezone.now()}),
]
INCIDENTS = [
    Broken("incident_sub_event_of_its_event", models.Incident, "attack", {"sub_event_type": "attack"}),
    Broken("incident_sub_event_of_its_event", models.Incident, "unknown", {"sub_event_type": "duel"}),
    Broken("incident_dates_in_order", models.Incident, "ends before", {"date_end": date(2018, 9, 29)}),
    Broken("incident_date_of_our_time", models.Incident, "year 25", {"date_start": date(25, 1, 1)}),
    Broken("incident_date_of_our_time", models.Incident, "1989", {"date_start": date(1989, 12, 31)}),
    Broken("incident_date_of_our_time", models.Incident, "2100", {"date_end": date(2100, 1, 1)}),
    Broken("incident_point_with_radius", models.Incident, "no radius", {"point": ANSONGO}),
    Broken("incident_point_with_radius", models.Incident, "no point", {"radius_m": 10}),
    Broken(
        "incident_hidden_has_no_point",
        models.Incident,
        "point",
        {"location_policy": "hidden", "point": ANSONGO, "radius_m": 10},
    ),
    Broken(
        "incident_hidden_has_no_point",
        models.Incident,
        "place",
        lambda: {"location_policy": "hidden", "place": make.place()},
    ),
    Broken(
        "incident_hidden_has_no_point",
        models.Incident,
        "second place",
        lambda: {"location_policy": "hidden", "second_place": make.place()},
    ),
    Broken("incident_audience_only_when_published", models.Incident, "draft", {"audience": 2}),
    Broken("incident_release_known", models.Incident, "beyond the public", {"release_to": 3}),
    Broken("incident_release_known", models.Incident, "seen by nobody known", {"seen_by": 9}),
    Broken(
        "incident_audience_only_when_published",
        models.Incident,
        "in review",
        {"audience": 1, "status": "in_review"},
    ),
    Broken(
        "incident_audience_only_when_published",
        models.Incident,
        "no audience",
        lambda: {**published(), "audience": 3, "release_to": 3},
    ),
    Broken(
        "incident_audience_within_release",
        models.Incident,
        "analysts",
        lambda: {**published(), "release_to": 1},
    ),
    Broken(
        "incident_published_by_somebody",
        models.Incident,
        "nobody",
        lambda: {**published(), "published_by": None},
    ),
    Broken(
        "incident_published_by_somebody",
        models.Incident,
        "never",
        lambda: {**published(), "published_at": None},
    ),
    Broken(
        "incident_published_by_somebody",
        models.Incident,
        "sample without a moment",
        lambda: {**published(), "published_at": None, "review_rule": "sample"},
    ),
    Broken(
        "incident_published_by_another",
        models.Incident,
        "the same person",
        lambda: {**published(), "published_by": make.editor()},
    ),
    Broken(
        "incident_published_by_another",
        models.Incident,
        "nobody submitted",
        lambda: {**published(), "submitted_by": None},
    ),
    Broken("incident_retracted_with_reason", models.Incident, "none", {"status": "retracted"}),
    Broken("incident_merged_has_root", models.Incident, "no root", {"status": "merged"}),
    Broken(
        "incident_merged_has_root",
        models.Incident,
        "root of a draft",
        lambda: {"merged_into": saved(models.Incident)},
    ),
    Broken(
        "incident_not_merged_into_itself",
        models.Incident,
        "itself",
        {},
        update=lambda row: {"status": "merged", "merged_into": row},
    ),
    Broken(
        "incident_merged_first_elsewhere",
        models.Incident,
        "not merged",
        lambda: {"merged_first": saved(models.Incident)},
    ),
    Broken(
        "incident_merged_first_elsewhere",
        models.Incident,
        "its root",
        {},
        update=lambda row: (
            {"status": "merged", "merged_into": root, "merged_first": root}
            if (root := saved(models.Incident))
            else {}
        ),
    ),
    Broken(
        "incident_merged_first_elsewhere",
        models.Incident,
        "itself",
        {},
        update=lambda row: {"status": "merged", "merged_into": saved(models.Incident), "merged_first": row},
    ),
    Broken(
        "incident_point_in_millionths",
        models.Incident,
        "finer",
        {"point": Point(0.1234567, 15, srid=4326), "radius_m": 1},
    ),
    Broken("summary_one_per_language", models.Summary, "the same language", {}, shared=("incident",)),
    Broken("summary_not_empty", models.Summary, "empty", {"text": ""}),
    Broken("exact_location_point_with_radius", models.ExactLocation, "no radius", {"point": ANSONGO}),
    Broken("exact_location_point_with_radius", models.ExactLocation, "no point", {"radius_m": 10}),
    Broken("external_id_once", models.ExternalId, "the same id", {}, shared=("value",)),
    Broken("external_id_not_empty", models.ExternalId, "no scheme", {"scheme": ""}),
    Broken("external_id_not_empty", models.ExternalId, "no value", {"value": ""}),
]
CLAIMS = [
    Broken("estimate_says_something", models.CasualtyEstimate, "nothing", {"best": None}),
    Broken("estimate_one_recommended", models.CasualtyEstimate, "two", {}, shared=("incident",)),
    Broken(
        "involvement_term_known", models.Involvement, "scale missing", {"term": "likely", "confidence": "low"}
    ),
    Broken("involvement_judgement_whole", models.Involvement, "no confidence", {"term": "icd203:likely"}),
    Broken("involvement_judgement_whole", models.Involvement, "no term", {"confidence": "low"}),
    Broken(
        "involvement_unstated_is_unknown",
        models.Involvement,
        "stated",
        {"actor": None, "attribution": "stated"},
    ),
    Broken("involvement_said_once", models.Involvement, "twice", {}, shared=("incident",)),
]
REFERENCE = [
    Broken("name_origin_of_one_name", models.NameOrigin, "of none", {"place_name": None}),
    Broken(
        "name_origin_of_one_name",
        models.NameOrigin,
        "of two",
        lambda: {"actor_name": saved(models.ActorName)},
    ),
    Broken("actor_name_once", models.ActorName, "twice", {}, shared=("actor",)),
    Broken("actor_relation_once", models.ActorRelation, "twice", {}, shared=("actor", "other")),
    Broken(
        "actor_relation_to_another",
        models.ActorRelation,
        "itself",
        {},
        update=lambda row: {"other": row.actor},
    ),
    Broken("annotation_label_not_empty", models.Annotation, "empty", {"label": ""}),
    Broken("annotation_days_in_order", models.Annotation, "backwards", {"date_end": date(2018, 7, 28)}),
    Broken("place_name_once", models.PlaceName, "twice", {}, shared=("place",)),
    Broken("region_tree", models.Region, "country in a region", lambda: {"parent": make.region()}),
    Broken("region_tree", models.Region, "region without country", {"level": 1, "admin1": "XX01"}),
    Broken(
        "region_codes_follow_level",
        models.Region,
        "level 3",
        lambda: {"level": 3, "parent": make.region(), "admin1": "A", "admin2": "B"},
    ),
    Broken("region_codes_follow_level", models.Region, "country", {"admin1": "XX01"}),
    Broken(
        "region_codes_follow_level",
        models.Region,
        "region",
        lambda: {"level": 1, "parent": make.region("MLI")},
    ),
    Broken(
        "region_codes_follow_level",
        models.Region,
        "cercle",
        lambda: {"level": 2, "parent": make.region(), "admin1": "ML07"},
    ),
]
WORK = [
    Broken("report_link_once", models.ReportLink, "twice", {}, shared=("incident", "report")),
    Broken("proposal_of_change_names_incident", models.Proposal, "none", {"kind": "update"}),
    Broken(
        "proposal_open_new_has_no_incident",
        models.Proposal,
        "one",
        lambda: {"incident": saved(models.Incident)},
    ),
    Broken("proposal_decision_whole", models.Proposal, "no moment", lambda: {"decided_by": make.editor()}),
    Broken("proposal_decision_whole", models.Proposal, "nobody", lambda: {"decided_at": timezone.now()}),
    Broken("proposal_accepted_by_somebody", models.Proposal, "accepted", {"state": "accepted"}),
    Broken("proposal_accepted_by_somebody", models.Proposal, "rejected", {"state": "rejected"}),
    Broken("proposal_confirmed_when_accepted", models.Proposal, "while open", {"confirmed": {}}),
    Broken("proposal_ease_is_a_chance", models.Proposal, "more than sure", {"ease": 1.5}),
    Broken("proposal_one_open_per_draft", models.Proposal, "twice", {}, shared=("report",)),
    Broken(
        "proposal_change_accepted_by_another",
        models.Proposal,
        "the same person",
        lambda: {
            "kind": "update",
            "incident": saved(models.Incident),
            "state": "accepted",
            "created_by": make.editor(),
            "decided_by": make.editor(),
            "decided_at": timezone.now(),
        },
    ),
    Broken("match_of_two", models.Match, "one", {"incident": None}),
    Broken("match_of_two", models.Match, "none", {"incident": None, "draft": None}),
    Broken(
        "match_of_two", models.Match, "three", {}, update=lambda row: {"other_draft": saved(models.Proposal)}
    ),
    Broken("match_decision_known", models.Match, "perhaps", lambda: {**_decided(), "decision": "perhaps"}),
    Broken("match_of_two", models.Match, "one incident", {"draft": None}),
    Broken("match_of_two", models.Match, "the second only", lambda: {**_pair_of_drafts(), "draft": None}),
    Broken(
        "match_in_order",
        models.Match,
        "the newer draft first",
        _pair_of_drafts,
        update=lambda row: {"draft": row.other_draft, "other_draft": row.draft},
    ),
    Broken(
        "match_in_order",
        models.Match,
        "a draft and itself",
        _pair_of_drafts,
        update=lambda row: {"other_draft": row.draft},
    ),
    Broken(
        "match_in_order",
        models.Match,
        "the newer incident first",
        _two_incidents,
        update=lambda row: {"incident": row.other_incident, "other_incident": row.incident},
    ),
    Broken("match_once_a_pair", models.Match, "twice", {}, shared=("draft", "incident")),
    Broken("match_likeness_is_share", models.Match, "above one", {"score": 1.1}),
    *(
        Broken("match_likeness_is_share", models.Match, f"{name} below zero", {f"{name}_likeness": -0.1})
        for name in LIKENESSES
    ),
    Broken("match_vetoes_known", models.Match, "unknown", {"vetoes": ["mood"], "verdict": "none"}),
    Broken("match_vetoed_is_none", models.Match, "likely", {"vetoes": ["place"]}),
    Broken(
        "match_decision_whole",
        models.Match,
        "no moment",
        lambda: {**_decided(), "decided_at": None, "decision": "same"},
    ),
    Broken("match_decision_whole", models.Match, "nobody", lambda: {"decided_at": timezone.now()}),
    Broken("match_decided_by_somebody", models.Match, "nobody", {"decision": "different"}),
    Broken("match_decided_by_somebody", models.Match, "open", _decided),
    Broken("draft_outline_days_whole", models.DraftOutline, "no last", {"date_start": date(2018, 9, 30)}),
    Broken(
        "draft_outline_days_in_order",
        models.DraftOutline,
        "backwards",
        {"date_start": date(2018, 9, 30), "date_end": date(2018, 9, 29)},
    ),
    Broken("draft_outline_point_with_radius", models.DraftOutline, "no radius", {"point": ANSONGO}),
    Broken("attachment_one_a_draft", models.Attachment, "two", {}, shared=("draft",)),
    Broken("attachment_ended_whole", models.Attachment, "nobody", lambda: {"ended_at": timezone.now()}),
    Broken("attachment_ended_whole", models.Attachment, "never", lambda: {"ended_by": make.editor()}),
    Broken("evidence_span_not_empty", models.Evidence, "empty", {"start": 4}),
    Broken("evidence_span_not_empty", models.Evidence, "backwards", {"start": 9}),
    Broken("evidence_for_something", models.Evidence, "nothing", {"proposal": None}),
    Broken("evidence_decision_whole", models.Evidence, "no moment", lambda: {"decided_by": make.editor()}),
    Broken("evidence_decision_whole", models.Evidence, "nobody", lambda: {"decided_at": timezone.now()}),
    Broken("change_merge_names_successor", models.Change, "none", {"kind": "merged"}),
    Broken("change_number_once", models.Change, "the same number", {"number": 7}, shared=("number",)),
    Broken("comment_says_something", models.Comment, "nothing", {"text": ""}),
    Broken("comment_settled_whole", models.Comment, "by nobody", lambda: {"settled_at": timezone.now()}),
    Broken("comment_settled_whole", models.Comment, "never", lambda: {"settled_by": make.editor()}),
    Broken("comment_once_while_open", models.Comment, "twice", {}, shared=("incident", "author")),
    Broken("bulk_edit_with_reason", models.BulkEdit, "none", {"reason": ""}),
    Broken("bulk_edit_undone_whole", models.BulkEdit, "by nobody", lambda: {"undone_at": timezone.now()}),
    Broken("bulk_edit_undone_whole", models.BulkEdit, "never", lambda: {"undone_by": make.editor()}),
    Broken("bulk_edit_once_an_incident", models.BulkEditRow, "twice", {}, shared=("edit", "incident")),
    Broken("run_failed_with_reason", models.IngestRun, "none", {"state": "failed"}),
    Broken("run_works_on_an_upload", models.IngestRun, "none", {"state": "waiting"}),
    Broken("run_works_on_an_upload", models.IngestRun, "none to import", {"state": "importing"}),
    Broken("run_published_by_somebody", models.IngestRun, "nobody", {"state": "publishing"}),
    Broken("run_share_is_percent", models.IngestRun, "101", {"share": 101}),
    Broken("upload_part_once", models.UploadPart, "twice", {}, shared=("upload", "number")),
    Broken("release_issued_once", models.Release, "twice", {}, shared=("name", "issue")),
    Broken("release_name_for_an_address", models.Release, "blank", {"name": "November 2026"}),
    Broken("release_reissued_with_reason", models.Release, "none", {"issue": 1}),
    Broken("release_file_once", models.ReleaseFile, "twice", {}, shared=("release", "name")),
    Broken("release_file_has_checksum", models.ReleaseFile, "none", {"sha256": ""}),
    Broken("release_part_once", models.ReleasePart, "twice", {}, shared=("file", "number")),
    Broken("export_uuid_once", models.Export, "twice", {}, shared=("uuid",)),
    Broken(
        "export_audience_reads", models.Export, "nobody", lambda: {"audience": 0, "account": make.analyst()}
    ),
    Broken("export_for_analysts_has_an_account", models.Export, "nobody's", {"audience": 1}),
    Broken("export_failed_with_reason", models.Export, "none", {"state": "failed"}),
    Broken("export_made_on_a_lease", models.Export, "none", {"state": "making"}),
    Broken("export_ready_is_whole", models.Export, "no checksum", lambda: {**_ready(), "sha256": ""}),
    Broken("export_ready_is_whole", models.Export, "no bytes", lambda: {**_ready(), "size": 0}),
    Broken("export_ready_is_whole", models.Export, "never made", lambda: {**_ready(), "made_at": None}),
    Broken(
        "export_ready_is_whole", models.Export, "without an end", lambda: {**_ready(), "expires_at": None}
    ),
    Broken("export_rows_done_of_all", models.Export, "more", {"rows_done": 2, "rows_in_all": 1}),
    Broken("export_part_once", models.ExportPart, "twice", {}, shared=("export", "number")),
    Broken("field_confidence_once", models.FieldConfidence, "twice", {}, shared=("field",)),
    Broken("field_confidence_prior_says_something", models.FieldConfidence, "nothing", {"prior_kept": 0.0}),
    Broken("field_confidence_said_is_a_chance", models.FieldConfidence, "more than sure", {"said": 1.1}),
    Broken(
        "field_confidence_later_among_all",
        models.FieldConfidence,
        "more than all",
        {"kept": 1, "later_kept": 2},
    ),
    Broken("event_model_one_in_use", models.EventModel, "two", {"in_use": True}, shared=("in_use",)),
    Broken("event_model_has_checksum", models.EventModel, "none", {"sha256": ""}),
    Broken("event_model_right_of_tested", models.EventModel, "more than asked", {"tested": 1, "right": 2}),
    Broken("source_reader_known", models.Source, "a pigeon", {"reader": "pigeon", "poll_minutes": 5}),
    Broken("source_polled_at_intervals", models.Source, "never", {"reader": "rss"}),
    Broken("item_quarantined_with_reason", models.IngestItem, "none", {"outcome": "quarantined"}),
    Broken("saved_view_name_once", models.SavedView, "the same name", {}, shared=("owner", "name")),
    Broken("saved_view_name_not_empty", models.SavedView, "empty", {"name": ""}),
    Broken("saved_view_looked_at_not_negative", models.SavedView, "before the first", {"looked_at": -1}),
    Broken("token_name_once", models.ApiToken, "the same name", {}, shared=("user", "name")),
    Broken("token_scopes_known_and_not_empty", models.ApiToken, "no scope", {"scopes": []}),
    Broken("token_scopes_known_and_not_empty", models.ApiToken, "unknown", {"scopes": ["read", "rule"]}),
    Broken("token_scopes_known_and_not_empty", models.ApiToken, "nothing in it", {"scopes": [None]}),
]
BROKEN = [*_unknown_codes(), *_partial_dates(), *_ranges(), *REPORTS, *INCIDENTS, *CLAIMS, *REFERENCE, *WORK]

# Points are broken by raw SQL, since GEOS itself would refuse some of them: (rule, table, column).
POINT_RULES = [
    ("incident_point_on_earth", models.Incident, "point"),
    ("exact_location_on_earth", models.ExactLocation, "point"),
    ("draft_outline_point_on_earth", models.DraftOutline, "point"),
    ("place_point_on_earth", models.Place, "point"),
    ("region_centre_on_earth", models.Region, "centre"),
]
NOT_ON_EARTH = [
    "ST_MakePoint('NaN', 15)",
    "ST_MakePoint(0.5, 'NaN')",
    "ST_MakePoint('Infinity', 15)",
    "ST_MakePoint('-Infinity', 15)",
    "ST_MakePoint(0.5, 'Infinity')",
    "ST_MakePoint(181, 15)",
    "ST_MakePoint(-180.001, 15)",
    "ST_MakePoint(0.5, 91)",
    "ST_MakePoint(0.5, -90.001)",
    "ST_MakePoint(500, 500)",
    "ST_GeomFromText('POINT EMPTY')",
]
