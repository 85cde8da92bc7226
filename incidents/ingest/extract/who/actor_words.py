"""Words for parties that nobody names, for the forces of a state, and for how sure a text is of who did it."""

from __future__ import annotations

from itertools import product

from incidents.ingest.extract.text.wordlists import Phrases, phrase_list, word_set

# Who they were, nobody says; each noun with and without each of the words beside it.
_EN_BEFORE = (
    "",
    "armed",
    "unidentified",
    "unknown",
    "unidentified armed",
    "unknown armed",
    "masked",
    "hooded",
    "heavily armed",
    "turbaned",
)
_EN_NOUNS = ("men", "individuals", "assailants", "attackers", "persons", "elements", "fighters", "militants", "gunmen", "raiders", "youths", "group", "groups", "man", "individual", "bandits", "actors")  # fmt: skip
_EN_ALONE = phrase_list(
    "men under arms|non state armed actors|non state armed actor|guys on motos|guys on bikes|"
    "guys on motorbikes|lads on bikes|men on bikes|men on motos|riders on motorbikes|armed pax|"
    "pax armed|unident gunmen|unident armed men|unid gunmen|gunman|assailant|attacker|riders|"
    "robbers|highway robbers|bandit|highwaymen|insurgents|insurgent|rebels|kidnappers|captors|"
    "non state armed groups|non state armed group|nsag|nsags|uag|uags|aog|aogs|"
    "armed opposition group|armed opposition groups|"
    "men on motorbikes|men on motorcycles|men with kalashnikovs|men with rifles|men carrying|"
    "men armed with|men in military uniform|"
    "men in military uniforms|men in fatigues|gunmen on motorbikes|gunmen on motorcycles|"
    "armed robbers|cattle rustlers|cattle thieves|livestock thieves|thieves|rustlers|hijackers|"
    "unidentified persons|unidentified shooters|shooters|suspected rebels"
)
_EN_BARE_NEEDS = frozenset(
    {"men", "individuals", "persons", "elements", "youths", "group", "groups", "man", "individual", "actors"}
)
_FR_NOUNS = (
    "hommes",
    "individus",
    "personnes",
    "elements",
    "assaillants",
    "groupe",
    "groupes",
    "homme",
    "individu",
    "bandits",
    "combattants",
)
_FR_AFTER = (
    "armes", "armes non identifies", "non identifies", "inconnus", "lourdement armes", "cagoules", "a moto", "a bord de motos", "en armes",
    "munis d armes", "munis d armes de guerre", "porteurs d armes", "embusques", "masques", "a motos", "sur des motos", "en tenue militaire", "en treillis", "arme", "arme non identifie", "non identifie", "armes inconnus", "enturbannes",
    "armes non etatiques", "arme non etatique", "armes a moto", "montes sur des motos", "armes a bord de motos", "armes circulant a moto",
)  # fmt: skip
_FR_ALONE = phrase_list(
    "assaillants|assaillant|attaquants|attaquant|bandits|bandits armes|braqueurs|"
    "coupeurs de route|coupeur de route|ravisseurs|insurges|rebelles|combattants|"
    "un inconnu|inconnus|inconnus armes|des inconnus|hani|ihani|gane|malfrats|malfaiteurs|"
    "voleurs de betail|tireurs|agresseurs|"
    "terros|terro|individus suspects|hommes suspects|ennemi|eni|les gens la|pillards|tireurs embusques"
)
# What they fight for is known, not who they are.
ISLAMIST = word_set(
    "jihadist jihadists jihadi jihadis djihadiste djihadistes jihadiste jihadistes terrorist "
    "terrorists terroriste terroristes islamist islamists "
    "islamiste islamistes extremist extremists extremiste extremistes gat gati gtia"
)
_ISLAMIST_PHRASES = Phrases(
    f"{before} {word}".strip()
    for before, word in product(
        ("", "suspected", "presumed", "presumes", "presume", "armed"), sorted(ISLAMIST)
    )
) + phrase_list(
    "groupe arme terroriste|groupes armes terroristes|groupe terroriste|groupes terroristes|"
    "elements terroristes|elements des gat|elements gat|islamist militants|jihadist fighters|"
    "jihadist militants|islamist insurgents|islamist fighters|extremist fighters|jihadist group|"
    "jihadist groups|islamist gunmen|jihadist gunmen|terrorist groups|"
    "terrorist elements|combattants jihadistes|combattants djihadistes|combattants islamistes|"
    "hommes armes djihadistes|terrorist group|extremist militants|"
    "suspected islamist militants|suspected jihadist fighters|suspected jihadist militants|presumed jihadist militants"
)
UNNAMED_PHRASES = (
    *(
        f"{before} {noun}".strip()
        for before, noun in product(_EN_BEFORE, _EN_NOUNS)
        if before or noun not in _EN_BARE_NEEDS
    ),
    *_EN_ALONE,
    *(f"{noun} {after}" for noun, after in product(_FR_NOUNS, _FR_AFTER)),
    *_FR_ALONE,
    *_ISLAMIST_PHRASES,
)
# "the attackers", "les assaillants": whoever was named before, if somebody was.
BACKWARD = word_set(
    "attackers assailants raiders insurgents militants rebels assaillants attaquants insurges "
    "rebelles combattants fighters kidnappers ravisseurs"
)
CARED_FOR = word_set(
    "blesses blesse blessees evacues evacue evac transferes hospitalises soignes wounded injured evacuated bls"
)
NOT_KNOWN = word_set("unidentified unknown identifies inconnus unnamed")
SAME_GROUP = phrase_list(
    "its fighters|its militants|ses combattants|"
    "same forces|memes forces|memes combattants|memes hommes|memes jihadistes|memes djihadistes|"
    "same fighters|same gunmen|"
    "same insurgents|same attackers|same jihadists|same militants|les memes jihadistes|"
    "les memes djihadistes|the same jihadists|the same militants|the same gunmen|"
    "memes assaillants|same katiba|the same katiba|la meme katiba|la meme colonne|"
    "the same column|la meme bande|the same band|the same unit|la meme unite|ces memes elements|"
    "ces memes hommes|ces memes combattants|memes auteurs|memes elements|the same elements|"
    "these same men|same perpetrators|same authors|les memes auteurs|le groupe revendique|"
    "the group said|the group claims|du meme groupe|meme groupe|of the same group|"
    "same organisation|ils ont|ils y ont|they occupied|they burned|they set|they also|"
    "they attacked|they killed|they took|they kidnapped|they abducted|the same groups|"
    "the same men|the same fighters|les memes groupes|la meme milice|les memes combattants|"
    "les memes hommes|les memes sont|the same group|the same organisation|the same movement|"
    "the group|this group|that group|the movement|le meme groupe|le meme mouvement|"
    "la meme organisation|ce groupe|le groupe|"
    "le mouvement|la meme katiba|cette organisation|l organisation"
)

# Forces of a state, behind or before the people's name.
STATE_NOUNS = phrase_list(
    "armed forces|security forces|defence forces|defense forces|defence and security forces|"
    "special forces|air force|forces|troops|soldiers|soldier|army|military|"
    "paratroopers|police officers|police|policemen|gendarmes|gendarmerie|national guard|"
    "national guards|guardsmen|air strikes|air strike|airstrikes|airstrike|drone strikes|"
    "drone strike|drones|drone|warplanes|warplane|fighter jets|fighter jet|planes|plane|jets|"
    "helicopters|helicopter|aircraft|junta|"
    "customs officers|rangers|commandos|servicemen|patrol|patrols"
)
STATE_NOUNS_FR = phrase_list(
    "forces de defense et de securite|forces de securite|forces de defense|forces armees|"
    "forces speciales|forces de l ordre|armee de l air|armee de terre|armee|soldats|soldat|"
    "militaires|militaire|"
    "troupes|gendarmes|gendarme|gendarmerie|policiers|police|garde nationale|gardes nationaux|"
    "etat major des armees|etat major general|etat major|haut commandement|aviation|drones|drone|"
    "parachutistes|forces|commandos|patrouille|patrouilles|douaniers|helicopteres|helicoptere|avions|avion"
)
BARE_STATE = phrase_list(
    "la garde nationale|garde nationale|the national guard|general staff|the army|the military|"
    "the police|the gendarmerie|the general staff|the junta|nat guard|defence and security forces|"
    "security forces|defence forces|defense forces|armed forces|government forces|"
    "government troops|government soldiers|army troops|national guards|national guardsmen|"
    "guardsmen|riot police|soldiers|army|police officers|policemen|police|gendarmes|gendarmerie|"
    "national guard|troops|fds|dsf|l armee|la police|la gendarmerie|l etat major|l aviation|"
    "forces de defense et de securite|les fds|fds|forces de securite|forces armees|"
    "forces de l ordre|militaires|soldats|gendarmes|policiers|police|gendarmerie|armee|"
    "forces gouvernementales|forces regulieres|la gn|gn|bidasses|armee de l air"
)
# "Armée" behind these is no army.
ARMED_THINGS = word_set(
    "attaque attaques lutte bande bandes incursion branche opposition violence faction milice "
    "main intervention escorte confrontation rebellion resistance agression presence"
)
# Which force a noun means, by the beginning of the slug of its table row.
SERVICES = {
    "police": "police",
    "policemen": "police",
    "policiers": "police",
    "policier": "police",
    "gendarmes": "gendarmerie",
    "gendarme": "gendarmerie",
    "gendarmerie": "gendarmerie",
}
MISSION = phrase_list(
    "the mission|la mission onusienne|la mission de l onu|la mission des nations unies|"
    "un peacekeepers|un mission|casques bleus|un convoy|un forces|force onusienne"
)
# Other forces than the mission's.
NAMED_FORCES = word_set("conjointe joint multinational multinationale mixte unifiee speciale special g5")
# A movement by its bare name: see actors._branch.
WHOLE_MOVEMENT = phrase_list(
    "islamic state|the islamic state|l etat islamique|etat islamique|isis|isil|daesh|daech|ei|"
    "organisation etat islamique"
)
# Al-Qaida's, whatever it called itself then.
LOCAL_QAEDA = Phrases(
    f"{name} s {where}{kind}" if where else f"{name} {kind}"
    for name in ("al qaeda", "al qaida")
    for where in ("sahel ", "sahelian ", "local ", "regional ", "malian ", "")
    for kind in ("affiliate", "branch", "franchise", "wing", "offshoot")
) + phrase_list(
    "local branch of al qaeda|local branch of al qaida|local affiliate of al qaeda|"
    "local affiliate of al qaida|sahel branch of al qaeda|sahel branch of al qaida|"
    "sahel affiliate of al qaeda|al qaeda s affiliate|al qaida s affiliate|"
    "al qaeda s affiliate in the sahel|"
    "branche locale d al qaida|branche sahelienne d al qaida|branche malienne d al qaida|"
    "filiale locale d al qaida|filiale sahelienne d al qaida|affilie local d al qaida|"
    "filiale d al qaida au sahel|branche d al qaida au sahel|antenne sahelienne d al qaida"
)
SAHEL_BRANCH = phrase_list(
    "islamic state s sahel branch|islamic state s sahel affiliate|"
    "islamic state s sahelian branch|islamic state s branch in the sahel|"
    "islamic state s local branch|islamic state sahel branch|"
    "branche sahelienne de l etat islamique|branche locale de l etat islamique|"
    "filiale sahelienne de l etat islamique|branche sahelienne de l ei|is s sahel branch|"
    "islamic state s sahel wing|islamic state s sahel province|the islamic state s sahel province|"
    "the islamic state s sahel branch|the islamic state s sahel affiliate|the islamic state s sahelian branch"
)
JNIM_SINCE = "2017-03-02"
# Names of parties that are words of the language too.
COMMON_NOUNS = word_set("dozo dozos donso donsos donzo donzos koglweogo koglweogos")
MILITIA_NOUNS = word_set(
    "militia militias militiamen militiaman hunters militants gunmen milice milices miliciens milicien chasseurs"
)

# What makes a community's men an armed party.
ARMED = word_set("def armed arme armes armees self defence defense autodefense")
BAND = word_set(
    "grp grps youths youth jeunes men elements fighters group groups groupe groupes hommes "
    "members assailants individus combattants eleveurs herders d"
)
