"""What the source makes of it all: sections of a risk note, by their headings or by the words they use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from incidents.codes import Risk, Sector
from incidents.ingest.drafts import AssessmentDraft, AssessmentSpan, SuspectedActor
from incidents.ingest.extract.text.sentences import sentences
from incidents.spelling import fold

HEADINGS = {
    "significance": "significance|analysis|assessment|outlook|comment|implications|signification|importance|analyse|"
    "évaluation|evaluation|portée|perspectives|enjeux|commentaire",
    "indicators": "indicators|indicator|warning signs|what to watch|triggers|indicateurs|signes avant-coureurs|signaux|"
    "points de vigilance",
    "mitigating": "mitigating factors|mitigating|mitigation|what would reduce|risk reduction|facteurs d['’]atténuation|"
    "facteurs atténuants|facteurs d['’]apaisement|atténuation|ce qui réduirait|facteurs de réduction",
    "risks": "risks|risk types|risques|types de risques?",
    "sectors": "sectors or assets|sectors and assets|sectors|sectors affected|assets affected|assets|secteurs ou actifs|"
    "secteurs et actifs|secteurs|secteurs touchés|actifs",
    "body": "summary|key events|events|event|what happened|background|facts|incidents|résumé|resume|faits|événements|"
    "événement|les faits|contexte|rappel des faits",
}
_PHRASES = "|".join(f"(?P<{kind}>{phrases})" for kind, phrases in HEADINGS.items())
# A heading stands at the start of a line, or after a full stop when it ends in a colon. Some desks end it in a full stop.
HEADING = re.compile(
    rf"(?:^|(?<=[.!?;] ))[ \t#*_•-]{{0,6}}(?:{_PHRASES})\b(?P<more>[^\n:.;]{{0,60}}?)[*_]{{0,2}}[ \t]*(?::[*_]{{0,2}}|(?P<stop>\.)(?=[ \t]+\S)|(?P<alone>$))",
    re.IGNORECASE | re.MULTILINE,
)
# Words behind those that make a heading: "Sectors or assets at risk".
MORE, MORE_BEFORE_A_STOP = 8, 2
# "Analysis." over a text says what kind of text it is.
GENRES = frozenset({"analysis", "analyse", "comment", "commentaire"})
NUMBERED = re.compile(r"\d+[.)]\s+")
ITEM_END = re.compile(r"\n|;|(?<=[.!?])\s+")
INDICATOR_CUE = re.compile(
    r"\bindicators?\b|\bwould (?:indicate|signal|point to)\b|\bindicateurs?\b|\bindiquerai(?:t|ent)\b|\bsignalerai(?:t|ent)\b"
)
MITIGATING_CUE = re.compile(
    r"\b(?:would|could|likely to) (?:be )?(?:reduced?|lowered?|mitigated?|eased?|decreased?)\b|\bmitigat\w+|"
    r"\breduirai(?:t|ent)\b|\battenuerai(?:t|ent)\b|\bdiminuerai(?:t|ent)\b"
)
SIGNIFICANCE_CUE = re.compile(
    r"\bsignifican(?:t|ce)\b|\b(?:attack|incident|violence) (?:suggests|indicates|demonstrates|underlines|shows)\b|"
    r"\b(?:attaque|incident|violence)s? (?:montre|temoigne|illustre|confirme|suggere)(?:nt)?\b"
)
RISK_WORDS = {
    Risk.TERRORISM: "terrorism|terrorist|terrorisme",
    Risk.CIVIL_WAR: "civil war|guerre civile",
    Risk.INTERSTATE_WAR: "interstate war|guerre entre etats",
    Risk.CIVIL_UNREST: "civil unrest|unrest|protests and riots|troubles|troubles civils",
    Risk.CRIME: "crime|criminality|banditry|criminalite|banditisme",
    Risk.KIDNAPPING: "kidnap|kidnapping|kidnap and ransom|enlevement|enlevements",
    Risk.DEATH_AND_INJURY: "death and injury|death or injury|death/injury|deces et blessures|mort et blessures|"
    "morts et blesses|deces ou blessures|mort ou blessure",
    Risk.PROPERTY_DAMAGE: "property damage|damage to property|dommages aux biens|degats materiels|dommages materiels",
    Risk.BUSINESS_INTERRUPTION: "business interruption|business disruption|supply shortage|supply shortages|shortages|supply disruption|"
    "penurie|penuries|ruptures d'approvisionnement|interruption d'activite|"
    "interruption des activites",
    Risk.GOVERNMENT_INSTABILITY: "government instability|political instability|instabilite gouvernementale|"
    "instabilite politique",
    Risk.DISPLACEMENT: "displacement|deplacement|deplacements|deplacements de population|population movements|mouvements de population",
}
SECTOR_WORDS = {
    Sector.SECURITY_FORCES: "security forces|armed forces|forces de securite|forces armees|forces de defense et de securite",
    Sector.UN_PEACEKEEPING: "un peacekeeping|peacekeeping|peacekeepers|un peacekeepers|un forces|minusma|casques bleus|"
    "maintien de la paix|forces de l'onu",
    Sector.INDIVIDUALS: "individuals|individual|civilians|personnes|particuliers|individus|civils",
    Sector.PROPERTY: "property|real estate|biens|biens immobiliers|proprietes",
    Sector.GOVERNMENT: "government|public administration|local government|gouvernement|administration|collectivites",
    Sector.HUMANITARIAN: "humanitarian|ngos|aid organisations|humanitaire|humanitaires|ong",
    Sector.MINING: "mining|mines|secteur minier|industrie miniere",
    Sector.ENERGY: "energy|oil and gas|energie|hydrocarbures",
    Sector.AGRICULTURE: "agriculture|herding|livestock|elevage|farming|food security|securite alimentaire|pastoralisme|pastoralism",
    Sector.GROUND_TRANSPORT: "ground transport|ground|road transport|roads|overland transport|cargo|transport|transports|transport routier|"
    "transport terrestre|transports terrestres|routes",
    Sector.AVIATION: "aviation|airports|aircraft|aeroports|transport aerien",
    Sector.TELECOMMUNICATIONS: "telecommunications|telecoms",
    Sector.HEALTH: "health|health care|sante",
    Sector.EDUCATION: "education|schools|ecoles|enseignement",
    Sector.RELIGION: "places of worship|religious sites|religion|lieux de culte",
    Sector.TOURISM: "tourism|tourisme|hotels",
}
LONGEST_ITEM = 500


@dataclass(frozen=True)
class Section:
    """A headed part of a note: offsets of its content. `body` tells events like text without a heading."""

    kind: str
    start: int
    end: int
    heading_start: int


def sections(text: str, end: int) -> list[Section]:
    """The headed parts of a risk note, in order. A heading with text on its own line ends with its paragraph."""
    headings = [match for match in HEADING.finditer(text, 0, end) if _is_heading(match)]
    found = []
    for match, following in zip(headings, [*headings[1:], None], strict=False):
        stop = following.start() if following else end
        if match["alone"] is None:
            paragraph = text.find("\n\n", match.end(), stop)
            stop = paragraph if paragraph >= 0 and text[match.end() : paragraph].strip() else stop
        found.append(Section(_kind(match), match.end(), stop, match.start()))
    return found


def _is_heading(match: re.Match[str]) -> bool:
    """A few words; without a colon they need a capital, or a wrapped line would do, and with a full stop a line's start."""
    title, more = match[_kind(match)], len(match["more"].split())
    if match["stop"]:
        begins = match.start() == 0 or match.string[match.start() - 1] == "\n"
        is_genre = title.casefold() in GENRES
        return begins and title[0].isupper() and more <= MORE_BEFORE_A_STOP and not is_genre
    if _kind(match) == "body" and "," in match["more"]:
        return False  # "Les faits remontent à hier soir, selon le maire : ..."
    return more <= MORE and (match["alone"] is None or title[0].isupper())


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in HEADINGS if match[kind] is not None)


def body_spans(text: str, end: int, found: Sequence[Section]) -> list[tuple[int, int]]:
    """The parts of the text that tell events: before, between and after the headed sections."""
    spans, begin = [], 0
    for section in found:
        spans.append((begin, section.heading_start))
        # What a note calls significance may tell the week's events, too; what tells none stays a judgement.
        begin = section.start if section.kind in {"body", "significance"} else section.end
    spans.append((begin, end))
    return [(first, last) for first, last in spans if text[first:last].strip()]


def judgement_kind(sentence: str) -> str | None:
    """indicators, mitigating or significance for a sentence that says so without a heading, else None."""
    folded = fold(sentence)
    for kind, cue in (
        ("mitigating", MITIGATING_CUE),
        ("indicators", INDICATOR_CUE),
        ("significance", SIGNIFICANCE_CUE),
    ):
        if cue.search(folded):
            return kind
    return None


def assessment(
    text: str,
    found: Sequence[Section],
    unheaded: Sequence[tuple[str, int, int]],
    attributions: Iterable[SuspectedActor],
) -> AssessmentDraft:
    """The assessment from headed sections and from sentences (kind, start, end) found in running text."""
    headed = {kind: [(part.start, part.end) for part in found if part.kind == kind] for kind in HEADINGS}
    loose = {kind: [(start, end) for other, start, end in unheaded if other == kind] for kind in HEADINGS}
    significance = [_trimmed(text, *span) for span in headed["significance"] or loose["significance"]]
    items = {kind: _items(text, [*headed[kind], *loose[kind]]) for kind in ("indicators", "mitigating")}
    quoted = {kind: " ".join(text[start:end] for start, end in headed[kind]) for kind in ("risks", "sectors")}
    spans = [AssessmentSpan("significance", *span) for span in significance if span[0] < span[1]]
    spans += [AssessmentSpan(kind, *span) for kind, found_items in items.items() for span in found_items]
    spans += [
        AssessmentSpan(kind, *span)
        for kind in ("risks", "sectors")
        for span in (_trimmed(text, *one) for one in headed[kind])
        if span[0] < span[1]
    ]
    return AssessmentDraft(
        significance=" ".join(_one_line(text[start:end]) for start, end in significance) or None,
        attributions=tuple(dict.fromkeys(attributions)),
        risks=_codes(quoted["risks"], RISK_WORDS),
        sectors=_codes(quoted["sectors"], SECTOR_WORDS),
        indicators=_words(text, items["indicators"]),
        mitigating=_words(text, items["mitigating"]),
        spans=tuple(spans),
    )


def _codes(words: str, table: dict[Risk, str] | dict[Sector, str]) -> tuple[str, ...]:
    folded = fold(words)
    return tuple(code.value for code, phrases in table.items() if re.search(rf"\b(?:{phrases})\b", folded))


def _items(text: str, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Offsets of the items of a list or of the sentences of a paragraph, without their marks."""
    items = []
    for start, end in parts:
        begin = start
        for match in [*ITEM_END.finditer(text, start, end), None]:
            stop = match.start() if match else end
            first, last = _trimmed(text, begin, stop, " \t.;-–•*·▪\u00a0\n")
            if text[first:last].isdecimal():
                continue  # the number of the item that follows
            numbered = NUMBERED.match(text, first, last)
            first = numbered.end() if numbered else first
            items += [(first, min(last, first + LONGEST_ITEM))] if first < last else []
            begin = match.end() if match else end
    return items


def _words(text: str, items: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text[start:end] for start, end in items))


def _trimmed(text: str, start: int, end: int, marks: str = " \t\n\u00a0") -> tuple[int, int]:
    while start < end and text[start] in marks:
        start += 1
    while start < end and text[end - 1] in marks:
        end -= 1
    return start, end


def _one_line(part: str) -> str:
    return " ".join(part.split())


def section_sentences(text: str, found: Sequence[Section], kinds: frozenset[str]) -> list[tuple[int, int]]:
    """Offsets of the sentences in the sections of these kinds."""
    return [span for part in found if part.kind in kinds for span in sentences(text, part.start, part.end)]
