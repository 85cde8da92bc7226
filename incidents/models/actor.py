"""Armed groups, forces, communities: with dated names and dated relations."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from incidents.codes import ActorRelationKind, Community, Inter, NameKind
from incidents.models.rules import code_field, one_of, partial_date
from incidents.querysets import NameQuerySet


class Actor(models.Model):
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160, help_text=_("The present official name."))
    inter = models.PositiveSmallIntegerField(_("kind"), choices=Inter.choices)
    country = models.CharField(_("country"), max_length=3, blank=True)
    community = code_field(Community, blank=True, default="", verbose_name=_("community"))
    active_from = models.CharField(_("active from"), max_length=10, blank=True)
    active_to = models.CharField(_("active to"), max_length=10, blank=True)
    leaders = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    synthetic = models.BooleanField(
        _("fictional"), default=False, help_text=_("Made up for the sample data; never linked to real ones.")
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="actor_inter_known", condition=Q(inter__in=Inter.values)),
            models.CheckConstraint(
                name="actor_community_known", condition=Q(community__in=["", *Community.values])
            ),
            partial_date("actor_active_from_partial_date", "active_from"),
            partial_date("actor_active_to_partial_date", "active_to"),
        ]

    def __str__(self) -> str:
        return self.name

    def name_on(self, day: date) -> str:
        """The official name that the actor bore on a day (English first); its present one when none is known.

        In the year of a renaming the newer name counts. Reads `names`, so prefetch them for a list.
        """
        text = day.isoformat()
        borne = [
            name
            for name in self.names.all()
            if name.kind == NameKind.OFFICIAL
            and name.valid_from
            and name.valid_from <= text
            and (not name.valid_to or text[: len(name.valid_to)] <= name.valid_to)
        ]
        best = max(borne, key=lambda name: (name.valid_from, name.language == "en", name.name), default=None)
        return best.name if best else self.name


class ActorName(models.Model):
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=160)
    language = models.CharField(_("language"), max_length=8, blank=True)
    kind = code_field(NameKind, default=NameKind.ALIAS, verbose_name=_("kind"))
    valid_from = models.CharField(_("valid from"), max_length=10, blank=True)
    valid_to = models.CharField(_("valid to"), max_length=10, blank=True)

    objects = NameQuerySet.as_manager()

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["valid_from", "name"]
        constraints = [
            models.UniqueConstraint(name="actor_name_once", fields=["actor", "name", "language"]),
            one_of("actor_name_kind_known", "kind", NameKind),
            partial_date("actor_name_valid_from_partial_date", "valid_from"),
            partial_date("actor_name_valid_to_partial_date", "valid_to"),
        ]
        indexes = [
            # autocomplete by any name, whatever its case
            models.Index(Upper("name"), name="actor_name_upper"),
        ]

    def __str__(self) -> str:
        return self.name


class ActorRelation(models.Model):
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="relations")
    relation = code_field(ActorRelationKind, verbose_name=_("relation"))
    other = models.ForeignKey(Actor, models.CASCADE, related_name="relations_of_others")
    valid_from = models.CharField(_("valid from"), max_length=10, blank=True)
    valid_to = models.CharField(_("valid to"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.UniqueConstraint(name="actor_relation_once", fields=["actor", "relation", "other"]),
            models.CheckConstraint(name="actor_relation_to_another", condition=~Q(actor=F("other"))),
            one_of("actor_relation_known", "relation", ActorRelationKind),
            partial_date("actor_relation_valid_from_partial_date", "valid_from"),
            partial_date("actor_relation_valid_to_partial_date", "valid_to"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.get_relation_display()} {self.other}"
