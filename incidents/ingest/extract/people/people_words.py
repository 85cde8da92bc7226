"""Words for people: which side they are on, which community, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.ingest.extract.text.wordlists import phrase_list, word_set

CIVILIANS, STATE, FOREIGN = "civilians", "state_forces", "international_forces"
PEACEKEEPERS, ARMED, ATTACKERS, UNKNOWN = "peacekeepers", "armed_group", "attackers", "unknown"


@dataclass(frozen=True)
class PeopleWord:
    """A noun for people. `count` is what it stands for alone: 1 for "a soldier", None for a plural."""

    group: str
    plural: bool


_REGULAR = {
    (
        "en",
        CIVILIANS,
    ): "carter welder tailor barber mason carpenter electrician plumber baker goldsmith blacksmith "
    "singer griot councillor rider trucker bricklayer beekeeper potter weaver sailor ferryman "
    "skipper dealer broker jeweller pharmacist cashier clerk accountant foreman manager director "
    "boss welder blogger unionist trade-unionist welder dancer actor poet professor "
    "instructor-civil civilian villager resident inhabitant herder farmer trader merchant "
    "shepherd worshipper "
    "teacher nurse doctor imam mayor pastor priest passenger miner driver refugee pilgrim student pupil worker "
    "grandson granddaughter nephew niece fiance grocer vaccinator commissioner agent girl boy baby infant bystander fisher journalist missionary cook shopkeeper elder chief "
    "notable councillor sister brother son daughter wife mother father marabout hunter breeder pastoralist "
    "robber burglar thief caretaker janitor doorman peddler porter courier visitor inspector "
    "treasurer educator pharmacist psychologist supervisor logistician coordinator secretary "
    "partner parent guardian headmaster headmistress principal lecturer "
    "adviser advisor consultant researcher guide cattleman dignitary chieftain "
    "employee engineer national tourist health-worker local judge prefect official apprentice schoolgirl schoolboy "
    "teenager adolescent youth youngster grandmother grandfather uncle aunt cousin vendor "
    "customer client motorist cyclist labourer "
    "watchman midwife staffer colleague trucker mechanic technician contractor businesswoman "
    "butcher nun monk catechist preacher cleric "
    "deputy governor sub-prefect candidate voter idp returnee migrant nomad goatherd woodcutter "
    "occupant grower gardener camel-herder interpreter translator photographer cameraman stallholder haulier "
    "craftsman bodyguard woodseller marabout peasant participant companion survivor patient lawyer "
    "activist prisoner detainee hostage civ teen toddler "
    "headman owner proprietor accomplice harvester waiter waitress innkeeper grocer landlord "
    "demonstrator protester marcher boatman cattle-herder housewife widow widower relative bus-driver lorry-driver",
    (
        "en",
        STATE,
    ): "soldier gendarme officer serviceman trooper customs-officer ranger guardsman cadet "
    "conscript recruit sergeant captain colonel "
    "corporal policewoman sapper sentry gunner squaddie",
    ("en", FOREIGN): "legionnaire paratrooper instructor mercenary trainer",
    ("en", PEACEKEEPERS): "peacekeeper",
    ("en", ARMED): "militant jihadist jihadi terrorist insurgent rebel fighter operative commander bandit "
    "trafficker smuggler poacher infiltrator extremist islamist militia-man combatant leader lieutenant cadre emir volunteer vigilante member",
    ("en", ATTACKERS): "attacker assailant bomber kidnapper raider perpetrator",
    ("en", UNKNOWN): "guard suspect person victim other body element individual pax corpse",
    (
        "fr",
        CIVILIANS,
    ): "proprietaire gerant ingenieur geometre topographe soudeur tailleur coiffeur macon menuisier electricien plombier boulanger bijoutier forgeron "
    "matrone vaccinateur accouchee bru gendre abbe cure instituteur institutrice chanteur griot courtier comptable caissier caissiere directeur-adjoint contremaitre patron "
    "blogueur syndicaliste pinassier passeur meunier potier tisseur charpentier couturiere "
    "couturier restaurateur restauratrice hotelier pere mere grand-pere grand-mere neveu niece "
    "civil villageois habitant resident eleveur berger cultivateur agriculteur paysan "
    "commercant fidele enseignant enseignante infirmier infirmiere medecin imam maire pasteur pretre passager "
    "passagere orpailleur mineur chauffeur conducteur refugie pelerin etudiant etudiante eleve enfant bebe "
    "fille garcon femme vieillard journaliste missionnaire chef notable conseiller frere fils soeur epouse "
    "pecheur employe touriste humanitaire ressortissant deplace prefet juge agent fonctionnaire civile "
    "voleur cambrioleur concierge colporteur coursier pompiste visiteur visiteuse inspecteur "
    "tresorier educateur educatrice pharmacien psychologue superviseur logisticien coordinateur "
    "secretaire proviseur parent mari compagnon compagne "
    "guide notable dignitaire chercheur muletier piroguier convoyeur charretier "
    "apprenti lyceen lyceenne collegien collegienne ecolier ecoliere jeune adolescent "
    "adolescente fillette garconnet oncle cousin cousine vendeur vendeuse "
    "client cliente motocycliste cycliste ouvrier ouvriere gardien vigile collegue employee "
    "routier mecanicien technicien prestataire boucher catechiste "
    "muezzin precheur marabout adjoint benevole elu elue depute gouverneur sous-prefet candidat electeur retourne "
    "migrant nomade bucheron vieux vieille cultivatrice "
    "bergere eleveuse paysanne marchand marchande maraicher maraichere transporteur occupant "
    "participant tisserand chasseur nourrisson menagere veuve "
    "quadragenaire quinquagenaire sexagenaire septuagenaire octogenaire trentenaire percepteur collecteur rentier rentiere "
    "voyageur voyageuse villageoise habitante passant passante patient patiente activiste "
    "prisonnier detenu otage religieuse religieux civ ame peulh "
    "complice moissonneur gerant gerante tenancier boutiquier boutiquiere epicier serveur serveuse cuisinier cuisiniere "
    "interprete traducteur traductrice photographe manifestant manifestante travailleur travailleuse directeur directrice agriculteur riveraine riverain rescape",
    (
        "fr",
        STATE,
    ): "soldat militaire gendarme policier garde douanier forestier officier sous-officier recrue "
    "sergent capitaine colonel "
    "caporal adjudant sentinelle suppletif commissaire brigadier",
    ("fr", FOREIGN): "legionnaire parachutiste instructeur mercenaire",
    ("fr", PEACEKEEPERS): "casque",
    (
        "fr",
        ARMED,
    ): "trafiquant contrebandier braconnier terroriste djihadiste jihadiste insurge rebelle combattant bandit malfaiteur malfrat islamiste milicien "
    "lieutenant dirigeant cadre emir volontaire membre element",
    ("fr", ATTACKERS): "assaillant assaillante attaquant attaquante kamikaze ravisseur braqueur agresseur",
    ("fr", UNKNOWN): "suspect personne victime autre corps cadavre individu homme pers",
}
_IRREGULAR = {
    "en": {
        "man": (UNKNOWN, False),
        "men": (UNKNOWN, True),
        "woman": (CIVILIANS, False),
        "women": (CIVILIANS, True),
        "child": (CIVILIANS, False),
        "children": (CIVILIANS, True),
        "people": (UNKNOWN, True),
        "thieves": (CIVILIANS, True),
        "policeman": (STATE, False),
        "policemen": (STATE, True),
        "troops": (STATE, True),
        "servicemen": (STATE, True),
        "guardsmen": (STATE, True),
        "personnel": (STATE, True),
        "police": (STATE, True),
        "gunman": (ATTACKERS, False),
        "gunmen": (ATTACKERS, True),
        "militiaman": (ARMED, False),
        "militiamen": (ARMED, True),
        "mil": (STATE, True),
        "auxiliaries": (ARMED, True),
        "helmets": (PEACEKEEPERS, True),
        "bodies": (UNKNOWN, True),
        "nephew": (CIVILIANS, False),
        "ones": (UNKNOWN, True),
        "tuaregs": (CIVILIANS, True),
        "fulanis": (CIVILIANS, True),
        "dogons": (CIVILIANS, True),
        "vdp": (ARMED, True),
        "vdps": (ARMED, True),
        "fama": (STATE, True),
        "famas": (STATE, True),
        "fds": (STATE, True),
        "fan": (STATE, True),
        "pko": (PEACEKEEPERS, True),
        "pkos": (PEACEKEEPERS, True),
        "uag": (ARMED, True),
        "gat": (ARMED, True),
        "fishermen": (CIVILIANS, True),
        "fisherman": (CIVILIANS, False),
        "businessmen": (CIVILIANS, True),
        "staff": (CIVILIANS, True),
        "livestock-keepers": (CIVILIANS, True),
        "schoolchildren": (CIVILIANS, True),
        "families": (CIVILIANS, True),
        "couple": (CIVILIANS, False),
        "clergy": (CIVILIANS, True),
        "rangers": (STATE, True),
        "en": (ARMED, True),
        "sons": (CIVILIANS, True),
        "guards": (UNKNOWN, True),
        "volunteers": (ARMED, True),
        "dozos": (ARMED, True),
        "hunters": (ARMED, True),
        "mercenaries": (FOREIGN, True),
    },
    "fr": {
        "gens": (UNKNOWN, True),
        "villageois": (CIVILIANS, True),
        "touaregs": (CIVILIANS, True),
        "touareg": (CIVILIANS, True),
        "peuls": (CIVILIANS, True),
        "peulhs": (CIVILIANS, True),
        "dogons": (CIVILIANS, True),
        "gardes": (STATE, True),
        "fils": (CIVILIANS, False),
        "vdp": (ARMED, True),
        "fama": (STATE, True),
        "famas": (STATE, True),
        "fds": (STATE, True),
        "fan": (STATE, True),
        "hani": (ARMED, True),
        "gat": (ARMED, True),
        "forces": (STATE, True),
        "combattants": (ARMED, True),
        "eni": (ARMED, True),
        "dozos": (ARMED, True),
        "donsos": (ARMED, True),
        "sages-femmes": (CIVILIANS, True),
        "passagers": (CIVILIANS, True),
        "mercenaires": (FOREIGN, True),
        "occupants": (CIVILIANS, True),
        "mil": (STATE, True),
        "vieux": (CIVILIANS, False),
        "cadavres": (UNKNOWN, True),
    },
}


def _nouns(language: str) -> dict[str, PeopleWord]:
    nouns: dict[str, PeopleWord] = {}
    for (spoken, group), words in _REGULAR.items():
        if spoken == language:
            for word in words.split():
                nouns[word] = PeopleWord(group, plural=False)
                nouns[word + "s"] = PeopleWord(group, plural=True)
    irregular = {word: PeopleWord(*meaning) for word, meaning in _IRREGULAR[language].items()}
    return nouns | irregular


NOUNS = {language: _nouns(language) for language in ("en", "fr")}

# Acronyms of forces count one or many alike: "un VDP", "trois FAMa".
ACRONYMS = word_set("mil pko pkos vdp fama famas fds fan hani uag gat eni civ pax pers")

# Words that decide the side of "members", "men", "agents" and other nouns that say nothing by themselves.
SIDE_WORDS = {
    STATE: "army military police gendarmerie fama famas fds far guard armee militaires forces nationale garsi "
    "nationaux customs douanes",
    PEACEKEEPERS: "minusma peacekeeping bleus bleu onu nations peacekeepers",
    FOREIGN: "barkhane french francais francaise francaises american americain americains russian russe russes "
    "takuba serval chadian tchadien tchadiens wagner",
    ARMED: "vdp jnim gsim isgs eigs issp eigs volunteers militia milice group groupe gatia msa koglweogo dan "
    "terrorist terroriste jihadist djihadiste aqim aqmi ansar katiba cma csp mnla hcua",
    CIVILIANS: "aid ngo humanitarian humanitaires ong health sante family famille civil village",
}
SIDES = {word: side for side, words in SIDE_WORDS.items() for word in words.split()}
# Soldiers of these are not the country's own.
FOREIGN_DEMONYMS = word_set(
    "french francais francaise american americain americains us russian russe russes chadian "
    "tchadien tchadiens german allemand allemands danish danois european europeen europeens estonian "
    "british"
)

DEMONYMS = {
    "MLI": "malian malians malien maliens malienne maliennes",
    "NER": "nigerien nigeriens nigerienne nigeriennes",
    "BFA": "burkinabe burkinabes burkinabè",
    "TCD": "chadian chadians tchadien tchadiens tchadienne tchadiennes",
    "DZA": "algerian algerians algerien algeriens algerienne algeriennes",
    "BEN": "beninese beninois beninoise beninoises",
    "TGO": "togolese togolais togolaise togolaises",
    "MRT": "mauritanian mauritanians mauritanien mauritaniens mauritanienne mauritaniennes",
    "CIV": "ivorian ivorians ivoirien ivoiriens ivoirienne ivoiriennes",
    "NGA": "nigerian nigerians nigeriane nigerianes nigerians",
    "FRA": "french francais francaise francaises",
    "USA": "american americain americains americaine americaines",
    "RUS": "russian russe russes",
}
COUNTRY_OF_DEMONYM = {word: country for country, words in DEMONYMS.items() for word in words.split()}

COMMUNITY_WORDS = {
    "tuareg": "tuareg tuaregs touareg touaregs touaregue touaregues",
    "daoussahak": "daoussahak dawsahak daoussak daoussahaks idaksahak dossaak daousahak",
    "imghad": "imghad",
    "fulani": "fulani fulanis fula peul peuls peulh peulhs peule fulbe",
    "dogon": "dogon dogons",
    "bambara": "bambara bambaras",
    "songhai": "songhai songhay songhais sonrai sonrais",
    "zarma": "zarma zarmas djerma djermas",
    "arab": "arab arabs arabe arabes",
    "hausa": "hausa haoussa haoussas",
    "mossi": "mossi mossis",
    "bella": "bella bellas",
    "bozo": "bozo bozos",
    "gourmantche": "gourmantche gourmantches",
    "foulse": "foulse",
    "soninke": "soninke soninkes",
    "kanuri": "kanuri kanouri kanouris",
    "toubou": "toubou toubous tubu touboue touboues",
    "christians": "christian christians chretien chretiens chretienne chretiennes catholic catholique",
}
COMMUNITIES = {word: community for community, words in COMMUNITY_WORDS.items() for word in words.split()}

# Things that reports count, and kill, seize or flee from; never people.
NOT_PEOPLE = word_set(
    "year years an ans km kilometre kilometres kilometer kilometers mile miles metre metres meters "
    "device devices engin engins explosive explosives explosifs ied ieds eei g gr kg l h hr hrs "
    "hour hours heure heures day days jour jours week weeks semaine semaines month months mois "
    "minute minutes percent pour cfa francs euros dollars million millions vehicle vehicles vehicule "
    "vehicules motorcycle motorcycles motorbike motorbikes motos moto truck trucks camion camions "
    "movement movements mouvement mouvements "
    "car cars voitures pickup pickups weapon weapons armes rifles kalashnikovs cattle head heads "
    "stomach chest belly abdomen ventre poitrine epaule jambe tete tetes boeufs bovins ovins caprins vaches chevres dromadaires anes donkeys cows camels chameaux goats sheep moutons animals animaux livestock village "
    "villages town towns house houses maisons hut huts cases shop shops boutiques school schools "
    "side sides cote cotes ecoles camp camps base bases attack attacks attaque attaques incident incidents times fois "
    "convoy convoys helicopter helicopters helicopteres site sites post posts postes rockets "
    "roquettes mortar obus shells shell round rounds bullet bullets balle balles projectile "
    "projectiles missile missiles grenade grenades drone drones bombs bombes ied mines th e eme "
    "tonnes tons litres hectares points "
    "well wells puits homes dwellings compounds granaries stalls stores tents shelters tarpaulins bags sacks bicycles carts "
    "tricycles ambulances classrooms clinics chapels churches mosques fields farms boats canoes boreholes phones generators "
    "pumps tankers buses minibuses lorries trailers cartridges magazines detonators radios machineguns barrels donkeycarts "
    "logements habitations concessions greniers etals commerces kiosques tentes abris baches sacs velos charrettes ambulance "
    "eglises chapelles mosquees champs fermes barques pirogues forages telephones generateurs pompes citernes bus minibus "
    "remorques cartouches chargeurs detonateurs fusils mitrailleuses chevaux poulets ruches bidons futs "
    "pylon pylons pylone pylones pole poles mast masts poteau poteaux tree trees arbre arbres "
    "antenna antennas antenne antennes "
    "bridge bridges pont ponts tower towers "
    "regions communes group groups groupes states pays countries"
)
# "A terrorist group", "a jihadist base" is nobody.
OF_FIGHTERS = word_set(
    "deaths casualties losses targets population group groups cell cells base bases camp camps "
    "hideout network organisation stronghold column convoy force forces"
)
# Who stands before these, or behind those, has been counted already.
OF_BOTH = phrase_list(
    "of both sides|from both sides|on both sides|of both camps|des deux camps|des deux cotes|des deux bords"
)
KNOWN_AS = phrase_list("known as|known as the|called|connus sous le nom de|appeles|dits")
HUMANITARIAN = frozenset({"humanitaire", "humanitaires"})
OF_HELP = word_set(
    "action aide assistance acces organisation mission coordination vol vols convoi service services air"
)
UPROOTED = frozenset({"displaced", "deplaces", "deplacees", "deplacee", "deplace"})
TAKEN = frozenset({"detained", "arrested", "captured", "abducted", "kidnapped", "missing"})
