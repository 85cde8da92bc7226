"""Articles and ordinals before people: what one person, or people whom no figure counts, begin with."""

from __future__ import annotations

from incidents.ingest.extract.people.people_words import NOUNS
from incidents.ingest.extract.text.wordlists import word_set

# One more of those that were counted: "and a third succumbed to his wounds".
ORDINALS = word_set(
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth deuxieme seconde troisieme quatrieme cinquieme "
    "sixieme septieme huitieme neuvieme dixieme onzieme douzieme"
)
_WHOSE = {"en": word_set("his her its their our my"), "fr": word_set("son sa leur notre mon ma")}
# Whose kin or company somebody is: "his brother", "ses deux fils".
POSSESSIVE = word_set("his her their son sa ses leur leurs")
SINGULAR = {
    "en": word_set("a an one another the") | _WHOSE["en"] | ORDINALS,
    "fr": word_set("un une le la l") | _WHOSE["fr"] | ORDINALS,
}
ONE = frozenset({"one", "un", "une"})
INDEFINITE = {"en": word_set("a an another"), "fr": word_set("un une")}
DEFINITE = word_set("the le la les l ces these those")
ARTICLES_OF_ONE = word_set("the le la l") | _WHOSE["en"] | _WHOSE["fr"]
# The only words that people whom no figure counts may begin with.
OPENING = {
    language: SINGULAR[language] | NOUNS[language].keys() | ONE | ARTICLES_OF_ONE | {"au", "a", "du"}
    for language in NOUNS
}
