"""What we believe happened. A row holds confirmed values only, and only the public location."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incidents.codes import (
    SUB_EVENTS,
    Audience,
    Community,
    DateMeaning,
    EventType,
    GeoPrecision,
    LocationPolicy,
    ReviewRule,
    Risk,
    Sector,
    SubEventType,
    TimePrecision,
    Verification,
    Weapon,
    WorkflowStatus,
)
from incidents.models.place import Place
from incidents.models.region import Region
from incidents.models.rules import (
    all_of,
    both_or_neither,
    code_field,
    codes_field,
    one_of,
    point_field,
    point_in_millionths,
    point_on_earth,
    range_in_order,
)
from incidents.querysets import IncidentQuerySet, days, summary_search_vector

# Before this day no report of this product's field exists: an earlier one is a mistyped year.
EARLIEST_DAY = date(1990, 1, 1)


def _sub_event_belongs_to_its_event() -> Q:
    allowed = Q(sub_event_type__isnull=True)
    for event_type, sub_types in SUB_EVENTS.items():
        allowed |= Q(event_type=event_type.value, sub_event_type__in=[s.value for s in sub_types])
    return allowed


class Incident(models.Model):
    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)

    # what
    event_type = code_field(EventType, verbose_name=_("event type"))
    sub_event_type = code_field(SubEventType, null=True, blank=True, verbose_name=_("sub-event type"))
    weapons = codes_field(Weapon)
    civilian_targeting = models.BooleanField(_("civilian targeting"), null=True, blank=True)
    communities = codes_field(Community)
    risks = codes_field(Risk)
    sectors = codes_field(Sector)

    # when: local calendar days of the place
    date_start = models.DateField(_("first day"))
    date_end = models.DateField(_("last day"))
    time_precision = code_field(TimePrecision, default=TimePrecision.DAY, verbose_name=_("time precision"))
    date_meaning = code_field(
        DateMeaning, default=DateMeaning.ONCE_WITHIN, verbose_name=_("meaning of the dates")
    )
    ongoing = models.BooleanField(_("ongoing"), default=False)

    # where: the public values, derived by location.py from ExactLocation and the policy
    location_policy = code_field(
        LocationPolicy, default=LocationPolicy.EXACT, verbose_name=_("location policy")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    second_place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("second place"),
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
        db_index=False,
        verbose_name=_("region"),
    )
    stated_region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("region as stated"),
    )
    point = point_field()
    radius_m = models.PositiveIntegerField(_("radius (m)"), null=True, blank=True)
    geo_precision = code_field(GeoPrecision, default=GeoPrecision.UNKNOWN, verbose_name=_("precision"))

    # how sure
    verification = code_field(Verification, default=Verification.UNVERIFIED, verbose_name=_("verification"))
    flags = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)

    # toll: derived from the recommended estimates by review.py
    killed_low = models.PositiveIntegerField(_("killed, low"), null=True, editable=False)
    killed_best = models.PositiveIntegerField(_("killed, best"), null=True, editable=False)
    killed_high = models.PositiveIntegerField(_("killed, high"), null=True, editable=False)

    # review
    status = code_field(WorkflowStatus, default=WorkflowStatus.DRAFT, verbose_name=_("status"))
    audience = models.PositiveSmallIntegerField(
        _("audience"), choices=Audience.choices, default=Audience.NOBODY, editable=False
    )
    release_to = models.PositiveSmallIntegerField(
        _("release to"), choices=Audience.choices, default=Audience.PUBLIC
    )
    seen_by = models.PositiveSmallIntegerField(choices=Audience.choices, default=0, editable=False)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    review_rule = code_field(
        ReviewRule, default=ReviewRule.TWO_PERSON, editable=False, verbose_name=_("review rule")
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )
    submitted_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )
    published_at = models.DateTimeField(null=True, editable=False)
    retraction_reason = models.TextField(_("reason of the retraction"), blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged_children", editable=False, db_index=False
    )
    # what it was merged into, where that was itself merged later: unmerging that one takes this one back to it
    merged_first = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )
    run = models.ForeignKey(
        "incidents.IngestRun",
        models.SET_NULL,
        null=True,
        related_name="incidents",
        editable=False,
        db_index=False,
    )

    # the desk's own
    internal_notes = models.TextField(_("internal notes"), blank=True)
    synthetic = models.BooleanField(_("synthetic"), default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-date_start", "-id"]
        permissions = [
            ("publish_incident", "Can publish what another person submitted"),
            ("view_exact_location", "Can see exact locations"),
        ]
        constraints = [
            one_of("incident_event_type_known", "event_type", EventType),
            models.CheckConstraint(
                name="incident_sub_event_of_its_event", condition=_sub_event_belongs_to_its_event()
            ),
            all_of("incident_weapons_known", "weapons", Weapon),
            all_of("incident_communities_known", "communities", Community),
            all_of("incident_risks_known", "risks", Risk),
            all_of("incident_sectors_known", "sectors", Sector),
            models.CheckConstraint(
                name="incident_dates_in_order", condition=Q(date_start__lte=F("date_end"))
            ),
            models.CheckConstraint(
                name="incident_date_of_our_time",
                condition=Q(date_start__gte=EARLIEST_DAY, date_end__lt=date(2100, 1, 1)),
            ),
            one_of("incident_time_precision_known", "time_precision", TimePrecision),
            one_of("incident_date_meaning_known", "date_meaning", DateMeaning),
            one_of("incident_location_policy_known", "location_policy", LocationPolicy),
            one_of("incident_geo_precision_known", "geo_precision", GeoPrecision),
            point_on_earth("incident_point_on_earth"),
            point_in_millionths("incident_point_in_millionths"),
            both_or_neither("incident_point_with_radius", "point", "radius_m"),
            models.CheckConstraint(
                name="incident_hidden_has_no_point",
                condition=~Q(location_policy="hidden")
                | Q(point__isnull=True, place__isnull=True, second_place__isnull=True),
            ),
            one_of("incident_verification_known", "verification", Verification),
            range_in_order("incident_killed_in_order", "killed_"),
            one_of("incident_status_known", "status", WorkflowStatus),
            one_of("incident_review_rule_known", "review_rule", ReviewRule),
            models.CheckConstraint(
                name="incident_audience_only_when_published",
                condition=Q(audience=0) | Q(audience__in=[1, 2], status="published"),
            ),
            models.CheckConstraint(
                name="incident_audience_within_release", condition=Q(audience__lte=F("release_to"))
            ),
            models.CheckConstraint(
                name="incident_release_known", condition=Q(release_to__in=[0, 1, 2], seen_by__in=[0, 1, 2])
            ),
            models.CheckConstraint(
                name="incident_published_by_somebody",
                condition=~Q(status="published")
                | Q(review_rule="sample", published_at__isnull=False)
                | Q(published_by__isnull=False, published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="incident_published_by_another",
                condition=~Q(status="published")
                | ~Q(review_rule="two_person")
                | Q(submitted_by__isnull=False) & ~Q(published_by=F("submitted_by")),
            ),
            models.CheckConstraint(
                name="incident_retracted_with_reason",
                condition=~Q(status="retracted") | ~Q(retraction_reason=""),
            ),
            models.CheckConstraint(
                name="incident_merged_has_root",
                condition=Q(status="merged", merged_into__isnull=False)
                | ~Q(status="merged") & Q(merged_into__isnull=True),
            ),
            models.CheckConstraint(name="incident_not_merged_into_itself", condition=~Q(merged_into=F("id"))),
            models.CheckConstraint(
                name="incident_merged_first_elsewhere",
                condition=Q(merged_first__isnull=True)
                | Q(merged_into__isnull=False) & ~Q(merged_first=F("merged_into")) & ~Q(merged_first=F("id")),
            ),
        ]
        indexes = [
            # map, bbox and near: public points of what is published
            GistIndex(name="incident_point", fields=["point"], condition=Q(audience__gt=0)),
            # list and its cursor: newest first
            models.Index(name="incident_newest", fields=["-date_start", "-id"], condition=Q(audience__gt=0)),
            # timeline and filters by type and day
            models.Index(
                name="incident_type_day",
                fields=["event_type", "date_start"],
                include=["killed_best"],
                condition=Q(audience__gt=0),
            ),
            # pages and filters of a region
            models.Index(
                name="incident_region_day", fields=["region", "-date_start"], condition=Q(audience__gt=0)
            ),
            # the claims of merged incidents, read through their root
            models.Index(
                name="incident_merged", fields=["merged_into"], condition=Q(merged_into__isnull=False)
            ),
            # what goes back with an incident that is unmerged
            models.Index(
                name="incident_merged_first",
                fields=["merged_first"],
                condition=Q(merged_first__isnull=False),
            ),
            # the incidents of an imported file
            models.Index(name="incident_of_run", fields=["run"], condition=Q(run__isnull=False)),
            # updated_since, and the copy that a consumer keeps in step
            models.Index(name="incident_updated", fields=["updated_at"]),
            # what a draft may be a duplicate of: incidents about its days
            GistIndex(
                days(), name="incident_days", condition=Q(status__in=["draft", "in_review", "published"])
            ),
            # the sweep: embargoes that have ended
            models.Index(
                name="incident_embargo", fields=["embargo_until"], condition=Q(embargo_until__isnull=False)
            ),
            # the editors' queue
            models.Index(
                name="incident_queue",
                fields=["status", "-id"],
                condition=Q(status__in=["draft", "in_review"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_type_display()}, {self.date_start}"

    def get_absolute_url(self) -> str:
        return reverse("incident", args=[self.public_id])

    @property
    def region_conflict(self) -> bool:
        """Whether the region that the source states does not hold the region of the place."""
        if self.stated_region is None or self.region is None:
            return False
        return not (self.stated_region.holds(self.region) or self.region.holds(self.stated_region))


class Summary(models.Model):
    """A public summary in one language, by a person or, marked so, by a machine."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="summaries")
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="en")
    text = models.TextField(_("text"), max_length=5000)
    machine = models.BooleanField(_("written by a machine"), default=False)

    class Meta:
        verbose_name = _("summary")
        verbose_name_plural = _("summaries")
        constraints = [
            models.UniqueConstraint(name="summary_one_per_language", fields=["incident", "language"]),
            models.CheckConstraint(name="summary_not_empty", condition=~Q(text="")),
        ]
        indexes = [
            # free-text search, `q=`
            GinIndex(summary_search_vector(), name="summary_search"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ExactLocation(models.Model):
    """The location as known to the desk. Never read by a public reader: location.py derives from it."""

    incident = models.OneToOneField(Incident, models.CASCADE, related_name="exact")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    second_place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    stated_region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    point = point_field()
    radius_m = models.PositiveIntegerField(_("radius (m)"), null=True, blank=True)
    geo_precision = code_field(GeoPrecision, default=GeoPrecision.UNKNOWN)

    class Meta:
        verbose_name = _("exact location")
        verbose_name_plural = _("exact locations")
        constraints = [
            point_on_earth("exact_location_on_earth"),
            both_or_neither("exact_location_point_with_radius", "point", "radius_m"),
            one_of("exact_location_precision_known", "geo_precision", GeoPrecision),
        ]

    def __str__(self) -> str:
        return f"exact location {self.pk}"


class ExternalId(models.Model):
    """The same incident at a provider; the pair is unique, so a second import finds it."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="external_ids")
    scheme = models.CharField(_("scheme"), max_length=60)
    value = models.CharField(_("value"), max_length=300)

    class Meta:
        verbose_name = _("external id")
        verbose_name_plural = _("external ids")
        constraints = [
            models.UniqueConstraint(name="external_id_once", fields=["scheme", "value"]),
            models.CheckConstraint(name="external_id_not_empty", condition=~Q(scheme="") & ~Q(value="")),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"
