"""Whether a sentence weighs who did it, in whatever words, beside the phrases that name the suspect directly."""

from __future__ import annotations

from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list, word_set
from incidents.ingest.extract.who.blame_words import OPEN_QUESTION

# How words of suspicion begin, English and French, folded.
SUSPICION = (
    "suspect", "blam", "accus", "attribu", "hallmark", "signature", "responsib", "culprit", "perpetrat", "imput",
    "soupcon", "design", "oeuvre", "vraisembl", "probab", "likel", "presum", "alleg", "finger", "doigt", "identif",
    "recogni", "reconn", "pointe", "modus", "pench", "method", "typi", "belong", "appart", "reclam", "agirait", "themselves", "resembl", "ressembl",
)  # fmt: skip
SUSPICIONS = phrase_list(
    "s door|serait|seraient|fait penser|penser au|evoque|evoquent|speaks of|spoke of|speak of|"
    "point to|points to|pointed to|point at|pense|think|behind it|behind the|was behind|derriere|"
    "a la manoeuvre|the work of|believed to|thought to|said to be|mode operatoire|la piste|"
    "piste de|la marque|auteur|auteurs|named|name|nomment|disent que c|say it was|says it was|"
    "says they were|say they were|told us it was|we think|on pense|selon nous|everybody says|"
    "tout le monde|les regards se tournent|eyes turn to|looks like|has the look of|a tout d"
)
SAYERS = word_set(
    "everybody everyone people residents locals villagers witnesses survivors gens population "
    "habitants temoins rescapes monde"
)
SAYS = word_set("say says said dit disent parlent parle")
NOT_SO = word_set("not no never pas aucun aucune denies denied dement nie ni neither nor")


def is_suspicion(passage: Passage) -> bool:
    """Whether a sentence weighs who did it, in whatever words, and does not leave it open."""
    says_so = any(
        passage.words[at] in SAYERS and SAYS.intersection(passage.words[at : at + 4])
        for at in range(len(passage.words))
    )
    voiced = says_so or any(word.startswith(SUSPICION) for word in passage.words) or passage.has(SUSPICIONS)
    return voiced and not passage.has(OPEN_QUESTION) and not NOT_SO.intersection(passage.words)
