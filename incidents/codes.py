"""The closed vocabularies: every code that a row, a form or a wire format may hold.

A value is a slug (what the database and the wire hold), a label (what people read, translated).
Terms follow ACLED (event types, inter codes, precisions), UCDP (low/best/high), the Admiralty code,
ICD-203 and the PHIA yardstick. Provider spellings are read by `incidents.ingest`, never stored here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerChoices, TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


class EventType(TextChoices):
    """ACLED's six event types."""

    BATTLES = "battles", _("Battles")
    VIOLENCE_AGAINST_CIVILIANS = "violence_against_civilians", _("Violence against civilians")
    EXPLOSIONS = "explosions_remote_violence", _("Explosions and remote violence")
    PROTESTS = "protests", _("Protests")
    RIOTS = "riots", _("Riots")
    STRATEGIC_DEVELOPMENTS = "strategic_developments", _("Strategic developments")


class SubEventType(TextChoices):
    """ACLED's 25 sub-event types. Each belongs to one event type: see SUB_EVENTS."""

    ARMED_CLASH = "armed_clash", _("Armed clash")
    GOVERNMENT_REGAINS = "government_regains_territory", _("Government regains territory")
    NON_STATE_OVERTAKES = "non_state_actor_overtakes_territory", _("Non-state actor overtakes territory")
    CHEMICAL_WEAPON = "chemical_weapon", _("Chemical weapon")
    AIR_DRONE_STRIKE = "air_drone_strike", _("Air or drone strike")
    SUICIDE_BOMB = "suicide_bomb", _("Suicide bomb")
    SHELLING = "shelling_artillery_missile_attack", _("Shelling, artillery or missile attack")
    REMOTE_EXPLOSIVE = "remote_explosive_landmine_ied", _("Remote explosive, landmine or IED")
    GRENADE = "grenade", _("Grenade")
    SEXUAL_VIOLENCE = "sexual_violence", _("Sexual violence")
    ATTACK = "attack", _("Attack")
    ABDUCTION = "abduction_forced_disappearance", _("Abduction or forced disappearance")
    PEACEFUL_PROTEST = "peaceful_protest", _("Peaceful protest")
    PROTEST_WITH_INTERVENTION = "protest_with_intervention", _("Protest with intervention")
    EXCESSIVE_FORCE = "excessive_force_against_protesters", _("Excessive force against protesters")
    VIOLENT_DEMONSTRATION = "violent_demonstration", _("Violent demonstration")
    MOB_VIOLENCE = "mob_violence", _("Mob violence")
    AGREEMENT = "agreement", _("Agreement")
    ARRESTS = "arrests", _("Arrests")
    CHANGE_TO_GROUP = "change_to_group_activity", _("Change to group or activity")
    DISRUPTED_WEAPONS = "disrupted_weapons_use", _("Disrupted weapons use")
    HEADQUARTERS = "headquarters_or_base_established", _("Headquarters or base established")
    LOOTING = "looting_property_destruction", _("Looting or property destruction")
    TRANSFER = "non_violent_transfer_of_territory", _("Non-violent transfer of territory")
    OTHER = "other", _("Other")


SUB_EVENTS: dict[EventType, tuple[SubEventType, ...]] = {
    EventType.BATTLES: (
        SubEventType.ARMED_CLASH,
        SubEventType.GOVERNMENT_REGAINS,
        SubEventType.NON_STATE_OVERTAKES,
    ),
    EventType.EXPLOSIONS: (
        SubEventType.CHEMICAL_WEAPON,
        SubEventType.AIR_DRONE_STRIKE,
        SubEventType.SUICIDE_BOMB,
        SubEventType.SHELLING,
        SubEventType.REMOTE_EXPLOSIVE,
        SubEventType.GRENADE,
    ),
    EventType.VIOLENCE_AGAINST_CIVILIANS: (
        SubEventType.SEXUAL_VIOLENCE,
        SubEventType.ATTACK,
        SubEventType.ABDUCTION,
    ),
    EventType.PROTESTS: (
        SubEventType.PEACEFUL_PROTEST,
        SubEventType.PROTEST_WITH_INTERVENTION,
        SubEventType.EXCESSIVE_FORCE,
    ),
    EventType.RIOTS: (SubEventType.VIOLENT_DEMONSTRATION, SubEventType.MOB_VIOLENCE),
    EventType.STRATEGIC_DEVELOPMENTS: (
        SubEventType.AGREEMENT,
        SubEventType.ARRESTS,
        SubEventType.CHANGE_TO_GROUP,
        SubEventType.DISRUPTED_WEAPONS,
        SubEventType.HEADQUARTERS,
        SubEventType.LOOTING,
        SubEventType.TRANSFER,
        SubEventType.OTHER,
    ),
}


class Inter(IntegerChoices):
    """ACLED's inter codes: what kind of actor. On the wire: the slug in INTER_SLUGS."""

    STATE_FORCES = 1, _("State forces")
    REBEL_GROUP = 2, _("Rebel group")
    POLITICAL_MILITIA = 3, _("Political militia")
    IDENTITY_MILITIA = 4, _("Identity militia")
    RIOTERS = 5, _("Rioters")
    PROTESTERS = 6, _("Protesters")
    CIVILIANS = 7, _("Civilians")
    EXTERNAL_OTHER = 8, _("External or other forces")


# Actors that stand for whoever it was.
UNNAMED_ACTORS = frozenset({"unidentified-armed-group", "unidentified-islamist-militia"})
INTER_SLUGS: dict[Inter, str] = {code: code.name.lower() for code in Inter}


class Weapon(TextChoices):
    """A vehicle bomb is a weapon; its sub-event type is Suicide bomb (ACLED has no type of its own for it)."""

    SMALL_ARMS = "small_arms", _("Small arms")
    MACHETE = "bladed_weapon", _("Bladed weapon")
    IED = "ied", _("Improvised explosive device")
    LANDMINE = "landmine", _("Landmine")
    SVBIED = "svbied", _("Suicide vehicle bomb")
    VBIED = "vbied", _("Vehicle bomb")
    SUICIDE_VEST = "suicide_vest", _("Suicide vest")
    MORTAR = "mortar", _("Mortar")
    ROCKET = "rocket", _("Rocket or missile")
    ARTILLERY = "artillery", _("Artillery")
    GRENADE = "grenade", _("Grenade")
    AIRCRAFT = "aircraft", _("Aircraft")
    DRONE = "drone", _("Drone")
    ARSON = "arson", _("Arson")
    OTHER = "other", _("Other")


class TimePrecision(TextChoices):
    DAY = "day", _("Day")
    WEEK = "week", _("Week")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")


class DateMeaning(TextChoices):
    LASTED = "lasted", _("Lasted from the first to the last day")
    ONCE_WITHIN = "once_within", _("Happened once within these days")


class GeoPrecision(TextChoices):
    """What the point stands for. From `admin2` on it stands for an area and is never drawn as a pin."""

    SETTLEMENT = "settlement", _("The named place")
    NEAR = "near", _("Near the named place")
    ROAD = "road", _("Along a road between two places")
    ADMIN2 = "admin2", _("Somewhere in the cercle, department or province")
    ADMIN1 = "admin1", _("Somewhere in the region")
    COUNTRY = "country", _("Somewhere in the country")
    UNKNOWN = "unknown", _("Unknown")


# ACLED's geo_precision for the provider-shaped export: 1 the place, 2 near it, 3 a larger region.
ACLED_GEO_PRECISION: dict[GeoPrecision, int] = {
    GeoPrecision.SETTLEMENT: 1,
    GeoPrecision.NEAR: 2,
    GeoPrecision.ROAD: 2,
    GeoPrecision.ADMIN2: 2,
    GeoPrecision.ADMIN1: 3,
    GeoPrecision.COUNTRY: 3,
    GeoPrecision.UNKNOWN: 3,
}
ACLED_TIME_PRECISION: dict[TimePrecision, int] = {
    TimePrecision.DAY: 1,
    TimePrecision.WEEK: 2,
    TimePrecision.MONTH: 3,
    TimePrecision.YEAR: 3,
}


class LocationPolicy(TextChoices):
    EXACT = "exact", _("Exact")
    SETTLEMENT = "settlement", _("Reduced to the settlement")
    ADMIN2 = "admin2", _("Reduced to the cercle, department or province")
    HIDDEN = "hidden", _("Hidden")


class WorkflowStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    RETRACTED = "retracted", _("Retracted")
    MERGED = "merged", _("Merged")


class Audience(IntegerChoices):
    """Who may see an incident. A reader asks for its own level and gets every row at or above it."""

    NOBODY = 0, _("Nobody")
    ANALYSTS = 1, _("Signed-in analysts")
    PUBLIC = 2, _("Public")


class Verification(TextChoices):
    """Apart from the workflow: refuted stays visible; retracted means that we erred."""

    UNVERIFIED = "unverified", _("Unverified")
    CORROBORATED = "corroborated", _("Corroborated")
    CONFIRMED = "confirmed", _("Confirmed")
    DISPUTED = "disputed", _("Disputed")
    REFUTED = "refuted", _("Refuted")


class CasualtyKind(TextChoices):
    KILLED = "killed", _("Killed")
    INJURED = "injured", _("Injured")
    ABDUCTED = "abducted", _("Abducted")
    MISSING = "missing", _("Missing")
    RELEASED = "released", _("Released")
    DISPLACED = "displaced", _("Displaced")
    ARRESTED = "arrested", _("Arrested")


class CasualtyGroup(TextChoices):
    """`all` is a row of its own and never summed with the others."""

    ALL = "all", _("All")
    CIVILIANS = "civilians", _("Civilians")
    STATE_FORCES = "state_forces", _("State forces")
    INTERNATIONAL_FORCES = "international_forces", _("International forces")
    PEACEKEEPERS = "peacekeepers", _("Peacekeepers")
    ARMED_GROUP = "armed_group", _("Armed group")
    ATTACKERS = "attackers", _("Attackers")
    UNKNOWN = "unknown", _("Unknown")


class Quantifier(TextChoices):
    EXACTLY = "exactly", _("exactly")
    ABOUT = "about", _("about")
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")
    MORE_THAN = "more_than", _("more than")
    LESS_THAN = "less_than", _("less than")
    BETWEEN = "between", _("between")
    VAGUE = "vague", _("vague")


class Role(TextChoices):
    PERPETRATOR = "perpetrator", _("Perpetrator")
    TARGET = "target", _("Target")
    RESPONDER = "responder", _("Responder")
    OTHER = "other", _("Other")


class Attribution(TextChoices):
    STATED = "stated", _("Stated by the source")
    SUSPECTED = "suspected", _("Suspected")
    UNKNOWN = "unknown", _("Nobody named")


class ClaimStatus(TextChoices):
    CLAIMED = "claimed", _("Claimed")
    DENIED = "denied", _("Denied")
    NONE = "none", _("No claim")
    UNKNOWN = "unknown", _("Unknown")


class ProbabilityScale(TextChoices):
    ICD203 = "icd203", "ICD-203"
    PHIA = "phia", _("PHIA yardstick")


@dataclass(frozen=True)
class ProbabilityTerm:
    """A word of estimative probability; `low`..`high` in per cent on its own scale, gaps never filled.

    The first of `words` is the term itself, translated; the others mean the same.
    """

    scale: ProbabilityScale
    slug: str
    low: int
    high: int
    words: tuple[Any, ...]


# The same word has other numbers on each scale, so a stored term always names its scale.
PROBABILITY_TERMS: tuple[ProbabilityTerm, ...] = (
    ProbabilityTerm(ProbabilityScale.ICD203, "almost_no_chance", 1, 5, (_("almost no chance"), "remote")),
    ProbabilityTerm(
        ProbabilityScale.ICD203, "very_unlikely", 5, 20, (_("very unlikely"), "highly improbable")
    ),
    ProbabilityTerm(ProbabilityScale.ICD203, "unlikely", 20, 45, (_("unlikely"), "improbable")),
    ProbabilityTerm(
        ProbabilityScale.ICD203,
        "roughly_even_chance",
        45,
        55,
        (_("roughly even chance"), "roughly even odds"),
    ),
    ProbabilityTerm(ProbabilityScale.ICD203, "likely", 55, 80, (_("likely"), "probable", "probably")),
    ProbabilityTerm(ProbabilityScale.ICD203, "very_likely", 80, 95, (_("very likely"), "highly probable")),
    ProbabilityTerm(
        ProbabilityScale.ICD203, "almost_certain", 95, 99, (_("almost certain"), "nearly certain")
    ),
    ProbabilityTerm(ProbabilityScale.PHIA, "remote_chance", 0, 5, (_("remote chance"),)),
    ProbabilityTerm(ProbabilityScale.PHIA, "highly_unlikely", 10, 20, (_("highly unlikely"),)),
    ProbabilityTerm(ProbabilityScale.PHIA, "unlikely", 25, 35, (_("unlikely"),)),
    ProbabilityTerm(ProbabilityScale.PHIA, "realistic_possibility", 40, 50, (_("realistic possibility"),)),
    ProbabilityTerm(ProbabilityScale.PHIA, "likely", 55, 75, (_("likely"), "probable", "probably")),
    ProbabilityTerm(ProbabilityScale.PHIA, "highly_likely", 80, 90, (_("highly likely"),)),
    ProbabilityTerm(ProbabilityScale.PHIA, "almost_certain", 95, 100, (_("almost certain"),)),
)

PROBABILITY_TERM_CHOICES: list[tuple[str, Any]] = [
    (
        f"{term.scale.value}:{term.slug}",
        format_lazy(
            "{word} ({low}-{high} %, {scale})",
            word=term.words[0],
            low=term.low,
            high=term.high,
            scale=term.scale.label,
        ),
    )
    for term in PROBABILITY_TERMS
]


class AnalyticConfidence(TextChoices):
    """How good the ground of a judgement is; never mixed with how likely it is."""

    LOW = "low", _("Low")
    MODERATE = "moderate", _("Moderate")
    HIGH = "high", _("High")


class Reliability(TextChoices):
    """Admiralty code of a source. F is unknown, not the worst: see RELIABILITY_RANK."""

    A = "A", _("A: completely reliable")
    B = "B", _("B: usually reliable")
    C = "C", _("C: fairly reliable")
    D = "D", _("D: not usually reliable")
    E = "E", _("E: unreliable")
    F = "F", _("F: cannot be judged")


class Credibility(IntegerChoices):
    """Admiralty code of a piece of information. 6 is unknown, not the worst."""

    CONFIRMED = 1, _("1: confirmed")
    PROBABLY_TRUE = 2, _("2: probably true")
    POSSIBLY_TRUE = 3, _("3: possibly true")
    DOUBTFUL = 4, _("4: doubtful")
    IMPROBABLE = 5, _("5: improbable")
    CANNOT_BE_JUDGED = 6, _("6: cannot be judged")


class Risk(TextChoices):
    """What an incident exposes people and assets to, as country-risk notes name it."""

    TERRORISM = "terrorism", _("Terrorism")
    CIVIL_WAR = "civil_war", _("Civil war")
    INTERSTATE_WAR = "interstate_war", _("Interstate war")
    CIVIL_UNREST = "civil_unrest", _("Civil unrest")
    CRIME = "crime", _("Crime")
    KIDNAPPING = "kidnapping", _("Kidnapping")
    DEATH_AND_INJURY = "death_and_injury", _("Death and injury")
    PROPERTY_DAMAGE = "property_damage", _("Property damage")
    BUSINESS_INTERRUPTION = "business_interruption", _("Business interruption")
    GOVERNMENT_INSTABILITY = "government_instability", _("Government instability")
    DISPLACEMENT = "displacement", _("Displacement")


class Sector(TextChoices):
    """Sectors or assets affected, as country-risk notes name them."""

    SECURITY_FORCES = "security_forces", _("Security forces")
    UN_PEACEKEEPING = "un_peacekeeping", _("UN peacekeeping")
    INDIVIDUALS = "individuals", _("Individuals")
    PROPERTY = "property", _("Property")
    GOVERNMENT = "government", _("Government")
    HUMANITARIAN = "humanitarian", _("Humanitarian organisations")
    MINING = "mining", _("Mining")
    ENERGY = "energy", _("Energy")
    AGRICULTURE = "agriculture", _("Agriculture and herding")
    GROUND_TRANSPORT = "ground_transport", _("Ground transport")
    AVIATION = "aviation", _("Aviation")
    TELECOMMUNICATIONS = "telecommunications", _("Telecommunications")
    HEALTH = "health", _("Health care")
    EDUCATION = "education", _("Education")
    RELIGION = "religion", _("Places of worship")
    TOURISM = "tourism", _("Tourism")


class Community(TextChoices):
    """Communities that reports name as victims, targets or origin."""

    TUAREG = "tuareg", _("Tuareg")
    DAOUSSAHAK = "daoussahak", _("Daoussahak")
    IMGHAD = "imghad", _("Imghad")
    FULANI = "fulani", _("Fulani")
    DOGON = "dogon", _("Dogon")
    BAMBARA = "bambara", _("Bambara")
    SONGHAI = "songhai", _("Songhai")
    ZARMA = "zarma", _("Zarma")
    ARAB = "arab", _("Arab")
    HAUSA = "hausa", _("Hausa")
    MOSSI = "mossi", _("Mossi")
    BELLA = "bella", _("Bella")
    BOZO = "bozo", _("Bozo")
    GOURMANTCHE = "gourmantche", _("Gourmantché")
    FOULSE = "foulse", _("Foulsé")
    SONINKE = "soninke", _("Soninke")
    KANURI = "kanuri", _("Kanuri")
    TOUBOU = "toubou", _("Toubou")
    CHRISTIANS = "christians", _("Christians")
    OTHER = "other", _("Other")


class SourceKind(TextChoices):
    FEED = "feed", _("Feed")
    FILE = "file", _("File")
    API = "api", _("API")
    FIELD = "field", _("Field")
    MEDIA = "media", _("Media")
    OFFICIAL = "official", _("Official")
    SAMPLE = "sample", _("Sample data")


class FeedReader(TextChoices):
    """Which module of `ingest/sources` polls a source; the values are the modules' names."""

    RSS = "rss", _("RSS or Atom feed")
    RELIEFWEB = "reliefweb", _("ReliefWeb API")
    ACLED = "acled", _("ACLED API")
    UCDP = "ucdp", _("UCDP API")
    INBOX = "inbox", _("Watched folder")


class ReportState(TextChoices):
    """What is still to do with a report. `extracting` is a lease that the sweep takes back."""

    PENDING = "pending", _("Pending")
    EXTRACTING = "extracting", _("Extracting")
    PROPOSED = "proposed", _("Proposed")
    LINKED = "linked", _("Linked")
    PARKED = "parked", _("Parked")
    DISMISSED = "dismissed", _("Dismissed")
    QUARANTINED = "quarantined", _("Quarantined")


class LinkRole(TextChoices):
    PRIMARY = "primary", _("Primary")
    CORROBORATING = "corroborating", _("Corroborating")
    DISPUTING = "disputing", _("Disputing")


class EvidenceDecision(TextChoices):
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    EDITED = "edited", _("Edited")
    REJECTED = "rejected", _("Rejected")


class ProposalKind(TextChoices):
    CREATE = "create", _("New incident")
    UPDATE = "update", _("Change")
    RETRACT = "retract", _("Retraction")
    ATTACH = "attach", _("Another source")
    DETACH = "detach", _("One source less")


class ProposalState(TextChoices):
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    SUPERSEDED = "superseded", _("Superseded")


class MatchVerdict(TextChoices):
    """How much two accounts look like one incident. Only a person says that they are."""

    LIKELY = "likely", _("likely the same")
    MAYBE = "maybe", _("maybe the same")
    NONE = "none", _("not alike")


class MatchVeto(TextChoices):
    """What speaks against one incident whatever else is alike. The unknown never does."""

    VICTIMS = "victims", _("other victims")
    TYPE = "type", _("another type of event")
    PLACE = "place", _("too far apart")
    TOLL = "toll", _("tolls too far apart")


class MatchDecision(TextChoices):
    OPEN = "open", _("Open")
    SAME = "same", _("The same")
    DIFFERENT = "different", _("Not the same")


class ReviewRule(TextChoices):
    TWO_PERSON = "two_person", _("Two persons")
    SINGLE = "single", _("One person")
    SAMPLE = "sample", _("Loaded with the sample data")


class ChangeKind(TextChoices):
    CREATED = "created", _("Created")
    UPDATED = "updated", _("Updated")
    RETRACTED = "retracted", _("Retracted")
    MERGED = "merged", _("Merged")
    RESTORED = "restored", _("Restored")
    WITHDRAWN = "withdrawn", _("No longer visible")
    REDACTED = "redacted", _("Redacted")


class RunState(TextChoices):
    """Where a run stands. A file that was uploaded waits for its columns, then is checked, then taken in."""

    WAITING = "waiting", _("Waiting for its columns")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    IMPORTING = "importing", _("Being taken in")
    PUBLISHING = "publishing", _("Being published")
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Failed")
    UNDONE = "undone", _("Undone")


class ItemOutcome(TextChoices):
    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    POSSIBLE_DUPLICATE = "possible_duplicate", _("Possible duplicate")
    QUARANTINED = "quarantined", _("Quarantined")


class FeatureClass(TextChoices):
    """What a place of the gazetteer is; GeoNames' codes map onto these."""

    TOWN = "town", _("Town")
    VILLAGE = "village", _("Village")
    CAMP = "camp", _("Camp")
    WELL = "well", _("Well")
    MINE = "mine", _("Mine")
    FOREST = "forest", _("Forest")
    PARK = "park", _("Park or reserve")
    HILL = "hill", _("Hill or mountain")
    WATER = "water", _("Lake, river or valley")
    BORDER_POST = "border_post", _("Border post")
    AREA = "area", _("Area")


class AdminLevel(IntegerChoices):
    COUNTRY = 0, _("Country")
    ADMIN1 = 1, _("Region")
    ADMIN2 = 2, _("Cercle, department or province")


class AnnotationKind(TextChoices):
    ELECTION = "election", _("Election")
    OPERATION = "operation", _("Military operation")
    AGREEMENT = "agreement", _("Agreement")
    GOVERNMENT = "government", _("Change of government")
    OTHER = "other", _("Other event")


class TokenScope(TextChoices):
    """What an API token may be used for, beside what its account may do."""

    READ = "read", _("Read")
    SUBMIT = "submit", _("Submit reports")
    EDIT = "edit", _("Change drafts")


class ExportFormat(TextChoices):
    """Files that a worker makes of a selection; the values are their names' endings."""

    XLSX = "xlsx", _("Excel (XLSX)")
    GPKG = "gpkg", _("GeoPackage (GPKG)")


class ExportState(TextChoices):
    """What is still to do with an export. `making` is a lease that the sweep takes back."""

    WAITING = "waiting", _("Waiting for a worker")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    EXPIRED = "expired", _("Expired")


class NameKind(TextChoices):
    OFFICIAL = "official", _("Official name")
    ALIAS = "alias", _("Alias")
    ACRONYM = "acronym", _("Acronym")
    FORMER = "former", _("Former name")
    LEARNT = "learnt", _("Learnt from a confirmation")


class ActorRelationKind(TextChoices):
    MEMBER_OF = "member_of", _("Member of")
    RENAMED_TO = "renamed_to", _("Renamed to")
    MERGED_INTO = "merged_into", _("Merged into")
    SPLIT_FROM = "split_from", _("Split from")
    ALLIED_WITH = "allied_with", _("Allied with")


# UCDP's cell of half a degree, numbered from the south-west corner: the join key of forecasts (PRIO-GRID).
def priogrid_gid(longitude: float, latitude: float) -> int:
    """PRIO-GRID cell number of a point (lon, lat in degrees)."""
    column = min(int((longitude + 180) * 2), 719)
    row = min(int((latitude + 90) * 2), 359)
    return row * 720 + column + 1
