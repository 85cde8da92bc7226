"""Who did it, in the words of those who say so: suspected, claimed, denied, or said by nobody."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 5)  # a Wednesday
TOLD = {
    "en": "Gunmen killed four traders in Gao on Monday. ",
    "fr": "Lundi, des hommes armés ont tué quatre commerçants à Gao. ",
}
SAID = {
    ("en", "suspected"): [
        "Local officials believe JNIM carried out the attack.",
        "The army blames JNIM.",
        "The killings were attributed to JNIM.",
        "Suspicion has fallen on JNIM.",
        "All signs point to JNIM.",
        "Security sources attribute it to JNIM.",
        "The governor named JNIM as the culprit.",
        "According to the mayor, JNIM is behind the attack.",
        "JNIM is suspected of being behind the attack.",
        "The method resembles that of JNIM.",
        "The attack bears the hallmark of JNIM.",
        "Officials said JNIM was responsible.",
        "Witnesses said they were JNIM fighters.",
        "Witnesses identified the attackers as JNIM members.",
        "It is thought that JNIM was responsible.",
        "Most likely perpetrators: JNIM.",
        "Suspected perpetrator: JNIM.",
        "Perpetrators: JNIM (suspected).",
        "Police suspect JNIM.",
        "Analysts see the hand of JNIM.",
        "The attackers are believed to have come from JNIM.",
        "The army accused JNIM of the killings.",
        "JNIM was widely blamed.",
        "Residents accuse JNIM.",
        "The authorities have pointed to JNIM.",
        "JNIM presumed.",
        "Attribution: likely JNIM.",
    ],
    ("en", "claimed"): [
        "JNIM claimed the attack.",
        "JNIM has said it carried out the attack.",
        "The attack was claimed by JNIM.",
        "JNIM claimed responsibility on Telegram.",
        "In a statement, JNIM said its men were behind the attack.",
        "JNIM took credit for the attack.",
        "JNIM has owned up to the attack.",
        "Claimed by JNIM on Tuesday.",
        "JNIM's media arm Az-Zallaqa claimed the attack.",
        "Responsibility was claimed by JNIM.",
        "JNIM later claimed it.",
        "JNIM acknowledged having carried out the attack.",
        "JNIM asserted that its fighters had carried out the attack.",
    ],
    ("en", "denied"): [
        "JNIM denied any involvement.",
        "JNIM denies being behind it.",
        "JNIM has rejected the accusation.",
        "Accused by residents, JNIM denied it.",
        "JNIM said it had nothing to do with the attack.",
        "JNIM has denied responsibility.",
        "JNIM distanced itself from the attack.",
    ],
    ("en", "unknown"): [
        "No group has claimed the attack.",
        "The motive is not known.",
        "Nobody has claimed responsibility.",
        "It is not clear whether JNIM was behind it.",
        "JNIM has not commented.",
        "JNIM, active in the area, has not claimed it.",
        "JNIM often attacks this area.",
    ],
    ("fr", "suspected"): [
        "Les habitants accusent le JNIM.",
        "Selon le maire, les assaillants appartiennent au JNIM.",
        "L'armée attribue l'attaque au JNIM.",
        "Les soupçons se portent sur le JNIM.",
        "Le JNIM est soupçonné.",
        "Tout porte à croire que c'est le JNIM.",
        "Les autorités pointent du doigt le JNIM.",
        "L'attaque est attribuée au JNIM.",
        "L'attaque a été imputée au JNIM.",
        "L'attaque porte la marque du JNIM.",
        "Des sources sécuritaires y voient la main du JNIM.",
        "Auteurs présumés : JNIM.",
        "Auteurs : JNIM (présumé).",
        "Les assaillants seraient du JNIM.",
        "Il s'agirait d'éléments du JNIM.",
        "Les assaillants sont soupçonnés d'appartenir au JNIM.",
        "D'après des témoins, il s'agissait de combattants du JNIM.",
        "Le gouverneur a mis en cause le JNIM.",
        "Le JNIM serait derrière cette attaque.",
        "Le JNIM est pointé du doigt.",
        "Des rescapés affirment avoir reconnu des combattants du JNIM.",
        "Le JNIM en serait l'auteur.",
    ],
    ("fr", "claimed"): [
        "Le JNIM a revendiqué l'attaque.",
        "L'attaque a été revendiquée par le JNIM.",
        "Le JNIM a affirmé en être l'auteur.",
        "Le JNIM a revendiqué sur Telegram.",
        "Revendication du JNIM mardi.",
        "Le JNIM s'en est attribué la paternité.",
        "Le JNIM en a revendiqué la responsabilité.",
        "Dans un communiqué, le JNIM dit avoir mené l'attaque.",
        "Le JNIM assume l'attaque.",
    ],
    ("fr", "denied"): [
        "Le JNIM a nié toute implication.",
        "Le JNIM dément.",
        "Le JNIM rejette ces accusations.",
        "Le JNIM a démenti être l'auteur de l'attaque.",
        "Accusé par les habitants, le JNIM nie.",
        "Le JNIM affirme n'être pour rien dans l'attaque.",
    ],
    ("fr", "unknown"): [
        "L'attaque n'a pas été revendiquée.",
        "Aucun groupe n'a revendiqué.",
        "Les auteurs restent inconnus.",
        "Le JNIM, actif dans la zone, n'a pas revendiqué l'attaque.",
        "On ignore qui est derrière.",
    ],
}
CASES = [(language, status, said) for (language, status), sentences in SAID.items() for said in sentences]


@pytest.mark.parametrize(("language", "status", "said"), CASES)
def test_a_party_has_the_status_that_the_text_gives_it(
    language: str, status: str, said: str, tables: Tables
) -> None:
    (incident,) = extract(TOLD[language] + said, published=PUBLISHED, tables=tables).incidents
    who = "unidentified-armed-group" if status == "unknown" else "jnim"
    assert [(a.slug, a.attribution) for a in incident.actors if a.role == "perpetrator"] == [(who, status)]
