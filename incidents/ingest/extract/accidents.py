"""Accidents, floods and diseases: what nobody has done to anybody."""

from __future__ import annotations

import re

from incidents.spelling import fold

ACCIDENT = re.compile(
    r"\b(?:short[- ]circuit|court[- ]circuit|road accident|traffic accident|accident de (?:la )?(?:route|circulation|bus|car)|overturned|s'est renverse|houses collapsed|collapsed houses|flooding|floods|inondations|drowning|drowned|se (?:sont|est) noyee?s?|noyades?|malaria|paludisme|incendie accidentel|electrical fault|accidental fire|"
    r"maisons? effondree?s?|se sont effondrees|heavy rains?|torrential|fortes pluies|vent de sable|sandstorm|bulletin meteo|orages|thunderstorm|pluies diluviennes|capsized|a chavire|gas bottle|bonbonne de gaz|lightning|foudre|"
    r"cholera|meningitis|meningite|measles|rougeole|landslide|eboulement|mine collapse|(?:shaft|pit|gallery|tunnel) (?:has |had )?(?:collapsed|caved in)|collapse of an? (?:shaft|pit|gallery|mine)|technical failure|mechanical failure|engine failure|panne technique|panne mecanique|d'une panne|effondrement d'une? (?:galerie|mine|puits))\b"
)
ARMED = re.compile(
    r"\b(?:mitraill\w*|shot|shooting|fled|fleeing|fuyant|fuyaient|chased|pursued|columns?|colonnes?|gunm[ae]n|attack\w*|assailant\w*|assaillant\w*|attaqu\w*|jihad\w*|djihad\w*|militants?|insurgents?|armed|armes|terror\w*|riot\w*|emeut\w*|stones|pierres|protest\w*|manifest\w*|tear gas|lacrymo\w*|torch\w*|set on fire|incendi\w*|clash\w*|bandits?|ieds?|eei|bomb\w*|explosi\w*|rebel\w*|soldiers fired|tirs?|frappes?|strikes?|combattants?|fighters?|drones?|raids?)\b"
)


def is_accident(text: str) -> bool:
    """Whether a paragraph or a sentence tells an accident, a flood or a disease, and no weapon in it."""
    folded = fold(text)
    return bool(ACCIDENT.search(folded)) and not ARMED.search(folded.replace("incendie accidentel", ""))
