"""Words around an event word by which it means another kind here, or none at all."""

from __future__ import annotations

from incidents.ingest.extract.people.people_words import NOT_PEOPLE
from incidents.ingest.extract.text.wordlists import phrase_list, word_set

GOODS = NOT_PEOPLE - word_set(
    "week weeks semaine semaines month months mois heure heures minute minutes percent pour side "
    "sides cote cotes fois times hour hours year years an ans day days hour hours camp camps "
    "village villages times km"
) | word_set(
    "medicines medicine drugs food goods phones phone money cash laptops supplies grain "
    "medicaments vivres betail telephones argent marchandises carburant fuel equipment materiel"
)
DEVICES = word_set(
    "engin engins eei ied ieds device devices mine mines bombe bomb munitions obus demineurs demining"
)
CROWDS = phrase_list(
    "manifestants|foule|jeunes|habitants|population|crowd|protesters|demonstrators|youths|mob"
)
ON_FOOT = phrase_list("a marche jusqu|marche jusqu|a marche vers|a marche pendant|a marche dans")
MARCHERS = phrase_list(
    "etudiants|etudiantes|eleves|enseignants|femmes|meres|veuves|syndicats|syndicat|centaine|centaines|milliers|dizaines|cortege|"
    "collectif|coalition|mouvement|parti|opposition|societe civile|organisations|association|commercants|on"
)
ARMED_MEN = word_set(
    "armed dozos dozo donsos chasseurs milice miliciens militia militiamen ei eis isgs issp msa gatia cma csp vdp gunmen jihadists jihadistes djihadistes "
    "militants combattants armes hani bandits assaillants assailants jnim gsim isgs eigs gat "
    "terroristes terrorists elements"
)
AIRCRAFT = word_set(
    "aircraft jet jets warplane warplanes helicopters helicopter helico helicos helicoptere helicopteres plane planes drone "
    "drones gunship gunships avion avions aeronef aeronefs aviation"
)
OF_A_BOMB = word_set("the a this that another car roadside deadly double twin truck lorry")
ARMIES = word_set(
    "army armee military forces force barkhane serval fama fan french russian malian nigerien burkinabe"
)
# How far an aircraft may stand before what it did.
AIR_FORCE, FLYING_WITHIN = phrase_list("air force|armee de l air"), 8
# What leads to an aircraft that did nothing: "gunmen firing on a helicopter", and what says that somebody else acted.
BY_OR_ON = word_set("by par on sur at against contre from without sans as")
NOT_THE_AIRCRAFT = word_set(
    "was were been is are ete est sont when after before as while quand apres avant alors and et carrying came withdrew support base "
    "crew camp evacuated survolait"
)
HELD_UP = word_set("candles placards signs banners flags portraits photos the portrait deliveries aid")
FINDERS = word_set("children child a boys kids herders villagers two three")
FALLING = word_set(
    "drones drone shells shell rockets rocket bombs bomb missiles missile mortar mortars rounds obus roquettes"
)
FLIGHTS = word_set(
    "humanitaire humanitaires unhas commercial regulier militaire direct special pour vers interieur"
)
HERDS = word_set(
    "goats cattle cows sheep camels animals livestock head boeufs moutons chevres betes vaches bovins ovins caprins anes "
    "dromadaires chameaux donkeys"
)
PYLONS = word_set("pylone pylones antenne antennes poteau poteaux arbres mat mats")
# What begins "carried off", "took away", "drove off with", "emporté": of goods it is looting.
CARRIED = frozenset({"carr", "take", "took", "taki", "driv", "drov", "empo", "enle", "made", "make"})
CARRIED_OFF = CARRIED | {"emme"}
NO_WEAPONS = word_set("blocus embargo sanctions blockade sanction mesures measures")
GOING = word_set("rend rendu rendus rendue rendues rendre rendent rendait rendaient")
SURRENDERING = word_set(
    "autorites repentis repenti armes combattants combattant jihadistes djihadistes terroristes "
    "deserteurs suspects suspect ex"
)
SOMEWHERE = phrase_list("towards|toward|to|through|past|along|on the road|of the gate")
# What a force opens is its base; ministers open other things.
# Whose strike is no air strike.
WORKERS = word_set(
    "teachers teacher students workers worker union unions doctors nurses drivers railwaymen magistrates transport hauliers "
    "traders postal miners"
)
# These say so right before it: "a general strike", but not "On Monday a strike killed ten".
OF_WORKERS = word_set("on hunger general")
SEATS = word_set(
    "base bases camp camps post posts poste postes brigade garrison garnison barracks caserne "
    "checkpoint outpost detachment detachement gendarmerie commissariat headquarters battalion "
    "bataillon"
)
PICTURES = word_set("footage images image video videos pictures survey surveillance reconnaissance imagery")
SEEN_BY = phrase_list(
    "images de|reperes par un|repere par un|repere par|reperee par un|spotted by a|seen by a|"
    "filmed by a|filme par un|filmee par un|survole par un|surveillance par"
)
NO_FLIGHT = phrase_list("absence de|reprise du|reprise des|suspension des|suspension du|pas de")
CALLED_FOR = phrase_list(
    "called a|called for a|calls for a|call for a|calling for a|have called a|called to a|"
    "appelle a une|appellent a une|appelle a un|appellent a un|ont appele a une|a appele a une|"
    "ont appele a un|a appele a un|appel a une|appel a un|planned a|plans a|announced a"
)
ANNOUNCED = word_set(
    "notice announced planned prevue prevues annoncee annoncees annonce permit authorisation"
)
NIGHTS = word_set("night morning evening afternoon day week yesterday")
LEAVING = word_set("retrait withdrawal withdraw withdrew withdraws retire retirent")
ALLIANCES = word_set("cedeao ecowas g5 union francophonie treaty traite statut cour court accord accords")
RELIEF = word_set(
    "vaccination vaccin vaccine campaign campagne programme program distribution assistance project projet aid"
)
THINKABLE = word_set("possibles possible potentielles potentials potentielle ideales privilegiees potential")
SEARCHED = word_set(
    "maisons maison domiciles concessions concession boutiques vehicules passagers telephones"
)
FEARS = word_set("fears fear risk risks threat threats warning warnings alert alerts attempt-fears")
STRUCK = word_set("vise frappe bombarde cible struck hit targeted bombed pilonne traite")
WENT_OFF = word_set("without peacefully smoothly calmly well quietly as")
ESCORTS = word_set("escort escorts soldiers troops men attackers assailants they militants guards gunmen")
FORCES = word_set("armee army forces troops soldats soldiers")
ARMY = word_set(
    "detachement unite unites militaires bataillon groupement army troops soldiers forces "
    "military armee soldats fama junta wagner"
)
AUTHORITIES = word_set("army armee gendarmes gendarmerie police military forces")
# "Found empty": nobody is said to have emptied it.
EMPTY, FOUND = (
    frozenset({"vide", "vides", "videe", "videes"}),
    frozenset({"retrouve", "retrouvee", "retrouves", "retrouvees"}),
)
HAVING_TAKEN = frozenset({"has", "have", "had", "having", "a", "ont", "avait", "avaient"})
