"""Words that are no name by themselves, folded: what a machine must never learn as the name of a place or of a party."""

from __future__ import annotations

import re

from incidents.spelling import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


LITTLE = _words(
    "the a an in on at near after before and but of to from by with le la les l un une des du de d en dans sur apres "
    "avant et mais par avec au aux son sa ses leur leurs their his her its this that ce cette ces"
)
TIMES = _words(
    "january february march april may june july august september october november december janvier fevrier mars avril "
    "mai juin juillet aout septembre octobre novembre decembre monday tuesday wednesday thursday friday saturday sunday "
    "lundi mardi mercredi jeudi vendredi samedi dimanche ramadan tabaski eid morning night matin nuit"
)
# Kinds of place and directions: "Village", "Camp", "Nord".
GROUND = _words(
    "village villages town city commune region cercle circle province department departement district camp camps base "
    "market marche well wells puits forest foret river fleuve lake lac road route axis axe border frontiere bridge pont "
    "mine mines school ecole church eglise mosque mosquee hospital hopital area zone sector secteur area mountain colline "
    "ville localite locality hamlet hameau quartier checkpoint poste post garrison garnison airport aeroport "
    "north south east west nord sud est ouest northern southern eastern western central centre center sahel sahara "
    "africa afrique europe islamic islamique state etat united nations unies onu un"
)
# Parties that bear no name, and what people are: a description is never the name of a group.
PEOPLE = _words(
    "gunmen gunman men man armed attackers attacker assailants assailant militants militant fighters fighter jihadists "
    "jihadist jihadi islamists islamist insurgents insurgent terrorists terrorist extremists extremist bandits bandit "
    "rebels rebel kidnappers individuals elements unidentified unknown suspected presumed alleged hommes homme armes "
    "arme armee armees armees non identifies inconnus assaillants combattants combattant djihadistes djihadiste "
    "jihadistes jihadiste islamistes terroristes terroriste rebelles rebelle ravisseurs individus presumes suspectes "
    "groupe groupes group groups gat soldiers soldier troops troop army military forces force police policemen officers "
    "gendarmes gendarme gendarmerie soldats soldat militaires militaire troupes policiers policier security securite "
    "defence defense civilians civilian civils civil villagers villageois farmers herders bergers eleveurs agriculteurs "
    "population populations people residents habitants women children femmes enfants peacekeepers casques bleus militia "
    "militias milice milices volunteers volontaires local locaux national nationale government gouvernement state"
)
DEMONYMS = _words(
    "malian malians malien maliens malienne maliennes nigerien nigeriens nigerienne nigeriennes burkinabe burkinabes "
    "french francais francaise francaises nigerian nigerians chadian chadians tchadien tchadiens tchadienne algerian "
    "algerien algerienne mauritanian mauritanien beninese beninois togolese togolais ivorian ivoirien ghanaian russian "
    "russe russes american americain german allemand european europeen european african africain africaine libyan"
)
COMMON = LITTLE | TIMES | GROUND | PEOPLE | DEMONYMS

# What a group calls itself; a name without any of these and that is no acronym may be a person's.
GROUP_NOUNS = _words(
    "katiba katibat katibas front movement mouvement brigade battalion bataillon coalition alliance coordination "
    "platform plateforme army armee force forces group groupe militia milice state etat province wilaya wilayat cell "
    "cellule defence defense vanguard congress congres council conseil union party parti corps legion company guard "
    "garde unit unite dozo dozos koglweogo ansar ansaru jamaat jama boko"
)
# Words that come with a person's name or rank.
OF_A_PERSON = _words(
    "mr mrs ms monsieur madame colonel general captain capitaine commandant commander lieutenant sergeant sergent major "
    "adjudant president minister ministre governor gouverneur mayor maire prefet prefect imam emir amir cheikh sheikh "
    "chef chief leader abou abu aboul abul ag ould uld ibn ben bin oumarou dit alias"
)
ACRONYM = re.compile(r"[A-Z][A-Z0-9]{2,9}(-[A-Z0-9]{1,5})?")
