"""Parties of whom a text says that they had no part in it: "X, which is not active there", "X took no part"."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list
from incidents.ingest.extract.who.actors import ActorMention

BEHIND = phrase_list(
    "played no part|no part in it|not concerned|was not the target|were not the target|not reported to be active|were not reported|did not react|had no troops|has not been seen|had no troops in|stayed inside|kept out of it|stayed out of it|n opere dans|n operent dans|n ont ete apercus|n a ete apercu|n ont ete apercues|n a pas ete evoquee|n a pas ete evoque|n ont pas ete evoques|n est cite par|n a rien signe|n ont rien publie|n est pas concerne|n est pas concernee|ne sont pas concernes|en dehors des evenements|reste a l ecart|restes a l ecart|n est pour rien|n y est pour rien|n y sont pour rien|n ont ete meles|"
    "took no part|take no part|had no part|did not take part|had not taken part|was not involved|were not involved|"
    "is not involved|are not involved|not been involved|had refused to take part|refused to take part|"
    "is not active|are not active|is not present|are not present|is absent|are absent|was absent|were absent|"
    "has no presence|have no presence|has never operated|do not operate|does not operate|is not known to|are not known to|"
    "lacks the means|lack the means|had withdrawn|had left the area|had pulled out|did not intervene|"
    "stayed in barracks|remained in barracks|condemned|condemns|has condemned|have condemned|denounced|"
    "nothing to connect|nothing connects|no evidence against|is ruled out|are ruled out|less likely|unlikely|"
    "n ont pas pris part|n a pas pris part|n y ont pas pris part|n y a pas pris part|n a pas participe|n ont pas participe|"
    "n est pas implique|ne sont pas impliques|n est pas impliquee|n est pas en cause|ne sont pas en cause|"
    "n est pas implante|n est pas implantee|ne sont pas implantes|n est pas actif|ne sont pas actifs|n est pas active|"
    "n est pas present|ne sont pas presents|n est pas presente|est absent|sont absents|est absente|etait absent|etaient absents|"
    "n a pas cette capacite|n ont pas cette capacite|n a pas les moyens|n ont pas les moyens|n opere pas|n operent pas|"
    "n est mele|n est melee|n a ete engage|n a pas ete engage|n ont pas ete engages|s etait retire|s etaient retires|"
    "avait quitte|avaient quitte|n est pas intervenu|n est pas intervenue|ne sont pas intervenus|ne sont pas intervenues|"
    "n a pas reagi|n ont pas reagi|a condamne|ont condamne|condamne|condamnent|a denonce|ont denonce|"
    "moins vraisemblable|peu probable|peu vraisemblable|est ecartee|sont ecartes|est exclue|sans lien"
)
BEFORE = phrase_list(
    "rather than|rather than the|and not|instead of|nothing to do with|no link with|no link to|nothing links it to|"
    "plutot que|plutot que le|plutot que la|plutot que l|plutot qu au|plutot qu a|et non|et non le|et non la|et non l|"
    "et non au|et non a|aucun lien avec|aucun lien avec le|sans lien avec|sans lien avec le|rien a voir avec|"
    "rien a voir avec le|rien a voir avec la|rien a voir avec l"
)
# So many words behind its name, where no other party is named before.
REACH = 14


def cleared(actors: Sequence[ActorMention], passage: Passage) -> frozenset[int]:
    """Where the parties stand of which a sentence says that they did not do it, or could not have done it."""
    said = [at for at, _length in passage.where(BEHIND)] if actors else []
    ends = [*(mention.first for mention in actors[1:]), len(passage.words)]
    return frozenset(
        mention.start
        for mention, end in zip(actors, ends, strict=True)
        if passage.precedes(mention.first, BEFORE)
        or any(mention.last <= at < min(end, mention.last + REACH) for at in said)
    )
