"""Which language a text is in, by its commonest words: English, French, or one that we do not read."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.ingest.extract.text.wordlists import word_set

# Languages that share words with English or French stand here only to win against them.
COMMON = {
    "en": word_set(
        "the of and to in a was were is are by on at for with that this has have had been from who which "
        "said after near not it its their they as but an or killed people attack no he she his "
        "gunmen armed men soldiers injured wounded dead kia wia ied civ convoy camp village "
        "yesterday today this reported army one two three our we you all "
        "road rd near under again open tm pax yest ystdy abt btwn cas nil hrs pm oct aug feb"
    ),
    "fr": word_set(
        "le la les de des du et a au aux un une en dans par sur est sont ont ete avec que qui ce cette "
        "pour pas ne se l d il elle leur plus apres pres selon tues personnes attaque ou son sa "
        "hommes armes axe hier ce matin blesses mort morts civils soldats vers contre nous on y hani eei deux trois "
        "matin soir nuit rte piste veh bls dcd terros cote aout fevr"
    ),
    "es": word_set(
        "a de la lo segun el los las del y que en un una por con para se su al fue fueron como mas ha "
        "han esta"
    ),
    "pt": word_set("a de o os as do da dos das e que em um uma por com para se foi foram mais nao ao no na"),
    "it": word_set("a la le il lo gli di che e in un una per con sono stato della nel non piu al sono si ha"),
    "de": word_set("der die das und in den von zu mit ist im auf für wurde wurden ein eine nicht bei"),
}
READ = ("en", "fr")
# The share of its words that a text of a known language reaches; other languages stay far below.
SHARE = 0.06
SAMPLE = 2000


def guess_language(words: Sequence[str]) -> str:
    """`en`, `fr`, or `und` when neither is plausible; takes folded words."""
    sample = words[:SAMPLE]
    if not sample:
        return "und"
    shares = {
        language: sum(map(common.__contains__, sample)) / len(sample) for language, common in COMMON.items()
    }
    best = max(shares, key=lambda language: shares[language])
    return best if best in READ and shares[best] >= SHARE else "und"
