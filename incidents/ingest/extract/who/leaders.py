"""Groups that a text names by their leader alone: "Koufa's men", "les hommes d'Amadou Koufa".

Who leads whom is widely reported, and public (United Nations Security Council, lists of sanctions and reports of the
panels of experts on Mali and Niger). A draft names the group, never the person.
"""

from __future__ import annotations

from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list, word_set
from incidents.ingest.gazetteer import PhraseIndex

LEADERS = {
    "katiba-macina": "amadou koufa|hamadoun koufa|koufa",
    "isgs": "adnan abou walid al sahraoui|adnan abu walid al sahrawi|abou walid al sahraoui|"
    "abu walid al sahrawi|abou walid|abu walid|al sahraoui|al sahrawi",
    "jnim": "iyad ag ghali|iyad ag ghaly|ag ghali|ag ghaly",
    "boko-haram": "aboubakar shekau|abubakar shekau|shekau|bakura",
    "ansaroul-islam": "malam ibrahim dicko|malam dicko|jafar dicko|jafar malam",
    "al-mourabitoun": "mokhtar belmokhtar|belmokhtar",
    "dan-na-ambassagou": "youssouf toloba|toloba",
    "fpl-niger": "mahamoud sallah|mahmoud sallah",
}
NAMED: PhraseIndex[str] = PhraseIndex(
    (phrase.split(), slug) for slug, listed in LEADERS.items() for phrase in phrase_list(listed)
)
# The only words that a leader's name may begin with.
FIRST_WORDS = NAMED.first_words
MEN = word_set(
    "men fighters militants followers forces people gunmen lieutenants loyalists knights "
    "disciples band group faction brigade battalion troops boys "
    "hommes combattants gens elements partisans fideles lieutenants troupes affides disciples "
    "bande groupe faction brigade miliciens"
)
OF = word_set("of de d")
LOYAL_TO = phrase_list(
    "loyal to|led by|headed by|commanded by|under|answering to|following|fideles a|fidele a|diriges par|dirige par|"
    "commandes par|conduits par|menes par|obeissant a|se reclamant de|se reclamant du|qui obeissent a|proches de|proches du"
)
TITLES = word_set(
    "the le l preacher predicateur emir chief chef leader jihadist jihadiste djihadiste warlord imam radical"
)
FARTHEST = 5


def led_by(passage: Passage, position: int) -> tuple[str, int, int] | None:
    """The slug, first and last word of a party that begins or ends with its leader's name at `position`; else None."""
    found = NAMED.at(passage.words, position)
    if found is None or not passage.tokens[position].is_capitalised:
        return None
    slug, last = found[1][0], position + found[0]
    if passage.word(last) == "s" and passage.word(last + 1) in MEN:
        return slug, position, last + 2
    first = position
    while first > 0 and passage.words[first - 1] in TITLES and position - first < FARTHEST:
        first -= 1
    of = int(first > 0 and passage.words[first - 1] in OF) or passage.precedes(first, LOYAL_TO)
    is_of = of and passage.word(first - of - 1) in MEN
    return (slug, first - of - 1, last) if is_of else None
