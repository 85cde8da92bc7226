"""Accidents, floods and diseases: what nobody has done to anybody."""

from __future__ import annotations

import re

from incidents.spelling import fold

ACCIDENT = re.compile(
    r"\b(?:short[- ]circuit|court[- ]circuit|(?:collision|collided) (?:entre|between|with)|est entre en collision|exces de vitesse|speeding|road accident|traffic accident|accident de (?:la )?(?:route|circulation|bus|car)|overturned|s'est renverse|houses collapsed|collapsed houses|flooding|floods|inondations|drowning|drowned|se (?:sont|est) noyee?s?|noyades?|malaria|paludisme|incendie accidentel|electrical fault|accidental fire|"
    r"s'est (?:ecrase|abime)e?|se sont (?:ecrase|abime)e?s|defaillance (?:mecanique|technique)|crash[- ]landed|helicopter crash|plane crash|maisons? effondree?s?|se sont effondrees|heavy rains?|torrential|fortes pluies|vent de sable|sandstorm|bulletin meteo|orages|thunderstorm|pluies diluviennes|capsized|a chavire|gas bottle|bonbonne de gaz|lightning|foudre|"
    r"accident(?:s|al|ally|el|els|elle|ellement)?|bush ?fires?|feux? de brousse|rolled over(?! (?:a|an|the) (?:mine|ied|device|explosive|bomb|charge))|(?:tyre|tire)s? burst|burst (?:tyre|tire)|pneu eclate|sortie de route|skidded|brake failure|"
    r"(?:mine|shaft|pit|gallery) (?:fell|caved) in|fell in on them|the collapse|gas (?:cylinder|canister)|bouteille de gaz|sapeurs[- ]pompiers|firefighters|fire brigade|siphonn\w*|siphon\w*|renverses?\b|"
    r"crocodiles?|hippos?|hippopotam\w*|elephants?|snake ?bites?|hyenas?|hyenes?|lions?|old age|natural causes|heart attack|cardiac arrest|(?:long|short|an) illness|vieillesse|mort naturelle|crise cardiaque|d'une (?:longue |courte )?maladie|covid\S*|coronavirus|epidemi\w*|epidemic|"
    r"intemperies|effondrements? de (?:maisons?|cases?|murs?)|collapsed (?:[\w-]+ ){0,2}walls?|walls? collapsed|cholera|meningitis|meningite|measles|rougeole|landslide|eboulement|mine collapse|(?:shaft|pit|gallery|tunnel) (?:has |had )?(?:collapsed|caved in)|collapse of an? (?:shaft|pit|gallery|mine)|technical failure|mechanical failure|engine failure|panne technique|panne mecanique|d'une panne|effondrement d'une? (?:galerie|mine|puits))\b"
)
# A fire that nobody is said to have laid: "Un incendie a détruit 40 étals".
FIRE = re.compile(
    r"\b(?:a|the) (?:large |huge |major |violent |big )?(?:blaze|fire) (?:[\w'-]+ ){0,6}(?:destroyed|swept|ravaged|gutted|broke out|burned down)\b|"
    r"\bfire (?:broke out|swept through|gutted|ravaged)\b|"
    r"\b(?:un|l') ?(?:violent |important |gros |vaste )?incendie (?:a (?:detruit|ravage|consume)|s'est declare|survenu|qui a (?:detruit|ravage))\b"
)
BY_SOMEBODY = re.compile(
    r"\b(?:soldiers?|soldats?|army|armee|shell\w*|obus|grenades?|accus\w*|blam\w*|work of|criminel|volontaire|allume\w*|lit by|laid by|"
    r"boko|jnim|isgs|eigs|iswap|villages?|hameaux?|hamlets?)\b"
)
ARMED = re.compile(
    r"\b(?:mitraill\w*|shot|shooting|fled|fleeing|fuyant|fuyaient|chased|pursued|columns?|colonnes?|gunm[ae]n|attack\w*|assailant\w*|assaillant\w*|attaqu\w*|jihad\w*|djihad\w*|militants?|insurgents?|armed|armes|terror\w*|riot\w*|emeut\w*|stones|pierres|protest\w*|manifest\w*|tear gas|lacrymo\w*|torch\w*|set on fire|incendi\w*|clash\w*|bandits?|ieds?|eei|bomb\w*|explosi\w*|rebel\w*|soldiers fired|tirs?|frappes?|strikes?|combattants?|fighters?|drones?|raids?)\b"
)


# "NOT an IED", "ni attaque ni coup de feu", "there was no mine and no ambush".
NO_WEAPON = re.compile(
    r"\bheart attacks?\b|\bhelicopteres? d'attaque\b|\battack helicopters?\b|"
    r"\b(?:not an?|no|ni|pas (?:d'|de |une? )|aucune? |neither|nor|without(?: any)?|sans)\s?(?:ied|eei|mine|ambush|attack|attaque|embuscade|coups? de feu|explosifs?|explosive|gunmen|armed men|hommes armes|shots?|tirs?|bomb|bombe|drone)s?\b"
)
# What burns and bursts when a tanker lies on its side.
FUEL = re.compile(r"\b(?:renverses?|overturned|siphon\w*|gaz|gas)\b")
BURST = re.compile(r"\b(?:explosi\w*|incendi\w*)\b")


def is_accident(text: str) -> bool:
    """Whether a paragraph or a sentence tells an accident, a flood or a disease, and no weapon in it."""
    folded = fold(text)
    is_fire = FIRE.search(folded) and not BY_SOMEBODY.search(folded)
    if not (is_fire or ACCIDENT.search(folded)):
        return False
    armed = NO_WEAPON.sub("", folded.replace("incendie accidentel", ""))
    armed = FIRE.sub("", armed) if is_fire else armed
    if FUEL.search(folded):
        armed = BURST.sub("", armed)
    return not ARMED.search(armed)
