"""What a note says of who did it without naming anybody: nobody knows, nobody claims it, thieves rather than rebels."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list
from incidents.ingest.extract.who.blame_words import OPEN_QUESTION
from incidents.ingest.extract.who.claims import NO_CLAIM

NOBODY_KNOWS = phrase_list(
    "not been identified|not yet been identified|not identified|yet to be identified|unidentified|"
    "unknown|not known who|nobody knows who|no one knows who|unclear who|not clear who|"
    "could not be identified|not established|unestablished|nothing similar is known|nothing is known|"
    "not named|without naming|without saying who|unattributed|identity|on ignore|sait pas|"
    "n ont pu etre identifies|non identifies|non identifie|pas ete identifies|pas identifies|"
    "demeure inconnue|reste inconnue|inconnus|inconnu|non etabli|pas etablie|pas etabli|indeterminee|"
    "indetermine|sans nommer|sans designer|sans preciser|non attribue|non attribuee"
)
# A quarrel or a robbery, no war.
CRIME = phrase_list(
    "criminal|criminals|gang|gangs|banditry|bandits|bandit|robbers|thieves|highwaymen|dispute|"
    "score settling|criminel|criminelle|banditisme|voleurs|braqueurs|coupeurs|differend|"
    "reglement de comptes"
)
# Somebody of whom a sentence before has spoken.
THE_SAME = phrase_list(
    "same group|same men|same gunmen|same fighters|same militants|same attackers|same movement|"
    "same organisation|same armed men|same unit|the group|the movement|the militants|the latter|"
    "meme groupe|memes hommes|memes combattants|memes assaillants|meme mouvement|memes elements|"
    "meme katiba|memes individus|le groupe|le mouvement|ces derniers|ce dernier|les memes"
)
# Who is about, and did nothing that is told: "ISGS and JNIM are both present", "l'un et l'autre ont les moyens".
ABOUT = phrase_list(
    "is active|are active|also active|both active|is present|are present|both present|are both|is known to|are known to|"
    "operate|operates|operating|has been extorting|have been extorting|usually|has a presence|have a presence|presence of|"
    "is based|are based|has the means|have the means|within reach|roam|roams|in the area|in this area|in the commune|"
    "in the district|in the province|in the region|contest|compete|vie|rival|rivals|"
    "est actif|sont actifs|est active|sont actives|est present|sont presents|est presente|sont presentes|opere|operent|"
    "ont les moyens|a les moyens|l un et l autre|l un ou l autre|l une et l autre|d habitude|habituellement|rode|rodent|"
    "sevit|sevissent|se disputent|coexistent|tient la|tiennent la|remonte|remontent|implante|implantes|implantee|"
    "presence de|presence du|evolue|evoluent|dans la zone|dans le secteur|dans la commune|dans la region|a ses habitudes|"
    "ont leurs habitudes|rivale|rivales|rivaux"
)
MARKS = {"nobody knows": NOBODY_KNOWS, "open": OPEN_QUESTION, "crime": CRIME, "no claim": NO_CLAIM}


def leaves_open(passage: Passage) -> Iterator[str]:
    """In which ways a sentence leaves open who did it."""
    yield from (mark for mark, phrases in MARKS.items() if passage.has(phrases))


def tells_who_is_about(passage: Passage) -> bool:
    """Whether a sentence tells which groups there are, and not what one of them did."""
    return passage.has(ABOUT)


def speaks_of_the_same(passage: Passage) -> bool:
    """Whether a sentence says "the same group" of who was named before it."""
    return passage.has(THE_SAME)
