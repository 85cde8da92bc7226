"""Mentions of places in a passage: which names, with which words of position around them.

Only names are found here; `geocode` decides which place a name means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from incidents.ingest.extract.dates import MONTHS, WEEKDAYS
from incidents.ingest.extract.people import COMMUNITIES, COUNTRY_OF_DEMONYM, FOREIGN_DEMONYMS, NOUNS
from incidents.ingest.extract.tokens import Passage
from incidents.ingest.extract.wordlists import phrase_list, word_set
from incidents.ingest.gazetteer import PlaceEntry, RegionEntry, Tables
from incidents.spelling import fold

# How a place stands to the event, the most precise first.
CUES = ("at", "offset", "near", "area", "beside", "admin2", "admin1", "country", "way")


@dataclass(frozen=True)
class PlaceMention:
    """A name in the text. `cue` is one of CUES; offsets cover the name and, for an offset, its distance.

    Exactly one of `places` and `regions` holds candidates; both are empty for a name that nobody knows.
    `bearing` (degrees from north, None when only a distance is given) and `distance_m` belong to an offset.
    """

    name: str
    start: int
    end: int
    first: int
    last: int
    cue: str
    places: tuple[PlaceEntry, ...] = ()
    regions: tuple[RegionEntry, ...] = ()
    method: str = "exact"
    distance_m: float = 0
    bearing: float | None = None

    @property
    def is_known(self) -> bool:
        return bool(self.places or self.regions)


NEAR = phrase_list(
    "vic|near|nearby|close to|outside|outside of|around|in the vicinity of|vicinity of|outskirts of|"
    "not far from|pres de|pres d|environs de|environs d|alentours de|alentours d|non loin de|"
    "non loin d|a proximite de|a proximite d|peripherie de|autour de|autour d|proche de|proche d|nr|aux abords de|aux abords d|a la lisiere de|"
    "a la sortie de|a la sortie d|a l entree de|a l entree d|a quelques kilometres de|a quelques encablures de|in the bush around|in the area around|"
    "a few kilometres from|a few kilometers from|a few miles from|short distance from|aux portes de|aux environs de|aux environs d|riverain de|just outside|northern exit of|"
    "the entrance to|the exit of|on the edge of|edge of|on the road out of|peu avant|juste avant|avant d arriver a|just before|short of|peu apres|just after|a hauteur de|a hauteur d|at the level of|in the commune of"
)
# A side without a distance: somewhere there, near or far.
BESIDE = phrase_list(
    "north of|south of|east of|west of|northeast of|northwest of|southeast of|southwest of|north east of|north west of|south east of|south west of|au nord de|au nord d|au sud de|"
    "au sud d|a l est de|a l est d|a l ouest de|a l ouest d|au nord est de|au nord est d|au sud est de|au sud ouest de|au nord ouest de"
)
AREA_BEFORE = (
    "zone de", "zone d", "secteur de", "secteur d", "area of", "zone of", "sector of", "alentours de", "alentours d", "les environs de", "les environs d",
    "localite de", "vicinity of",
)  # fmt: skip
# Words before "in" or "of" that tell where somebody spoke, lay in hospital, or came from, not where it happened.
ASIDE = word_set(
    "hospital hospitals hopital chu focal pc source sources correspondent correspondant contact contacts spokesman spokesperson porte official officials minister ministre "
    "bureau office offices interviewed headquarters court tribunal morgue reporter reporters resident residents evacuated evacues evacue flown driven transferred transferes transfere "
    "transported fled refugees refugies displaced deplaces reached arrived arrives arrivees soignes treated referred referes references referees based bases basee authorities autorites "
    "parti partis partie parties provenance revenaient revenait revenant returning return returned venant coming retour bound "
    "families doctors medecins care treatment camp_for governor gouverneur journalist delegation capital residents evac casevac medevac informs inform depuis call toll_free"
)
ASIDE_WORDS = 4
# "The displaced persons' site at Toumour" is where they were attacked.
SITES = word_set("site sites camp camps")
# A capital for its government: "25 according to Bamako".
SPEAKING = ("according to", "selon", "d apres")
AREA_AFTER = frozenset(["area", "zone", "sector", "surroundings"])
WAY = phrase_list(
    "route de|route d|piste de|piste d|road to|track to|axe de|from|to|towards|toward|twds|vers|depuis|en provenance de|en provenance d|for|direction de|direction|en direction de|en direction d|heading to|bound for|back to|"
    "jusqu a|jusque|via|a destination de|reaching|leaving"
)
AT = phrase_list(
    "in|at|inside|within|of|on|into|a|dans|en|au|d|de|du|sur|attacked|attaque|raided|hit|stormed|"
    "entered|and|et|against|encercle|investi|struck|surrounded|overran|attaquer|quitte|bombarde|left|near|a|posn|position|at the town of|seized|captured|took|retook|"
    "reached|occupied|hit by|via|controls|tenu|repris|pris|vise|frappe"
)
# Stand between the word of position and the name.
APPOSITIONS = phrase_list(
    "the town of|the village of|the locality of|the city of|the commune of|the villages of|"
    "the hamlet of|town of|village of|locality of|hamlet of|commune of|la ville de|la ville d|"
    "le village de|le village d|la localite de|la localite d|la commune de|la commune d|village de|"
    "village d|ville de|ville d|localite de|localite d|commune de|commune d|les villages de|"
    "hameau de|hameau d|the|le|la|l|les|northern|southern|eastern|western|central"
)
ADMIN1_WORDS = frozenset({"region", "regions", "regional"})
ADMIN2_WORDS = word_set("cercle circle province department departement prefecture district")
ADMIN_BEFORE = tuple(
    f"{unit} {link}".strip()
    for unit in ("region", "cercle", "province", "department", "departement", "district", "circle")
    for link in ("of the", "of", "de la", "de l", "de", "du", "des", "d", "")
)
PART_OF_TOWN = phrase_list("district of|neighbourhood of|neighborhood of|quarter of|suburb of|ward of")
NOT_A_PLACE_BEFORE = ("river", "fleuve", "mr", "colonel", "general", "captain", "president", "lake", "lac")
NOT_A_PLACE_AFTER = frozenset(["accord", "accords", "agreement", "river", "border", "borders", "fleuve"])
COMMON_CAPITALS = word_set(
    "the a an in on at near after before and but le la les un une en dans sur apres avant et mais "
    "des du islamic state etat islamique operation un onu united nations god allah friday ramadan "
    "eid christmas africa afrique sahel europe france paris west east north south ouest est nord sud "
    "sahara saharan air mission office cluster partners protection force forces command council ministry government army police commission union province region "
    "minusma barkhane takuba commandement conseil ministere gouvernement armee bureau groupe group front movement mouvement coalition coordination alliance state etat "
    "cour tribunal court radio studio agence agency monitoring news team secretary chief president general colonel captain major corporal hospital hopital mosque church "
    "situation security securite humanitarian humanitaire access alert alerte info flash bilan urgent note nb source sources contact what where when who type date heure time "
    "cette ces ce son sa ses leur leurs nous vous ils elles il elle on they we you he she it their our this that these those there here mines mine gold or bon bonne grand grande "
    "tout toute tous toutes plus moins aucun aucune selon entre depuis pendant lors suite parmi outre malgre contre avec sans sous chez vers un deux trois quatre cinq six sept huit neuf dix "
    "one two three four five six seven eight nine ten some several many most few all none other another each every both either neither such same own "
    "defence defense interior foreign affairs interieur affaires etrangeres azawad canadian chinese turkish indian italian spanish swiss romanian australian german american french british ukrainian arab african european western eastern muslim christian catholic "
    "protestant senegalese ivorian togolese beninese ghanaian guinean mauritanian algerian libyan chadian nigerian nigerien malian burkinabe chinois chinoise turc turque canadien canadienne "
    "indien italien espagnol suisse allemand americain francais britannique ukrainien arabe africain europeen occidental musulman chretien catholique senegalais ivoirien togolais beninois "
    "ghaneen guineen mauritanien algerien libyen tchadien nigerian nigerien malien burkinabe escadrille champs elysee kremlin pentagon maison "
    "dan ambassagou katiba macina serma liptako gourma volontaires volunteers defenders patrie homeland fatherland"
)
NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "ten": 10,
    "un": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "dix": 10,
    "une vingtaine de": 20,
    "une dizaine de": 10,
    "une trentaine de": 30,
    "une quinzaine de": 15,
    "une soixantaine de": 60, "une quarantaine de": 40, "une centaine de": 100, "une douzaine de": 12, "seven": 7, "eight": 8, "nine": 9,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "sept": 7, "huit": 8, "neuf": 9,
    "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100,
    "une cinquantaine de": 50,
}
UNIT_METRES = {"k": 1000, "m": 1609.344}
BEARINGS = {
    "north": 0,
    "nord": 0,
    "east": 90,
    "est": 90,
    "south": 180,
    "sud": 180,
    "west": 270,
    "ouest": 270,
    "northeast": 45,
    "nordest": 45,
    "southeast": 135,
    "sudest": 135,
    "southwest": 225,
    "sudouest": 225,
    "northwest": 315,
    "nordouest": 315,
}
SHORT_WAYS = {
    "n": "north", "s": "south", "e": "east", "w": "west", "o": "ouest", "ne": "northeast", "nw": "northwest", "no": "nordouest", "se": "southeast", "sw": "southwest",
    "so": "sudouest", "nne": "north", "nnw": "north", "sse": "south", "ssw": "south",
}  # fmt: skip
OFFSET = re.compile(
    r"(?P<count>\d{1,3}(?:[.,]\d)?|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + r")\s*(?P<unit>km|kilom\w+|miles?)\s+"
    r"(?:(?:to the |au |a l'|a l’|a l )?(?P<way>(?:north|south|nord|sud)?[\s-]?(?:east|west|est|ouest|north|south|nord|sud))"
    r"(?:ern)?\s+)?(?:(?P<short>n|s|e|w|o|ne|nw|no|se|sw|so|nne|nnw|sse|ssw)\s+|)(?:of|from|de|d['’]|du)?\s*(?:the (?:town|village|city) of |la ville de |la ville d['’])?$"
)
LOOK_BACK = 80


def place_mentions(
    passage: Passage, tables: Tables, taken: Sequence[tuple[int, int]], language: str
) -> list[PlaceMention]:
    """Names of places in the order of the text; `taken` are offset spans of dates and actors."""
    found: list[PlaceMention] = []
    position = 0
    while position < len(passage.words):
        mention = None if _is_taken(passage, position, taken) else _at(passage, position, tables, language)
        if mention:
            found.append(mention)
        position = mention.last if mention else position + 1
    return found


def _is_taken(passage: Passage, position: int, taken: Sequence[tuple[int, int]]) -> bool:
    token = passage.tokens[position]
    return any(token.start < end and start < token.end for start, end in taken)


def _at(passage: Passage, position: int, tables: Tables, language: str) -> PlaceMention | None:
    token = passage.tokens[position]
    if not token.is_capitalised or passage.precedes(position, *NOT_A_PLACE_BEFORE):
        return None
    mention = _known(passage, position, tables) or _unknown(passage, position, tables, language)
    if (
        mention
        and passage.words[mention.last : mention.last + 1]
        and passage.words[mention.last] in NOT_A_PLACE_AFTER
    ):
        return None
    return mention


def _known(passage: Passage, position: int, tables: Tables) -> PlaceMention | None:
    place = tables.place_names.at(passage.words, position)
    region = tables.region_names.at(passage.words, position)
    if place and region and passage.follows(position + place[0], "town", "city", "ville"):
        region = None
    if region and (not place or region[0] >= place[0]):
        level = _admin_level(passage, position, position + region[0])
        of_level = tuple(entry for entry in region[1] if entry.level == level)
        if level and of_level:
            return _mention(passage, position, region[0], f"admin{level}", regions=of_level)
    # A bare name is the town before the area that is named after it, but not in "Fada, Gourma".
    if (
        place
        and not (region and _is_container(passage, position))
        and _is_plausible(passage, position, place)
    ):
        entries, method = _best_names(passage, position, place)
        return _mention(passage, position, place[0], None, places=entries, method=method)
    if region:
        top = min(entry.level for entry in region[1])
        regions = tuple(entry for entry in region[1] if entry.level == top)
        cue = "country" if top == 0 else f"admin{top}"
        return _mention(passage, position, region[0], cue, regions=regions)
    return None


def _is_container(passage: Passage, position: int) -> bool:
    """Whether the name follows another name and a comma."""
    if position == 0:
        return False
    gap = passage.gap(position)
    follows_name = (
        passage.tokens[position - 1].is_capitalised
        or passage.words[position - 1] in ADMIN1_WORDS | ADMIN2_WORDS | AREA_AFTER
    )
    return follows_name and (gap == ", " or gap.strip() == "(")


def _best_names(
    passage: Passage, position: int, found: tuple[int, list[PlaceEntry]]
) -> tuple[tuple[PlaceEntry, ...], str]:
    """Places of exactly this name; only where there is none, places that have it as another name."""
    written = fold(passage.quote(position, position + found[0]))
    exact = tuple(entry for entry in found[1] if fold(entry.name) == written)
    return (exact, "exact") if exact else (tuple(found[1]), "alias")


def _is_plausible(passage: Passage, position: int, found: tuple[int, list[PlaceEntry]]) -> bool:
    """A bulk gazetteer holds villages called like people and words: those need a word of position."""
    if any(entry.curated for entry in found[1]):
        return not (position == 0 and found[0] == 1 and passage.words[0] in COMMON_CAPITALS)
    last = position + found[0]
    if (last < len(passage.words) and passage.gap(last) == "-") or passage.gap(position) == "-":
        return False  # "Boulel" is no part of Boulel-Yarga
    word = passage.words[position]
    if found[0] == 1 and (word in COMMON_CAPITALS or word in MONTHS or word in COMMUNITIES or len(word) < 3):
        return False
    return bool(_word_of_position(passage, position))


def _admin_level(passage: Passage, first: int, last: int) -> int | None:
    after = passage.words[last] if last < len(passage.words) and not passage.is_break(last) else ""
    length = passage.precedes(first, *ADMIN_BEFORE)
    before = passage.words[first - length] if length else ""
    if after in ADMIN1_WORDS or before in ADMIN1_WORDS:
        return 1
    return 2 if after in ADMIN2_WORDS or before in ADMIN2_WORDS else None


def _unknown(passage: Passage, position: int, tables: Tables, language: str) -> PlaceMention | None:
    """A capitalised name after a word of position that no table has; its sound may still be known."""
    last = position + 1
    while last < len(passage.words) and last - position < 4 and _goes_on(passage, last):
        last += 1
    words = passage.words[position:last]
    if not _word_of_position(passage, position) or not _may_be_name(passage, position, words, language):
        return None
    if passage.follows(last, *PART_OF_TOWN) or passage.precedes(position, "quartier", "quartier de", "quartier d", "neighbourhood of", "district of"):
        return None  # "the Abaradjou district of Timbuktu"
    name = passage.quote(position, last)
    sounding = tuple(tables.places_by_key(name)) if len(name) >= 6 else ()
    return _mention(passage, position, last - position, None, places=sounding, method="key")


def _goes_on(passage: Passage, position: int) -> bool:
    token = passage.tokens[position]
    return (
        token.is_capitalised
        and passage.gap(position) in {" ", "-", "’", "'"}
        and not token.folded.isdecimal()
    )


def _may_be_name(passage: Passage, position: int, words: Sequence[str], language: str) -> bool:
    first = words[0]
    other_words = (
        COMMON_CAPITALS | MONTHS.keys() | WEEKDAYS.keys() | COMMUNITIES.keys() | NOUNS[language].keys()
    )
    demonym = first in COUNTRY_OF_DEMONYM or first in FOREIGN_DEMONYMS
    return (
        first not in other_words
        and not demonym
        and len(first) > 2
        and not passage.tokens[position].text.isupper()
    )


def _word_of_position(passage: Passage, position: int) -> str:
    """`near`, `area`, `way`, `at` or nothing, from the words before a name."""
    if passage.is_break(position):
        return ""
    begin = position
    begin_at = position
    if _is_aside(passage, begin_at) or passage.precedes(position, *SPEAKING):
        return "way"
    # "near the village of": at most two steps back.
    for _ in range(2):
        if passage.precedes(begin, *AREA_BEFORE):
            return "area"
        if passage.precedes(begin, *NEAR):
            return "near"
        if passage.precedes(begin, *BESIDE):
            return "beside"
        begin -= passage.precedes(begin, *APPOSITIONS)
    if passage.precedes(begin, *NEAR):
        return "near"
    if passage.precedes(begin, *BESIDE):
        return "beside"
    if passage.precedes(begin, *AREA_BEFORE):
        return "area"
    if passage.precedes(begin, *WAY):
        return "way"
    return "at" if begin < position or passage.precedes(begin, *AT) else ""


def _is_aside(passage: Passage, position: int) -> bool:
    """As in "a source in Niono", "driven to the hospital in Ouahigouya"."""
    begin = position
    for at in range(position, max(0, position - ASIDE_WORDS), -1):
        if passage.is_break(at):
            break
        if passage.words[at - 1] == "partie" and passage.precedes(at - 1, "prise a", "prises a", "pris a", "prendre a"):
            break
        begin = at - 1
    near = passage.words[begin:position]
    return bool(ASIDE.intersection(near)) and not SITES.intersection(near)


def _mention(
    passage: Passage,
    first: int,
    length: int,
    cue: str | None,
    *,
    places: tuple[PlaceEntry, ...] = (),
    regions: tuple[RegionEntry, ...] = (),
    method: str = "exact",
) -> PlaceMention:
    last = first + length
    start, end = passage.span(first, last)
    name = passage.quote(first, last)
    offset = None if cue else _offset(passage, start)
    if offset:
        begin, metres, bearing = offset
        return PlaceMention(
            name, begin, end, first, last, "offset", places, regions, "offset", metres, bearing
        )
    if cue is None:
        after = passage.words[last] if last < len(passage.words) and not passage.is_break(last) else ""
        cue = "area" if after in AREA_AFTER else _word_of_position(passage, first) or "at"
    return PlaceMention(name, start, end, first, last, cue, places, regions, method)


def _offset(passage: Passage, start: int) -> tuple[int, float, float | None] | None:
    """As in "12 km north of": where it begins, the distance in metres, the bearing in degrees or None."""
    begin = max(passage.start, start - LOOK_BACK)
    written = passage.text[begin:start]
    folded = fold(written)
    match = OFFSET.search(folded) if len(folded) == len(written) else None
    if not match:
        return None
    count = match["count"].replace(",", ".")
    number = NUMBER_WORDS.get(count) or float(count)
    way = re.sub(r"[\s-]", "", match["way"] or SHORT_WAYS.get(match["short"] or "", ""))
    if not way and not re.search(r"(?:of|from|de|d.|du)\s*(?:the \w+ of |la ville d.\s?)?$", folded):
        return None
    return begin + match.start(), number * UNIT_METRES[match["unit"][0]], BEARINGS.get(way)
