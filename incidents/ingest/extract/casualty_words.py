"""Words that make a number a toll, by language, kind of casualty and how they stand to the people."""

from __future__ import annotations

from incidents.ingest.extract.wordlists import word_set

# form: object (people follow), either (active or passive), subject (people precede), of (people follow "of").
_FORMS = {
    ("en", "killed", "either"): "killed slain murdered executed assassinated massacred beheaded slaughtered "
    "lynched shot neutralised neutralized eliminated kill kills stabbed hacked kia butchered beat beaten burned burnt trampled decapitated stoned hanged kld",
    (
        "en",
        "killed",
        "subject",
    ): "died die dies perished succumbed dead deaths fatalities lives life drowned deceased fell fallen",
    (
        "en",
        "killed",
        "object",
    ): "killing murdering executing beheading massacring slaughtering assassinating buried burying bury lost losing lose loses",
    (
        "en",
        "killed",
        "of",
    ): "killing killings death deaths murder assassination execution lives life bodies corpses",
    ("en", "killed", "toll"): "toll",
    ("en", "injured", "either"): "injured wounded hurt wia inj bls injure injures wound wounds maimed",
    ("en", "injured", "object"): "injuring wounding",
    ("en", "abducted", "either"): "abducted kidnapped abduct kidnap snatched",
    ("en", "abducted", "object"): "abducting kidnapping",
    ("en", "abducted", "of"): "abduction kidnapping",
    ("en", "abducted", "subject"): "hostage",
    ("en", "missing", "subject"): "missing disappeared",
    ("en", "released", "either"): "released freed",
    ("en", "released", "of"): "release",
    ("en", "displaced", "either"): "displaced",
    ("en", "displaced", "subject"): "fled flee",
    ("en", "arrested", "either"): "arrested detained captured apprehended",
    ("en", "arrested", "object"): "arresting detaining capturing",
    ("en", "arrested", "of"): "arrest",
    (
        "fr",
        "killed",
        "either",
    ): "tue tues tuee tuees abattu abattus abattue abattues execute executes executee "
    "executees assassine assassines assassinee assassinees massacres massacrees egorge egorges egorgee egorgees "
    "decapite decapites neutralise neutralises lynche lynches lynchee elimine elimines tuer poignarde poignardes poignardee fauche fauches fauchee pendus "
    "battu battus battue brule brules brulee brulees kia abattre fusille fusilles executer decapitee lapide lapides",
    (
        "fr",
        "killed",
        "subject",
    ): "mort morts morte mortes peri deces decede decedes decedee decedees succombe vie dcd dcds noyes meurt meurent perissent trepasse",
    (
        "fr",
        "killed",
        "object",
    ): "tuant abattant executant assassinant egorgeant neutraliser neutralisant eliminer enterre enterrer inhume inhumer perdu perdant perd perdent perdirent deplore deplorent deploreraient",
    ("fr", "killed", "of"): "mort deces assassinat meurtre execution vie corps cadavres depouilles",
    ("fr", "injured", "either"): "blesse blesses blessee blessees bls wia touches touche blesser blessent",
    ("fr", "injured", "object"): "blessant",
    ("fr", "abducted", "either"): "enleve enleves enlevee enlevees kidnappe kidnappes kidnappee kidnappees",
    ("fr", "abducted", "object"): "enlevant kidnappant",
    ("fr", "abducted", "of"): "enlevement rapt",
    ("fr", "abducted", "subject"): "otage otages",
    ("fr", "missing", "subject"): "disparu disparus disparue disparues",
    ("fr", "released", "either"): "libere liberes liberee liberees relache relaches",
    ("fr", "released", "of"): "liberation",
    ("fr", "displaced", "subject"): "fui deplaces",
    ("fr", "arrested", "either"): "arrete arretes arretee arretees interpelle interpelles interpellee "
    "interpellees capture captures capturee apprehende apprehendes ecroue ecroues arreter",
    ("fr", "arrested", "object"): "arretant interpellant capturant",
    ("fr", "arrested", "of"): "arrestation interpellation",
}


def _verbs(language: str) -> dict[str, dict[str, str]]:
    verbs: dict[str, dict[str, str]] = {}
    for (spoken, kind, form), words in _FORMS.items():
        if spoken == language:
            for word in words.split():
                verbs.setdefault(word, {})[form] = kind
    return verbs


VERBS = {language: _verbs(language) for language in ("en", "fr")}
PASSIVE = {
    "en": word_set("was were been being be is are"),
    "fr": word_set("ete sont furent etaient etait est soit"),
}
WITH_DEAD = frozenset(["shot", "stabbed", "hacked", "took"])
MODALS = word_set("could would may might should can will pourrait pourraient risque risquent")
OF = {"en": ("of",), "fr": ("de", "du", "d", "des", "a", "aux", "au")}
# Between a number and its noun; anything else there ends the search.
STOP = word_set(
    "in at on near by from to with after before during when while who which that where against for "
    "since until into through between over under as and or but was were is are been has have had "
    "said not dans a au aux sur par pour avec apres avant lors pendant qui que ou mais et sont ont "
    "ete est vers contre depuis chez entre il elle ils elles se y en"
)
