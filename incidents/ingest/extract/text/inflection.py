"""Every form that a verb takes in a report, folded: word lists name the verb once, as a dictionary does.

`expanded("open+ fire", "en")` gives open fire, opens fire, opened fire, opening fire. The simple tenses, the participles
and the infinitive are made; auxiliaries are left to whoever reads the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from incidents.spelling import words_of

# Past and participle where the rule does not give them.
IRREGULAR_EN = {
    "shoot": "shot", "hit": "hit", "strike": "struck stricken", "blow": "blew blown", "take": "took taken",
    "steal": "stole stolen", "set": "set", "drive": "drove driven", "run": "ran", "fight": "fought",
    "overrun": "overran overrun", "withdraw": "withdrew withdrawn", "burn": "burned burnt", "hold": "held",
    "lead": "led", "fall": "fell fallen", "come": "came", "lay": "laid", "lose": "lost", "break": "broke broken",
    "throw": "threw thrown", "find": "found", "slay": "slew slain", "bring": "brought", "go": "went gone",
    "beat": "beat beaten", "cut": "cut", "slit": "slit", "ride": "rode ridden", "swear": "swore sworn",
    "leave": "left", "make": "made", "give": "gave given", "sweep": "swept", "rise": "rose risen", "drown": "drowned",
    "fling": "flung", "put": "put", "break into": "broke broken", "retake": "retook retaken", "flee": "fled",
    "tread": "trod trodden", "bury": "buried", "carry": "carried", "pull": "pulled", "fly": "flew flown",
    "meet": "met", "sink": "sank sunk", "swim": "swam swum", "drop": "dropped", "die": "died", "lie": "lay lain",
}  # fmt: skip
# Verbs that double their last letter before -ed and -ing.
DOUBLED_EN = frozenset({
    "abet", "drag", "drop", "flog", "grab", "gun", "jam", "kidnap", "pin", "pop", "ram", "rig",
    "rip", "rob", "slap", "stab", "step", "stop", "strip", "tip", "trap", "whip",
})  # fmt: skip
IRREGULAR_FR = {
    "prendre": "prend prennent prenait prenaient prit prirent pris prise prises prenant",
    "mettre": "met mettent mettait mettaient mit mirent mis mise mises mettant",
    "ouvrir": "ouvre ouvrent ouvrait ouvraient ouvrit ouvrirent ouvert ouverte ouverts ouvertes ouvrant",
    "tendre": "tend tendent tendait tendit tendirent tendu tendue tendus tendues tendant",
    "perdre": "perd perdent perdait perdit perdirent perdu perdue perdus perdues perdant",
    "battre": "bat battent battait battit battirent battu battue battus battues battant",
    "abattre": "abat abattent abattait abattit abattirent abattu abattue abattus abattues abattant",
    "combattre": "combat combattent combattait combattit combattu combattus combattant",
    "descendre": "descend descendent descendait descendit descendu descendus descendue descendant",
    "reprendre": "reprend reprennent reprit reprirent repris reprise reprises reprenant",
    "surprendre": "surprend surprennent surprit surprirent surpris surprise surprises surprenant",
    "detruire": "detruit detruisent detruisait detruisit detruisirent detruite detruits detruites detruisant",
    "faire": "fait font faisait faisaient fit firent faite faits faites faisant",
    "conduire": "conduit conduisent conduisait conduisit conduite conduits conduites conduisant",
    "tenir": "tient tiennent tenait tint tinrent tenu tenue tenus tenues tenant",
    "mourir": "meurt meurent mourait moururent mourut mort morte morts mortes mourant",
    "perir": "perit perissent perirent peri perissant",
    "detenir": "detient detiennent detenait detint detenu detenue detenus detenues detenant",
    "conclure": "conclut concluent conclurent conclu conclue conclus concluant",
    "elire": "elu elue elus elues",
    "rendre": "rend rendent rendait rendit rendirent rendu rendus rendue rendant",
    "fuir": "fuit fuient fuyait fuyaient fui fuyant",
    "pendre": "pend pendent pendit pendu pendus pendue pendues",
    "defendre": "defend defendent defendit defendu defendant",
    "repondre": "repond repondent repondit repondu repondant",
    "fondre": "fond fondent fondit fondirent fondu fondant",
    "tirer": "tire tirent tirait tiraient tira tirerent tiree tires tirees tirant",
}  # fmt: skip


@cache
def english(verb: str) -> tuple[str, ...]:
    """All forms of an English verb, the infinitive first."""
    if verb in DOUBLED_EN:
        stem = verb + verb[-1]
        forms = [verb, verb + "s", stem + "ed", stem + "ing", verb + "ed"]
        return tuple(dict.fromkeys(forms))
    third = verb + "es" if verb.endswith(("s", "sh", "ch", "x", "o")) else verb + "s"
    gerund = verb[:-1] + "ing" if verb.endswith("e") and not verb.endswith(("ee", "ye")) else verb + "ing"
    if verb.endswith("ie"):
        gerund = verb[:-2] + "ying"
    past = verb + "d" if verb.endswith("e") else verb + "ed"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        third, past = verb[:-1] + "ies", verb[:-1] + "ied"
    if verb[-1] in "tnp" and verb in {"set", "hit", "cut", "slit", "put", "run", "overrun", "swim"}:
        gerund = verb + verb[-1] + "ing"
    return tuple(dict.fromkeys([verb, third, *(IRREGULAR_EN.get(verb) or past).split(), gerund]))


@cache
def french(verb: str) -> tuple[str, ...]:
    """All forms of a French verb, folded, the infinitive first."""
    if verb in IRREGULAR_FR:
        return (verb, *IRREGULAR_FR[verb].split())
    stem = verb[:-2]
    if verb.endswith("er"):
        soft = stem + "e" if stem.endswith("g") else stem
        endings = [stem + end for end in ("e", "ent", "erent", "ee", "es", "ees")]
        return (verb, *endings, soft + "ait", soft + "aient", soft + "a", soft + "ant")
    if verb.endswith("ir"):
        endings = [
            stem + end
            for end in ("it", "issent", "issait", "issaient", "irent", "i", "is", "ie", "ies", "issant")
        ]
        return (verb, *endings)
    return (verb,)


FORMS = {"en": english, "fr": french}


def expanded(phrase: str, language: str) -> Iterator[tuple[str, ...]]:
    """The phrases that a phrase of a word list stands for: a word that ends in + is a verb in all its forms."""
    choices: list[list[tuple[str, ...]]] = []
    for word in phrase.split():
        if word.endswith("+"):
            choices.append([(form,) for form in FORMS[language](word[:-1])])
        else:
            choices.append([tuple(words_of(word))])
    for words in product(*choices):
        yield tuple(part for several in words for part in several)
