"""Words that say how sure a text is of who did it, English and French, folded."""

from __future__ import annotations

from itertools import product

from incidents.ingest.extract.text.wordlists import phrase_list, word_set

# Doubt about a name ("suspected ISGS militants") and a judgement on who did it ("probably ISGS").
DOUBT = word_set(
    "susp thought believed suppose suspected presumed alleged supposed apparent presume presumes "
    "presumee presumees suspecte suspectes suppose supposes likely presumably assimiles"
)


# The writer weighs it: kept as a judgement, beside gunmen whom nobody named.
JUDGEMENTS = phrase_list(
    "selon toute vraisemblance|en toute vraisemblance|selon toute probabilite|in all likelihood|"
    "in all probability|by all appearances|apparently|apparemment|seemingly|tout indique|"
    "everything suggests|everything indicates|surement|certainement|surely|certainly|"
    "sans aucun doute|no doubt|undoubtedly|prob|probable|vraisemblable|almost certainly|"
    "very likely|highly likely|most likely|very probably|most probably|probably|"
    "likely|possible|possibly|presumably|suspected to be|believed to be|thought to be|believed to have been|"
    "presque certainement|tres probablement|tres vraisemblablement|probablement|"
    "vraisemblablement|possiblement|sans doute|serait l oeuvre|seraient l oeuvre|serait|seraient"
)
# Of those which are more than likely (ICD-203: very likely, almost certain), or what others believe.
MORE_THAN_LIKELY = word_set(
    "very highly most almost certainly undoubtedly doubt surely believed thought suspected everything appearances "
    "likelihood probability tres presque surement certainement doute tout toute vraisemblance probabilite"
)


# Who looked at them.
_LOOKERS = (
    "survivors",
    "residents",
    "witnesses",
    "villagers",
    "locals",
    "herders",
    "passengers",
    "officials",
    "the authorities",
    "relatives",
    "community leaders",
    "local sources",
    "the army",
)


_LOOKERS_FR = (
    "les rescapes",
    "des rescapes",
    "les habitants",
    "des habitants",
    "les temoins",
    "des temoins",
    "les villageois",
    "des villageois",
    "les riverains",
    "des riverains",
    "les eleveurs",
    "des eleveurs",
    "l armee",
    "les autorites",
)


_SEEN_AS = (
    *(
        f"{verb} by {who} as"
        for verb, who in product(("described", "identified", "recognised", "recognized", "named"), _LOOKERS)
    ),
    *(
        f"{verb} par {who} comme"
        for verb, who in product(("decrits", "identifies", "presentes", "designes", "reconnus"), _LOOKERS_FR)
    ),
    *(
        f"que {who} {verb}"
        for verb, who in product(
            (
                "rattachent a",
                "rattachent au",
                "disent du",
                "disent de",
                "identifient comme",
                "designent comme",
                "soupconnent d appartenir a",
                "soupconnent d appartenir au",
            ),
            _LOOKERS_FR,
        )
    ),
)


_ATTRIBUTING = (
    "attribue",
    "attribuee",
    "attribues",
    "attribuees",
    "impute",
    "imputee",
    "imputes",
    "imputees",
)


_ACCUSERS_FR = (
    "la hierarchie",
    "les autorites",
    "l armee",
    "les fds",
    "l etat major",
    "le gouverneur",
    "le prefet",
    "les habitants",
    "des habitants",
    "des sources",
    "la population",
    "le gouvernement",
    "le ministere",
    "la gendarmerie",
    "des elus",
    "les elus",
)


_ATTRIBUTED = tuple(
    f"{verb} par {who} {to}" for verb, who, to in product(_ATTRIBUTING, _ACCUSERS_FR, ("a", "au", "aux"))
)


_ACCUSERS = (
    "the government",
    "the authorities",
    "the army",
    "the governor",
    "officials",
    "residents",
    "the ministry",
    "local officials",
    "security sources",
    "the police",
    "the mayor",
)


_ATTRIBUTED_EN = tuple(
    f"{verb} by {who} {to}"
    for (verb, to), who in product(
        (("attributed", "to"), ("blamed", "on"), ("ascribed", "to"), ("imputed", "to")), _ACCUSERS
    )
)


# Somebody says who it was: an accusation names a suspect.
# Said of people whom nobody saw belong to it.
BELONGING = (
    phrase_list(
        "his attackers were|her attackers were|their attackers were|his assailants were|"
        "their assailants were|se presentaient comme|se presentant comme|s est presente comme|"
        "se sont presentes comme|se disant|se disaient|introduced themselves as|"
        "presenting themselves as|who said they were|en l occurrence|belonged to|belongs to|"
        "pense appartenir|pensent appartenir|croit appartenir|croient appartenir|dit appartenir|"
        "thinks belong to|believes belong to|identified their assailants as|"
        "identified the assailants as|identified their attackers as|identify their attackers as|"
        "identify the attackers as|said by the community to be|said by residents to be|"
        "said by witnesses to be|presumed to be|presumed to be from|understood to be|"
        "understood to belong to|the attackers were from|the gunmen were from|"
        "the assailants were from|they were from|say the attackers were|said the attackers were|"
        "say they were|said they were|said the men were|said the gunmen were|the attackers were|"
        "the gunmen were|the assailants were|said it was|say it was|believe it was|"
        "identified themselves as|calling themselves|called themselves|assailants belong to|attackers belong to|"
        "gunmen belong to|identified the attackers as|identified them as|believed to have come from|"
        "thought to have come from|said to have come from|il s agissait de|il s agissait d|"
        "appartiennent|appartenaient|appartiendraient|avoir reconnu|ont reconnu|"
        "les assaillants seraient|les auteurs seraient|les assaillants etaient|presentes comme|"
        "presente comme|presentes comme membres|presentes comme des membres|described as members|"
        "described as|disent appartenir|disent etre|dit etre|say belong to|"
        "say belongs to|say are|presumed to belong to|assumed to belong to|known to belong to|"
        "thought to belong to|believed to belong to|suspected of belonging to|said to belong to|"
        "presume appartenir|presumes appartenir|soupconnes d appartenir|"
        "supposes appartenir|que l on presume appartenir|qui appartiendraient|appartenant vraisemblablement|assimiles"
    )
    + _SEEN_AS
)


ACCUSATIONS = (
    phrase_list(
        "proche de celui du|proche de celui de|proche de celle du|similaire a celui du|"
        "similar to that of|lean to|leans to|leaning to|attribuons|imputons|que c est les|"
        "que c est des|c est les gens|que ce sont les|que ce sont des|c est des gens|"
        "fits the pattern of|fit the pattern of|follows the pattern of|qu il s agit de|"
        "qu il s agit du|qu il s agit d|qu il s agit des|the fingerprints of|fingerprints of|"
        "bears the fingerprints of|has the fingerprints of|everything points to|"
        "everything pointed to|oriente les soupcons vers|orientent les soupcons vers|la famille dit|"
        "la famille accuse|les familles disent|privilegie la piste|privilegient la piste|la piste du|"
        "la piste de|la piste d|montrent du doigt|montre du doigt|ont montre du doigt|"
        "a montre du doigt|evoque|ce sont les|ce sont des|c etaient les|c etaient des|pin it on|"
        "pins it on|pinned it on|pin this on|pins this on|pinned this on|pinned on|pins the|"
        "pinned the|pin that on|pins that on|on prete l acte a|on prete l acte aux|prete l acte a|"
        "prete l acte aux|prete aux|pretee aux|pretee a|pretent|met au compte|met l assaut au compte|"
        "mettent au compte|au compte de|au compte du|au compte d|attribute the|attributes the|"
        "y voit la signature|y voient la signature|la signature du|la signature de|la signature d|"
        "voit la patte|la patte du|la patte de|impute a|the responsibility of|lay the blame at|"
        "laid at|lays at|incriminate|incriminates|incriminated|incrimine|incriminent|met en cause|"
        "mettent en cause|a mis en cause|mise en cause de|point a finger of blame at|"
        "cast suspicion on|casts suspicion on|suspicion rests on|suspicion points to|"
        "soupcons pesent sur|les soupcons vont vers|soupcons se tournent vers|"
        "les regards se tournent vers|fingers were pointed at|fingers are pointed at|rattacher au|"
        "rattacher a|attribuer au|attribuer a|imputer au|imputer a|attributed the|"
        "attributed this|centres on|centers on|widely taken for|taken for|taken to be|passing for|"
        "penche pour|penchent pour|laid the blame on|lay the blame on|lays the blame on|"
        "puts it down to|put it down to|put down to|was that of|were those of|etait celle de|"
        "est celle de|etait celui de|est celui de|the mark of|the marks of|the stamp of|la marque de|"
        "la marque du|la marque d|la griffe de|la griffe du|la griffe d|la main de|la main du|"
        "la main d|pensent a|pensent au|pensent aux|identify as|identifies as|identify them as|"
        "presented themselves as|introduced themselves as|se sont presentes comme|"
        "assailants came from|attackers came from|gunmen came from|assaillants venaient de|"
        "assaillants venaient du|the raid down to|the attack down to|the killings down to|the killing down to|"
        "traced to|trace the attack to|traces the attack to|traced the attack to|singled out|"
        "black flag of|flew the flag of|drapeau noir du|brandissaient le drapeau du|acting for|"
        "acting on behalf of|agir au nom du|agir au nom de|agir pour le|claimed to belong to|said they were|"
        "that they were|lay the blame with|laid the blame with|lays the blame with|at the feet of|"
        "described the killers as|described the attackers as|described the men as|describe the attackers as|"
        "recognised|recognized|ascribed the attack to|imputed it to|imputes it to|imputed the attack to|"
        "s orientent vers|s oriente vers|hostages are held by|hostages held by|captives are held by|"
        "otages sont detenus par|otages detenus par|otages sont retenus par|se reclamaient du|"
        "se reclamaient de|se reclamait du|se reclamait de|in the hands of|aux mains de|aux mains du|aux mains d|entre les mains de|entre les mains du|"
        "what the security forces call|what officials call|whom officials call|that officials call|"
        "thought to be from|believed to be from|said to be from|thought to be men of|"
        "thought to be part of|are persuaded it was|is persuaded it was|are sure it was|"
        "are certain it was|persuaded that it was|convinced it was|local sources name|residents name|"
        "witnesses name|officials name|"
        "points towards|point towards|pointing towards|points in the direction of|sur le compte de|"
        "sur le compte du|sur le compte d|y voient|y voit|penser a|pense a|on pense|we think|"
        "we suspect|suspicion falls upon|rappelle l|rappelle le|recalls that of|recalls those of|"
        "reminiscent of|consistent with|tout accuse|suspicion has fallen on|suspicions fell on|"
        "suspicions fall on|suspicions have fallen on|the hand of|la main|y voient l oeuvre|"
        "y voit l oeuvre|resembles that of|resemble those of|rappelle celui|rappelle celle|"
        "rappelle les methodes|hallmark of|bears the hallmark of|the signature of|believe|believes|"
        "think|thinks|are convinced|is convinced|estiment que|pensent que|croient que|"
        "points the finger at|point the finger at|recognised as|porte a croire que|point at|"
        "points at|as members of|comme des membres de|comme etant des membres de|identified as|"
        "points a finger at|pointed a finger at|point a finger at|il s agirait d|il s agirait de|"
        "il s agirait des|rattachent a|rattache a|relient a|associent a|on soupconne|ascribe to|"
        "ascribes to|ascribed to|soupcons se portent sur|"
        "soupcons portent sur|at the door of|laid the killings at the door of|suspicion falls on|"
        "believed to be responsible|designent comme|"
        "designe comme|presume appartenir|blamed on|blame on|blamed|blames|blaming|put the blame on|"
        "puts the blame on|accused|accuses|accuse|accusing|suspects|suspect|suspected|point to|"
        "points to|pointed to|pointed at|"
        "pointed the finger at|pointing to|attributed to|attribute it to|"
        "attributes it to|is said to be the work of|are said to be|said to be|the work of|speak of|"
        "speaks of|spoke of|"
        "held responsible|hold responsible|imputed to|linked to|bears the hallmarks of|"
        "bore the hallmarks of|suspicion fell on|"
        "imputee|imputees|impute|attribuee au|attribuees au|attribues au|attribuee aux|attribue a|"
        "attribuee a|attribuees a|attribues a|attribuent|attribue|imputee a|imputees a|"
        "imputent|soupconne|soupconnes|soupconnee|soupconnees|soupconnent|a accuse|ont accuse|"
        "accusent|"
        "accusant|pointe du doigt|pointent du doigt|mis sur le compte|mise sur le compte|parlent de|"
        "parle de|evoquent|l oeuvre de|l oeuvre des|l oeuvre du|porte la marque|porte la signature|"
        "mis en cause|designent|designe|c est l|"
        "c est le|ce serait|ce seraient|attribute both|attributes both|attributed both|attribute the two|"
        "attributed the two|attribuent les deux|attribue les deux|impute les deux|penchons pour|pencherions pour|"
        "il s agirait du|designaient|designait|designant|parlent d|parlent du|parlent des|"
        "reconnu des gars d|reconnu des gars de|reconnu des membres d|reconnu des membres de|"
        "reconnu des hommes d|reconnu des hommes de|reconnu des combattants d|reconnu des combattants de|residents named|witnesses named|villagers named|"
        "sources named|officials named|survivors named"
    )
    + _ATTRIBUTED
    + _ATTRIBUTED_EN
)


# What may stand between an accusation and the accused.
LINKS = word_set(
    "deux trois double premier faits actions action meurtre unites combattants actives "
    "moudjahidines moudjahidine mujahideen mujahidin faits fait acte actes deed deeds gens cell "
    "cellule cellules cells unit unite units band bande brigade commando wing aile russia malian "
    "burkinabe nigerien local locale jihadists jihadistes djihadistes terrorists terroristes "
    "islamists islamistes insurgents rebels rebelles miliciens militiamen loyalists the le la "
    "les l of de du des d a un une men man fighters fighter elements element members member "
    "hommes combattants membres suspected presumed alleged some being having been on to by "
    "suppose supposes membre appartenir se reclamant reclament qui affiliated with reclame "
    "elements armed armes non moto belonging affilies affiliated lies linked proches close comme "
    "que tous au aux ces cette ce these this meurtres murders meurtre crimes enlevements deaths "
    "morts "
    "group groupe groupes militants local soldats soldiers that que it c est militia milice "
    "movement mouvement organisation katiba branch branche faction "
    "attack attacks attaque attaques killing killings massacre embuscade ambush raid tuerie "
    "incident kidnapping enlevement strike assaut assault "
    "both incidents events two pattern methods method liee liees habits "
    "egalement aussi also likewise belong appartenant al qaida qaeda aligned backed persons people individus personnes"
)


ACCUSED_AFTER = phrase_list(
    "as the author|as the culprit|as the perpetrator|as the main suspect|comme l auteur|"
    "is the main suspect|is the chief suspect|remains the main suspect|est le principal suspect|"
    "reste le principal suspect|is widely held responsible|is held responsible|was to blame|is to blame|"
    "were to blame|is holding the hostages|holds the hostages|retient les otages|had done it|did it|"
    "est montree du doigt|sont montrees du doigt|is the likely author|is the likely culprit|"
    "is the probable author|is the prime suspect|are the prime suspects|is the suspected author|"
    "d apres les familles|d apres les temoins|d apres les habitants|selon les familles|"
    "selon les habitants|est tenu pour responsable|est tenue pour responsable|"
    "sont tenus pour responsables|tenu pour responsable|tenue pour responsable|the likeliest|"
    "the most likely|the most probable|is the most probable|is the most likely|is the likeliest|"
    "le plus probable|est le plus probable|likeliest culprit|est mise en cause|"
    "sont mises en cause|mise en cause|est designe|sont designes|est designee|designes par|"
    "designe par|designee par|designes comme|est montre du doigt|sont montres du doigt|"
    "pointe du doigt|pointes du doigt|pointee du doigt|singled out|is singled out|"
    "are singled out|is being blamed|are being blamed|per survivors|per witnesses|per residents|"
    "boys according to|men according to|fighters according to|selon les rescapes|"
    "selon les temoins|d apres les rescapes|as the culprit|as the culprits|as the perpetrator|"
    "as the perpetrators|as responsible|as being behind|was responsible|were responsible|"
    "is responsible|are responsible|was behind|were behind|is behind|are behind|"
    "was widely blamed|widely blamed|est responsable|serait responsable|est derriere|"
    "sont derriere|etait derriere|serait derriere|seraient derriere|en serait l auteur|"
    "serait l auteur|en seraient les auteurs|seraient les auteurs|reported|unconfirmed|blamed by|"
    "accused by|accuse par|mis en cause par|is thought to|are thought to|"
    "is thought to have been behind|believed to be behind|is believed to|que l on suppose|"
    "is believed to be responsible|are believed to be responsible|has been blamed|"
    "have been blamed|had been blamed|is suspected|are suspected|was suspected|were suspected|"
    "is blamed|are blamed|was blamed|were blamed|is accused|are accused|were accused|was accused|"
    "is believed|are believed|"
    "est soupconne|sont soupconnes|est soupconnee|est accuse|sont accuses|est accusee|"
    "est mis en cause|sont mis en cause|sont pointes du doigt|est pointe du doigt|"
    "were pointed to|is held responsible|are held responsible"
)


# "Suspected perpetrator: JNIM."
SUSPECT_LABELS = phrase_list(
    "suspected perpetrator|suspected perpetrators|likely perpetrator|likely perpetrators|"
    "probable perpetrators|presumed perpetrators|alleged perpetrators|auteur presume|"
    "auteurs presumes|auteurs probables|auteur probable|responsables presumes|suspects|suspect"
)


# A message attributed to a group is no attack.
MEDIA = word_set(
    "message messages video videos audio statement text recording claim communique "
    "enregistrement tract tracts letter lettre"
)


LABELLING = word_set(
    "assailants attackers perpetrators perpetrator assaillants auteurs auteur responsables "
    "attribution grp group groupe unk unidentified unknown not known yet "
    "non identifies identifie inconnus inconnu probable probably likely vraisemblablement probablement gunmen"
)


# "It is not clear whether JNIM was behind it" accuses nobody.
OPEN_QUESTION = phrase_list(
    "nothing points to|nothing links|nothing suggests|rien ne designe|rien n indique|not clear|"
    "unclear|whether|not known if|on ignore|reste a savoir|rien ne dit que|nothing shows that|"
    "no evidence that|without naming|sans nommer|sans citer|sans qu il soit possible|sans qu on puisse|sans pouvoir conclure|"
    "pas de conclure|rien ne permet|no conclusion|cannot be concluded|not possible to conclude|not possible to say|"
    "impossible de dire|impossible to say|too early to say|trop tot pour"
)
