"""Words around a name of a place: where it stands to the event, and what is no place at all."""

from __future__ import annotations

import re

from incidents.ingest.extract.text.wordlists import Phrases, phrase_list, word_set

NEAR = phrase_list(
    "sortie de|sortie d|sortie|entree de|entree d|entree|au sortir de|au sortir d|"
    "a l approche de|a l approche d|niveau|au niveau de|au niveau d|leaving|vic|near|nearby|"
    "close to|outside|outside of|around|in the vicinity of|vicinity of|outskirts of|"
    "not far from|pres de|pres d|environs de|environs d|alentours de|alentours d|non loin de|"
    "non loin d|a proximite de|a proximite d|peripherie de|autour de|autour d|proche de|proche d|"
    "nr|aux abords de|aux abords d|a la lisiere de|"
    "a la sortie de|a la sortie d|a l entree de|a l entree d|a quelques kilometres de|"
    "a quelques encablures de|in the bush around|in the area around|"
    "a few kilometres from|a few kilometers from|a few miles from|short distance from|"
    "aux portes de|aux environs de|aux environs d|riverain de|just outside|northern exit of|"
    "the entrance to|the exit of|on the edge of|edge of|on the road out of|peu avant|juste avant|"
    "avant d arriver a|just before|short of|peu apres|just after|a hauteur de|a hauteur d|"
    "at the level of|in the commune of"
)
# A side without a distance: somewhere there, near or far.
BESIDE = phrase_list(
    "north of|south of|east of|west of|northeast of|northwest of|southeast of|southwest of|"
    "north east of|north west of|south east of|south west of|au nord de|au nord d|au sud de|"
    "au sud d|a l est de|a l est d|a l ouest de|a l ouest d|au nord est de|au nord est d|"
    "au sud est de|au sud ouest de|au nord ouest de"
)
AREA_BEFORE = phrase_list(
    "zone de|zone d|secteur de|secteur d|area of|zone of|sector of|alentours de|alentours d|"
    "les environs de|les environs d|localite de|vicinity of"
)
# Words before "in" or "of" that tell where somebody spoke, lay in hospital, or came from, not where it happened.
ASIDE = word_set(
    "indication indications parquet missions travel movements deplacements prefect prefet transportes transporte transportees "
    "evacuees evacuee journal quotidien newspaper losses rentre retourne rushed admitted "
    "conduits conduit conduite conduites amenes amene admis hospital hospitals hopital chu focal "
    "pc source sources correspondent correspondant contact contacts spokesman spokesperson porte "
    "official officials minister ministre "
    "bureau office offices interviewed headquarters court tribunal morgue reporter reporters "
    "resident evacuated evacues evacue flown driven transferred transferes transfere "
    "transported fled refugees refugies displaced deplaces reached arrived arrives arrivees "
    "soignes treated referred referes references referees based bases basee authorities "
    "autorites "
    "parti partis partie parties provenance revenaient revenait revenant returning return "
    "returned venant coming retour bound "
    "families doctors medecins care treatment camp_for governor gouverneur journalist delegation "
    "capital residents listeners auditeurs evac casevac medevac informs inform depuis call toll_free"
)
# Where the wounded went.
CARED_FOR = phrase_list(
    "taken to|taken to the|brought to|carried to|conduit a|conduits a|emmenes a l|acheminees a|achemines a"
)
# Who speaks of it: not the place of what he tells.
# "The displaced persons' site at Toumour" is where they were attacked.
SITES = word_set("site sites camp camps poste postes post posts base bases garnison garrison")
# A capital for its government: "25 according to Bamako".
SPEAKING = phrase_list("according to|selon|d apres")
# What a government does: "Bamako admits ten dead".
GOVERNING = phrase_list(
    "had still not said|had not said|has still not said|has not said|had not commented|has not commented|has been silent|"
    "had been silent|n a pas reagi|n avait pas reagi|n a rien dit|n avait rien dit|se tait|rejects|rejected|rejette|rejettent|a rejete|admits|admitted|acknowledges|acknowledged|"
    "has acknowledged|denies|denied|has denied|says|said|has said|claims|claimed|announced|"
    "has announced|confirms|confirmed|has confirmed|blames|blamed|accuses|accused|reports|"
    "insists|"
    "admet|reconnait|a reconnu|a admis|dement|a dementi|nie|affirme|a affirme|annonce|a annonce|"
    "confirme|a confirme|accuse|a accuse|dit|parle de|assure|evoque"
)
SAYING = word_set(
    "joint jointe contacte contactee avance avancent said says told reported confirmed counted "
    "recalled dit raconte affirme indique confie assure temoigne rapporte"
)
AREA_AFTER = frozenset(["area", "zone", "surroundings"])
WAY = phrase_list(
    "en route pour|en route vers|en route to|en route for|on its way to|on the way to|"
    "on their way to|heading for|se rendant a|se rendait a|se rendaient a|qui ralliait|ralliant|"
    "pour rallier|venu de|venus de|venue de|venues de|venant de|parti de|partis de|coming from|"
    "arriving from|arrived from|route de|route d|piste de|piste d|road to|track to|axe de|from|"
    "to|towards|toward|twds|vers|depuis|en provenance de|en provenance d|for|direction de|"
    "direction|en direction de|en direction d|heading to|bound for|back to|"
    "in the direction of|in direction of|seen from|regagnait|regagnaient|regagner|regagnant|"
    "rejoignait|rejoignaient|rejoindre|rejoignant|gagnaient|gagnait|jusqu a|jusque|via|"
    "a destination de|reaching"
)
AT = phrase_list(
    "sauf|except|hormis|over|above|survolant|in|at|inside|within|of|on|into|a|dans|en|au|d|de|du|"
    "sur|attacked|attaque|raided|hit|stormed|"
    "entered|and|et|against|encercle|investi|struck|surrounded|overran|attaquer|quitte|bombarde|"
    "left|near|posn|position|at the town of|seized|captured|took|retook|"
    "reached|occupied|hit by|via|controls|tenu|repris|pris|vise|frappe"
)
# Stand between the word of position and the name.
APPOSITIONS = phrase_list(
    "the town of|the village of|the locality of|the city of|the commune of|the villages of|"
    "the hamlet of|town of|village of|locality of|hamlet of|commune of|la ville de|la ville d|"
    "le village de|le village d|la localite de|la localite d|la commune de|la commune d|village de|"
    "village d|ville de|ville d|localite de|localite d|commune de|commune d|les villages de|"
    "hameau de|hameau d|the|le|la|l|les|northern|southern|eastern|western|central"
)
ADMIN1_WORDS = frozenset({"region", "regions", "regional"})
ADMIN2_WORDS = word_set("cercle circle province department departement prefecture district")
ADMIN_BEFORE = Phrases(
    f"{unit} {link}".strip()
    for unit in ("region", "cercle", "province", "department", "departement", "district", "circle")
    for link in ("of the", "of", "de la", "de l", "de", "du", "des", "d", "")
)
PART_OF_TOWN = phrase_list(
    "market|hotel|mosque|bridge|stadium|school|university|hospital|church|airport|district of|"
    "neighbourhood of|neighborhood of|quarter of|suburb of|ward of"
)
# Behind these stands somebody's name: "President Ibrahim Boubacar Keita".
GIVEN_NAMES = word_set(
    "ibrahim ibrahima boubacar aboubacar abubakar mohamed mohammed mahamadou mamadou amadou ahmadou hamadoun oumarou "
    "ousmane moussa issoufou issaka hama alpha modibo moctar mokhtar soumana seydou souleymane abdoulaye abdou ali "
    "assimi choguel blaise roch bazoum mahamane salou adama idrissa hassane houssein youssouf iyad malick cheick sidi"
)
NOT_A_PLACE_BEFORE = phrase_list(
    "accord d|accords d|accord de|accords de|quartier|quartier de|quartier d|sector|river|fleuve|"
    "mr|colonel|general|captain|president|lake|lac|boat the|vessel the|ferry the|bateau le"
)
NOT_A_PLACE_AFTER = frozenset(
    [
        "quarter",
        "neighbourhood",
        "neighborhood",
        "suburb",
        "separatists",
        "rebels",
        "independentists",
        "force",
        "forces",
        "negotiations",
        "talks",
        "process",
        "summit",
        "signatories",
        "accord",
        "accords",
        "agreement",
        "river",
        "border",
        "borders",
        "fleuve",
    ]
)
COMMON_CAPITALS = word_set(
    "institut institute universite university ambassade embassy consulat consulate mairie gouvernorat lycee cathedrale eglise csref csps csi chr chu cma parlement parliament assemblee assembly senat senate association "
    "commission presidence presidency primature bande bourse palais boulevard avenue rue "
    "bibliotheque premier premiere prime first second haut haute high conseil telegram whatsapp "
    "facebook twitter tiktok youtube zallaqa amaq land cruiser hilux toyota stigmatisation "
    "impunity islam the a an in on at to so near after before and but le la les un une en dans sur "
    "apres avant et mais "
    "platform plateforme russians russian russes "
    "des du islamic state etat islamique operation un onu united nations god allah friday ramadan "
    "russia russie ukraine turkey turquie china chine eid christmas tabaski korite mouloud maouloud ramadhan paques toussaint africa afrique sahel europe france paris west east north south ouest est nord sud "
    "sahara saharan air mission office cluster partners protection force forces command council "
    "ministry government army police commission union province region "
    "minusma barkhane takuba commandement conseil ministere gouvernement armee bureau groupe "
    "group front movement mouvement coalition coordination alliance state etat "
    "cour tribunal court radio studio agence agency monitoring news team secretary chief "
    "president general colonel captain major corporal hospital hopital mosque church "
    "situation security securite humanitarian humanitaire access alert alerte info flash bilan "
    "urgent note nb source sources contact what where when who type date heure time "
    "cette ces ce son sa ses leur leurs nous vous ils elles il elle on they we you he she it "
    "their our this that these those there here mines mine gold or bon bonne grand grande "
    "tout toute tous toutes plus moins aucun aucune selon entre depuis pendant lors suite parmi "
    "outre malgre contre avec sans sous chez vers un deux trois quatre cinq six sept huit neuf "
    "dix "
    "one two three four five six seven eight nine ten some several many most few all none other "
    "another each every both either neither such same own "
    "defence defense interior foreign affairs interieur affaires etrangeres azawad canadian "
    "chinese turkish indian italian spanish swiss romanian australian german american french "
    "british ukrainian arab african european western eastern muslim christian catholic "
    "protestant senegalese ivorian togolese beninese ghanaian guinean mauritanian algerian "
    "libyan chadian nigerian nigerien malian burkinabe chinois chinoise turc turque canadien "
    "canadienne "
    "indien italien espagnol suisse allemand americain francais britannique ukrainien arabe "
    "africain europeen occidental musulman chretien catholique senegalais ivoirien togolais "
    "beninois "
    "ghaneen guineen mauritanien algerien libyen tchadien nigerian nigerien malien burkinabe "
    "escadrille champs elysee kremlin pentagon maison "
    "dan ambassagou katiba macina serma liptako gourma volontaires volunteers defenders patrie homeland fatherland"
)
NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "ten": 10,
    "un": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "dix": 10,
    "une vingtaine de": 20,
    "une dizaine de": 10,
    "une trentaine de": 30,
    "une quinzaine de": 15,
    "une soixantaine de": 60,
    "une quarantaine de": 40,
    "une centaine de": 100,
    "une douzaine de": 12,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "douze": 12,
    "quinze": 15,
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "cent": 100,
    "une cinquantaine de": 50,
}
UNIT_METRES = {"k": 1000, "m": 1609.344}
BEARINGS = {
    "north": 0,
    "nord": 0,
    "east": 90,
    "est": 90,
    "south": 180,
    "sud": 180,
    "west": 270,
    "ouest": 270,
    "northeast": 45,
    "nordest": 45,
    "southeast": 135,
    "sudest": 135,
    "southwest": 225,
    "sudouest": 225,
    "northwest": 315,
    "nordouest": 315,
}
SHORT_WAYS = {
    "n": "north", "s": "south", "e": "east", "w": "west", "o": "ouest", "ne": "northeast", "nw": "northwest", "no": "nordouest", "se": "southeast", "sw": "southwest",
    "so": "sudouest", "nne": "north", "nnw": "north", "sse": "south", "ssw": "south",
}  # fmt: skip
OFFSET = re.compile(
    r"(?P<count>\d{1,3}(?:[.,]\d)?|"
    + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    + r")\s*(?P<unit>km|kilom\w+|miles?)\s+(?:\([^()\n]{1,20}\)\s+)?"
    r"(?:(?:to the |au |a l'|a l’|a l )?(?P<way>(?:north|south|nord|sud)?[\s-]?(?:east|west|est|ouest|north|south|nord|sud))"
    r"(?:ern)?\s+)?(?:(?P<short>n|s|e|w|o|ne|nw|no|se|sw|so|nne|nnw|sse|ssw)\s+|)(?:of|from|de|d['’]|du|avant|apres|before|past|short of)?\s*(?:the (?:town|village|city) of |la ville de |la ville d['’])?$"
)
