"""Words that make a number a toll, by language, kind of casualty and how they stand to the people."""

from __future__ import annotations

import re

from incidents.ingest.extract.text.wordlists import Phrases, phrase_list, word_set

# form: object (people follow), either (active or passive), subject (people precede), of (people follow "of").
_FORMS = {
    ("en", "killed", "either"): "killed slain murdered executed assassinated massacred beheaded slaughtered "
    "lynched shot neutralised neutralized neutralise neutralize eliminated eliminate kill kills stabbed hacked kia gunned "
    "mortally fatally felled butchered whipped flogged strangled poisoned knifed speared liquidated beat beaten battered clubbed bludgeoned burned burnt trampled decapitated stoned "
    "hanged kld",
    (
        "en",
        "killed",
        "subject",
    ): "buried survive survived died die dies perished succumbed dead deaths fatalities fatality "
    "lives life drowned deceased fell fallen",
    (
        "en",
        "killed",
        "object",
    ): "killing murdering executing beheading massacring slaughtering assassinating buried burying "
    "eliminating neutralising neutralizing lynching stabbing hacking gunning butchering slaying strangling "
    "murders executes beheads lynches slaughters assassinates "
    "bury lost losing lose loses mourn mourns mourning cost costing costs",
    (
        "en",
        "killed",
        "of",
    ): "throats throat loss killing killings massacre slaughter beheading lynching death deaths murder murders assassination execution lives life bodies corpses",
    ("en", "killed", "toll"): "toll",
    ("en", "injured", "either"): "injured wounded hurt wia inj bls injure injures wound wounds maimed",
    ("en", "injured", "object"): "injuring wounding hurting maiming",
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
    ): "descendu mitrailles tue tues tuee tuees abattu abattus abattue abattues execute executes executee "
    "executees saigne saignes saignee assassine assassines assassinee assassinees massacres massacrees egorge egorges egorgee egorgees "
    "decapite decapites neutralise neutralises lynche lynches lynchee elimine elimines tuer "
    "poignarde poignardes poignardee fauche fauches fauchee pendus "
    "emportes emportee emportees battu battus battue brule brules brulee brulees kia abattre "
    "mortellement fusille fusilles fusillee fusillees lapidee lapidees lynchees neutralisee neutralisees eliminee eliminees "
    "decapitees egorgees poignardees fauchees mitrailles mitraillee mitraillees etrangle etrangles etranglee "
    "fouette fouettes fouettee executer decapitee lapide lapides massacree massacrees",
    (
        "fr",
        "killed",
        "subject",
    ): "enterres enterrees inhumes inhumees survecu mort morts morte mortes peri deces decede "
    "decedes decedee decedees succombe vie dcd dcds noyes meurt meurent perissent trepasse "
    "trepas tombes tombe tombee tombees mourut moururent perirent perit succomberent succomba succombent decederent deceda",
    (
        "fr",
        "killed",
        "object",
    ): "emporte emportant tuant abattant executant assassinant egorgeant neutraliser neutralisant "
    "abattent massacre executent assassinent egorgent massacrent tuent lynchent neutralisent eliminent "
    "eliminer enterre enterrer inhume inhumer perdu perdant perd perdent perdirent deplore "
    "eliminant lynchant poignardant decapitant massacrant fusillant mitraillant fusillent tuerent tuaient abattirent "
    "executerent egorgerent assassinerent massacrerent lyncherent acheve achevent achevant "
    "deplorent deploreraient pleure pleurent pleurant fauchant occis occire",
    (
        "fr",
        "killed",
        "of",
    ): "gorge perte mort deces assassinat meurtre massacre execution vie corps cadavres depouilles",
    ("fr", "injured", "either"): "blesse blesses blessee blessees bls bl wia touches touche blesser blessent",
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
# What several words say: "are no more", "put out of action".
DYING_PHRASES = {
    "en": {
        "subject": phrase_list(
            "breathed his last|breathed her last|breathed their last|found lifeless|all of them shot|found shot|left lying on the ground|"
            "found with his throat cut|found with her throat cut|found with their throats cut|"
            "found with his throat slit|found with their throats slit|of his own on the ground|of his own behind|of its own on the ground|of its own behind|met their death|met their deaths|"
            "met his death|met her death|bled to death|lay dead|lie dead|lay lifeless|did not survive|"
            "has not survived|have not survived|lost their lives|have been put in the ground|"
            "had been put in the ground|were put in the ground|had not come home|are no more|is no more|"
            "did not come back|never came back|never came home|did not come home|did not make it|"
            "passed away|of their own behind|of their own on the ground|of their own on the field|"
            "paid with their lives|paid with his life|had throat cut|had his throat cut|"
            "had their throats cut|had their throats slit|had his throat slit|had her throat cut|had her throat slit"
        ),
        "either": phrase_list(
            "mortally hit|put out of action|out of action|fatally struck|mortally wounded|cut down|"
            "mown down|put to death|put to the sword|blown up by a mine|blown up by an ied"
        ),
    },
    "fr": {
        "subject": phrase_list(
            "y ont laisse leur peau|y a laisse sa peau|y ont laisse la peau|y a laisse la peau|sans vie|retrouve crible de balles|retrouves cribles de balles|retrouvee criblee de balles|retrouvees criblees de balles|retrouve crible de plombs|retrouves cribles de plombs|retrouve sans vie|retrouves sans vie|retrouvee sans vie|y sont restes|y est reste|y sont restees|"
            "retrouve la gorge tranchee|retrouves la gorge tranchee|eu la gorge tranchee|"
            "n y a pas survecu|n y ont pas survecu|n est plus|ne sont plus|restes sur le carreau|"
            "reste sur le carreau|rester sur le carreau|y a laisse la vie|y ont laisse la vie|"
            "sont restes au sol|arraches a la vie|arrachees a la vie|a ete retrouve mort|retrouve mort|"
            "retrouves morts|retrouvee morte|n en sont pas revenus|n en est pas revenu|"
            "ne sont pas revenus|n est pas revenu|rendu l ame|sont a deplorer|ont paye de leur vie|"
            "a paye de sa vie|des leurs sur le terrain|des leurs au sol|des leurs sur place|s est eteint|s est eteinte|pertes dans ses rangs|pertes dans leurs rangs|pertes de son cote"
        ),
        "object": phrase_list("y a laisse|y ont laisse|y avait laisse|y avaient laisse"),
        "either": phrase_list(
            "vu mourir|vu perir|vus mourir|vus perir|mortellement atteint|mortellement atteinte|mortellement atteints|mortellement touche|"
            "mortellement touches|mortellement blesses|"
            "mis a mort|mise a mort|mises a mort|mis hors d etat de nuire|mise hors d etat de nuire|mis hors de combat|passes par les armes|"
            "passe par les armes"
        ),
    },
}
OF_THEIR_OWN = phrase_list("of their own|of its own|of theirs")
THEIR_OWN = Phrases((*OF_THEIR_OWN, "des leurs"))
DEFENDERS = word_set("defenders defenseurs")
AMOUNTING = phrase_list(
    "has risen to|rose to|rises to|stands at|stood at|now stands at|is put at|was put at|"
    "has reached|reached|is now|is|est de|est passe a|s eleve a|s etablit a|atteint|a atteint"
)
# Where some died later: "three more on the way to hospital".
MORE = word_set("more others other autres autre")
WHERE = word_set("in on at later a au sur dans plus en pendant during lors apres after overnight while")
# What carries people off, where "emporter" means that they died.
DEADLY = word_set(
    "attaque explosion mine engin bombe kamikaze kamikazes deflagration obus charge ceinturees "
    "tuerie massacre raid assaut incendie attentat explosifs explosif roquette drone frappe embuscade fusillade"
)
FLEEING = phrase_list(
    "vers|dans la nature|dans la brousse|en brousse|en direction|a moto|into the|towards|toward|"
    "in the direction|on motorbikes"
)
SHELLS = word_set(
    "rounds round shell projectile rocket projectiles obus roquettes roquette shells rockets mortars impacts"
)
VILLAGES = word_set(
    "village villages hameau hameaux hamlet hamlets camp campement campements community communaute"
)
INHABITANTS = word_set("habitants villageois fideles inhabitants villagers residents")
BEFORE_NOW = word_set("earlier previous previously initially correcting precedent anterieur initial")
BURYING = word_set("bury burying enterrer inhumer")
# "Cost three passengers their lives".
COSTING = word_set("cost costs costing")
LIVES = phrase_list("their lives|their life|his life|her life|the lives|the life")
CARRYING = word_set("emporte emportant emportes emportee emportees")
PASSIVE = {
    "en": word_set("was were been being be is are"),
    "fr": word_set("ete sont furent etaient etait est soit"),
}
SPEAKING = phrase_list("said|says|told|a dit|a declare|a indique|a affirme|a annonce|a confirme|dit|indique")
QUOTING = phrase_list("according to|selon|d apres")
ENEMY = word_set("ennemi enemy en eni")
WITH_DEAD = frozenset(["shot", "shooting", "stabbing", "hacking", "stabbed", "hacked", "took"])
MODALS = word_set(
    "tentera tenteront cherchera chercheront essaiera essaieront could would may might should "
    "can will pourrait pourraient risque risquent"
)
OF = {"en": phrase_list("of"), "fr": phrase_list("de|du|d|des|a|aux|au")}
# Between a number and its noun; anything else there ends the search.
STOP = word_set(
    "in at on near by from to with after before during when while who which that where against for "
    "since until into through between over under as and or but was were is are been has have had "
    "said not dans a au aux sur par pour avec apres avant lors pendant qui que ou mais et sont ont "
    "ete est vers contre depuis chez entre il elle ils elles se y en"
)

NAME_TAILS = tuple(
    tuple(name.split())
    for name in phrase_list(
        "for the defence of the homeland|for the defense of the homeland|"
        "for the defence of the fatherland|for the defence of the nation|"
        "pour la defense de la patrie|national de liberation de l azawad|pour la liberation de l azawad|"
        "for the liberation of azawad|of the islamic state in the greater sahara|of islamic state in the greater sahara|"
        "in the greater sahara|de l etat islamique au grand sahara|de l etat islamique dans le grand sahara|of the islamic state|"
        "de l etat islamique|de soutien a l islam et aux musulmans|dans le grand sahara"
    )
)
AND = word_set("and et ainsi que as well along plus puis addition outre")
# What may stand between the verb and its people.
RESULT = phrase_list(
    "to death|dead|a mort|vif|vifs|vive|vives|alive|reportedly|on the spot|sur le coup|par balles|par balle|"
    "a bout portant|sur place|froidement"
)
# "EN: 4 bodies counted", "Eni : 5 tués".
ENEMY_LABEL = re.compile(r"\s*(?:EN|En|ENI|Eni|eni|Ennemi|Enemy)\s?:")
NOUNS_OF_FIGHTERS = word_set(
    "agresseurs aggressors attaquants infiltrators infiltres raiders rebels rebelles bandits gunmen assailants attackers militants "
    "fighters terrorists jihadists insurgents assaillants combattants terroristes jihadistes "
    "djihadistes ennemis"
)
OF_THE_DEAD = phrase_list(
    "of the dead|of the victims|of those|of them|des morts|des tues|des victimes|d entre eux|d entre elles"
)
ON_THE_OTHER_SIDE = phrase_list(
    "losses on the other side|dead on the other side|killed on the other side|"
    "the other side s losses|pertes de l autre cote|"
    "cote adverse|du cote adverse|camp adverse|chez les assaillants|parmi les assaillants|"
    "de leur cote|enemy bodies|enemy dead|en face|d en face|cote assaillants|cote assaillant|"
    "cote ennemi|cote terroriste|cote jihadiste|dans les rangs des assaillants|"
    "dans les rangs ennemis|"
    "losses of the attackers|attackers losses|losses among the attackers|pertes des assaillants|"
    "chez l ennemi|chez les terroristes|chez les jihadistes|chez les djihadistes|dans les rangs adverses|"
    "pertes ennemies|enemy losses|enemy casualties|losses of the enemy|pertes de l ennemi|on the attackers side|on the side of the attackers|among the attackers|"
    "among the assailants|in the attackers ranks|on the assailants side|on the side of the assailants|"
    "in the assailants ranks|on the enemy side|on the militants side|on the jihadists side|on the gunmen s side|"
    "du cote des assaillants|du cote des attaquants|du cote des jihadistes|du cote des djihadistes|"
    "du cote des terroristes"
)
BESIDES = phrase_list(
    "as were|and so were|and so did|as did|ainsi que|as well as both|along with|de meme que|"
    "tout comme|together with the|together with|along with the|en plus du|outre le|outre la|"
    "en plus des|en plus de|en plus d|outre les|outre|in addition to the|in addition to|"
    "as well as|not counting|sans compter les|sans compter|auxquels il faut ajouter|auxquelles il faut ajouter|"
    "auxquels s ajoutent|auxquelles s ajoutent|a quoi s ajoutent|to whom must be added|to which must be added"
)
# What stands before a figure that somebody gives, and what says that it is one of the dead.
FIGURE = phrase_list(
    "now holds|holds|now contains|compte desormais|maybe|perhaps|possibly|peut etre|voire|"
    "climbed to|climbs to|has climbed to|rose to|has risen to|rises to|now stands at|"
    "s eleve desormais a|est passe a|grimpe a|coded as|coded|code|codes|n en a compte que|"
    "en donne|en donne maintenant|en annonce|en annonce maintenant|now gives|va|va jusqu a|exceeded|"
    "exceeds|depasse|depassent|depasserait|"
    "insisted on|insists on|arrived at|dit plutot|dit au moins|tient une liste de|tiennent une liste de|"
    "dresse une liste de|une liste de|list of|carries|egrene|"
    "n en compte que|n a compte que|only counted|counted only|counted no more than|stop at|"
    "stops at|losses at|pertes a|another said|others said|others say|another says|say|says|said|"
    "d autres disent|disent|dit|mentions|admits to|concede|concedes|claims|claim|a claimed|lists|"
    "list|en retient|en retiennent|retient|en confirme|en confirment|confirme|confirment|"
    "en revendique|avance un bilan de|parle plutot de|parlent plutot de|speaks rather of|"
    "counts as many as|put the dead at|put the toll at|puts the toll at|put the figure nearer|"
    "nearer|donne|annonce|annoncent|fait etat de|font etat de|evoque plutot|speaks of|spoke of|"
    "speak of|speaking of|put it at|puts it at|put the figure at|puts the figure at|"
    "put the number at|puts the number at|puts them at|put them at|"
    "chiffre definitif est de|chiffre definitif etant de|final figure is|final figure was|gave a figure of|gives a figure of|gave|gives|cited|cites|counted|counts|mentioned|"
    "mentioning|said it was|the figure of|a figure of|"
    "en cite|en citent|parle de|parlent de|parlait de|a parle de|avance|avancent|"
    "avance le chiffre de|avancent le chiffre de|avance celui de|donnent|"
    "donne le chiffre de|evoque|evoquent|evoque le chiffre de|"
    "en compte|en comptent|en denombre|en denombrent|en recense|en recensent|en annonce|"
    "en a compte|en ont compte|en avance|a|au chiffre de|le chiffre de|celui de|plutot de"
)
# What takes the place of the figure told before.
RAISED = phrase_list(
    "bilan est passe a|bilan est depuis passe a|bilan passe a|bilan est monte a|bilan est desormais de|"
    "porte ce nombre a|porte le nombre a|porte ce chiffre a|porte ce bilan a|porte le chiffre a|portant le bilan a|porte le bilan a|portant le total a|porte le total a|faisant passer le bilan a|"
    "portant a|bringing the toll to|bringing the death toll to|brings the toll to|brings the death toll to|"
    "bringing the number of dead to|taking the toll to|taking the death toll to|bringing the total to|brings the total to|"
    "soit|soit un total de|ramene a|a ete ramene a|ramenes a|brought down to|lowered to|cut to|revised down to|"
    "est porte a|est porte ce matin a|est porte ce soir a|est desormais porte a|est revu a|a ete porte a|passe a|est passe a|"
    "has since risen to|has climbed to|climbed to|climbs to|has risen to|rose to|raised to|revised to|s etablit a|s etablit desormais a"
)
# "A été porté mercredi à 86": with a day between.
RAISING = word_set(
    "bringing brings taking portant etablit porte portee portes passe passant rose risen ramene ramenee revu revise raised revised lowered"
)
RAISED_TO = word_set("a to")
# Nouns that a figure counts the dead by.
COUNTED_AS = word_set("victims victimes names noms")
# "Ten dead among the herders, seven among the farmers."
AMONG_SIDES = phrase_list(
    "en face|d en face|chez l adversaire|de l autre cote|dans nos rangs|chez nous|dans les siens|dans les siennes|dans ses rangs|dans ses propres rangs|in its ranks|in its own|in theirs|d un cote|on one side|chez|parmi|cote|du cote|dans les rangs|dans leurs rangs|among|on the side of|on the other side|on the other|"
    "in the ranks of|de l autre|dans ceux|dans celles|in those of|parmi ceux|parmi celles"
)
OF_THE_TOLL = phrase_list(
    "nombre de morts|nombre de deces|number of dead|number of deaths|number of fatalities|"
    "its losses at|their losses at|ses pertes a|leurs pertes a|put it at|puts it at|"
    "put the figure at|puts the figure at|the toll|the death toll|a figure of|the figure of|"
    "le chiffre de|le bilan|un bilan|s losses at|en denombre|"
    "en denombrent|en compte|en recense"
)
# Who did not is dead.
SURVIVING = word_set("survive survived survecu")
NOT = word_set("not didn t n pas neither none")
FALLING = word_set("fell fallen fall")
UPON = phrase_list(
    "on waste|on open|on empty|harmlessly|wide|upon|on the|on a|on an|on their|to the|into|back|out|short"
)
LOSING = word_set("lost losing lose loses perdu perdant perd perdent perdirent")
LISTED = word_set(
    "dead killed kia deaths fatalities fatality casualties injured wounded wia morts tues tue "
    "blesses blesse dcd deces mort"
)
# "Put the dead at nineteen".
PUTTING = word_set(
    "put puts putting place places placed estimate estimates estimated set sets reckon reckons"
)
SIDES_OF = phrase_list(
    "on all sides|on both sides|in total|so far|au total|tous camps confondus|des deux cotes"
)
# "Own losses 1", where one side has told what the other one lost.
OWN_LOSSES = phrase_list(
    "en aurait eu|en auraient eu|en a eu|en ont eu|en aurait perdu|en a perdu|en ont perdu|own losses|own dead|losses|pertes propres|propres pertes|pertes amies|pertes"
)
HAVING = word_set("ont have had has avaient avait")
# Whom the text has told of: "shot him dead", "l'ont abattu".
HIM = word_set("him her")
PRONOUNS = {
    "en": word_set("he she former latter himself alone"),
    "fr": word_set("il elle celui celle dernier derniere lui premier"),
}
DYING = {
    "en": word_set("died succumbed perished dead"),
    "fr": word_set("mort morte decede decedee succombe peri"),
}
REFUTED = word_set(
    "dement dementent dementi denied denies nie nient dementant denying refuting refutant contestant"
)
# These kill only where the text says so.
NEEDS_DEATH = word_set(
    "beat beaten battered clubbed bludgeoned burned burnt stoned tortured trampled starved battu battus battue roue roues whipped flogged fouette fouettes fouettee "
    "brule brules brulee brulees"
)
# "The driver was released, unhurt" says nothing of the dead.
UNHURT = word_set("unharmed unhurt sain sauf indemne saine sauve")
ONE_PERSON = word_set("was is il elle he she est")
SEVERAL = word_set(
    "equipage crew equipe team famille family personnel staff they were ils elles sont all tous toutes are ont"
)
HURT = word_set(
    "thigh hip knee ankle foot hand buttock wounded injured wounding injuring wounds leg arm shoulder survived"
)
APPOSITION = word_set("all mostly mainly tous toutes majoritairement essentiellement both tout")
# Each stands for one of the dead where somebody counted them.
NAMES = word_set("names noms coffins cercueils graves tombes")
BODIES = NAMES | word_set("bodies body corpses corpse corps cadavres cadavre depouilles")
ONE_BODY = word_set("body corpse corps cadavre")
THE = word_set("the le his her son")
FOUND = word_set(
    "leaving laissant abandonnant list lists liste listes tally pulled recues recus recu received "
    "admitted brought arrived "
    "delivered dug creusees spoke speaks speak parle parlent evoque evoquent found counted "
    "recovered discovered retrieved collected identified seen buried lay lying left decouvert "
    "decouverts retrouve retrouves recense recensent recenses denombre compte comptes "
    "denombres denombre laid laisses laisse counts count shown montres montre decouverte decompte "
    "reste restes gisait gisant saw sorti sortis extrait extraits ramene ramenes enterre enterres inhumes ramasse ramasses vu vus vue vues morgue morgues gisaient repeches"
)
INCLUDING = {
    "en": phrase_list("for the most part|including|incl|among them|most of them|some of them|half of them"),
    "fr": phrase_list(
        "en majorite|surtout des|dont|dt|parmi lesquels|parmi lesquelles|parmi eux|y compris|notamment|pour la plupart"
    ),
}
SAYING = phrase_list(
    "it says|he says|it said|he said|according to|selon|d apres|dit il|dit elle|assure|affirme"
)
HIMSELF = phrase_list("himself and|herself and|themselves and|himself as well as|lui meme et|se tue et tue")
# "An informer of the jihadists": one man, whoever they are.
WITH_THEM = word_set(
    "informant informants informer informers accomplice accomplices spy spies collaborator collaborators "
    "informateur informateurs informatrice complice complices espion espions indicateur indicateurs "
    "collaborateur collaborateurs"
)
