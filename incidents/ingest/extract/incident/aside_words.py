"""Words of sentences that tell no incident: courts, ceremonies, statistics, visits, orders, sums of what is told."""

from __future__ import annotations

import re

# Courts, ceremonies, statistics and plans speak of events without telling one.
UNREAL = re.compile(
    r"\b(?:pour (?:rappel|memoire)|as a reminder|sentenced|convicted|verdict|acquitted|on trial|trial of|tried for|(?:death|life) sentences?|asked a (?:\w+ )?court|court (?:in|of|has)|appeal court|jury|pleaded|"
    r"condamne(?:e|s|es)? a|verdict|a la barre|proces de|proces des|acquitte|(?<!pres le )(?<!du )tribunal|cour d'assises|cour criminelle|requisitoire|"
    r"commemorat\w+|commemor\w+|tribute|wreath|minute'?s? (?:of )?silence|minute de silence|hommages?|gerbe|se recueill\w+|(?:s'est|se sont) recueilli\w*|memorial|stele|anniversar\w+|anniversaire|"
    r"\w+ (?:years?|ans?) (?:after|since|on from|apres|jour pour jour)|(?:years|ans) (?:have passed|ont passe)|(?:planted|plante) (?:\w+ )?(?:trees|arbres)|"
    r"retrospective|c'est l'annee ou|year in review|bilan de l'annee|the year (?:in which|when)|"
    r"(?:would|could) change our (?:mind|view|assessment)|(?:would|could) lead us to (?:raise|lower|revise)|(?:ferai(?:t|ent)|pourrai(?:t|ent)) (?:changer|evoluer|reviser)|"
    r"scenario (?:defavorable|favorable|central|haut|bas|noir|du pire|de base|pessimiste|optimiste)|hypothese (?:haute|basse|centrale)|(?:base|worst|best|central) (?:case|scenario)|(?:downside|upside|adverse) (?:case|scenario)|"
    r"(?:logged|recorded|registered|tallied|documented) (?:some |at least |over |more than )?[\d,]+ (?:\w+ )?(?:attacks|incidents|abductions|killings|violations|kidnappings)|"
    r"nouveaux cas|new cases|\d+ cas et \d+ deces|cases and \d+ deaths|letalite|case fatality|vaccination campaign|campagne de vaccination|"
    r"training(?! (?:base|camp|ground|site)s?)|exercise|simulat\w+|drill|exercice|simulation|formation de|stage de|"
    r"appoint(?:s|ed|ing)?|nomm(?:e|es)\b.{0,70}(?:gouverneur|ministre|prefet|ambassadeur|directeur|commandant)|rumeurs? d|rumou?rs (?:of|that|on|about)|(?:reports?|claims|informations|messages|images) (?:circulating|circulant|qui circul\w+)|posts? (?:shared|circulating|on social media)|false (?:news|reports?|rumou?rs)|fausses? (?:nouvelles?|informations?|alertes?)|publications partagees|threat(?:en|ens|ened) to|messages vocaux|named (?:as )?(?:the )?new|inaugurated as|nomme(?:e)? (?:au poste|a la tete|chef)|film|documentary|documentaire|(?:un|le|son|ce|du|nouveau) livre|book|"
    r"(?:contre|against|up from|down from) [\d.,]+ (?:\w+ )?(?:(?:en|in) (?:january|february|march|april|may|june|july|august|september|october|november|december|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|(?:19|20)\d\d)|the (?:month|year|week) before|le mois precedent|un an plus tot|a year earlier|(?:last|previous) (?:month|year|week))\b|"
    r"compared (?:to|with)|par rapport a|baisse de|hausse de|increase of|decrease of|rose by|fell by|\d+ ?% (?:of|more|less|fewer|de plus|de moins|des)|key figures|chiffres cles|"
    r"incidents? (?:were|have been) (?:recorded|reported|documented)|\d+ (?:security )?incidents|\d+ incidents (?:securitaires|de protection)|"
    r"aura lieu|auront lieu|will (?:take place|be held|be distributed)|(?:is|are) scheduled|to remember|remember(?:s|ed|ing)?|monument|\w+ years ago (?:to the day|this week|this month)|mark(?:s|ed|ing)? (?:one|two|three|a|\d+) years? since|il y a \w+ ans|"
    r"\d+ evenements|events (?:were|have been) coded|base de donnees|according to an? (?:[\w-]+ )?(?:tally|count|database)|made no mention (?:on \w+ )?of (?:any|an|the attack|the raid)|(?:following|after|suite a|apres) (?:the |l'|la |le )(?:killing|attack|death|murder|kidnapping|attaque|mort|assassinat|enlevement)s? .{0,70}(?:earlier|last (?:month|year)|le mois dernier|l'an dernier)|"
    r"last (?:month|year|spring|summer|autumn|winter)['’]s (?:\w+ )?(?:attacks?|raids?|ambush|massacres?|killings?|strikes?)|(?:attaques?|raids?|embuscades?|massacres?|tueries?) (?:de l'an dernier|de l'annee derniere|du mois dernier|de l'annee passee)|"
    r"(?:reste|restent|remains?|is still|are still|stays?|toujours) (?:fermee?s?|coupee?s?|closed|shut|cut|impassable) (?:depuis|since|after|apres|suite)|"
    r"(?:a|ont) forme (?:\d+|une|des|plus|quelque)|(?:formee?s?|formation) (?:au|a la|aux) |s'attend(?:ent)? a|s'attendent|expects? (?:more|further|an? (?:rise|increase))|"
    r"(?:visited|a visite|ont visite|visite) .{0,80}(?:attaquee?s?|attacked|hit) (?:en|in|last) |"
    r"exercise planned|a tradition of|(?:number|rate) of (?:\w+ ){0,2}(?:attacks|incidents|killings|kidnappings|abductions)|nombre (?:d'|de )(?:\w+ )?(?:attaques|incidents|enlevements)|"
    r"\d+ (?:attaques|enlevements|abus|violations|attacks|abductions|kidnappings) (?:ont ete|were|have been|had been)|\w+aine d'enlevements|"
    r"trained (?:\d+|some|about|more)|exercises (?:cover|took|includ)|half[- ]mast|en berne|parade\b|defile s|un defile|(?:coordonnateur|coordinator|ministre|minister|ambassadeur|ambassador|envoy|representant) .{0,40}(?:a visite|visited|s'est rendu)|"
    r"doubled|tripled|(?:a|ont) (?:plus que )?(?:double|triple)\b|(?:ont|a) evoque les? (?:massacres?|attaques?|tueries?)|recalled the (?:massacres?|attacks?)|"
    r"\bin [\d,. ]+ (?:attacks|incidents|raids)|en [\d ]+ (?:attaques|incidents)|"
    r"(?:apres|suite a|following|after) (?:l'|the |la )(?:attaque|attack|embuscade|ambush|massacre|tuerie|raid) (?:de |of |at |in |d'|on |contre ).{0,60}(?:qui avai|which had|that had|which cost|which killed|avai(?:t|ent) (?:coute|fait|tue))|"
    r"(?:the |l'|d'une )(?:attack|ambush|raid|attaque|embuscade) (?:that had|which had|qui avai(?:t|ent))|(?:hundreds|dozens|scores|(?<!latest in )(?<!part of )(?<!one of )(?<!amid )(?<!after )a (?:series|wave|string)|thousands) of (?:\w+ )?(?:attacks|incidents|killings|raids|abductions)|des (?:dizaines|centaines|milliers) d[e'] ?(?:attaques|incidents|exactions)|"
    r"(?:a|one|two|three|four|five|ten|several) years? ago|most (?:of them )?(?:died|were killed)|la plupart (?:sont morts|ont ete tues)|atelier|workshop|seminar|seminaire|cas pratiques|centre de formation|training cent(?:re|er)|"
    r"call(?:ed|s|ing)? for (?:a )?(?:rally|rallies|protests?|demonstrations?|marche?s|strike)|appel(?:le|lent|ent)? a (?:manifester|la greve|une marche)|flowers were laid|laid flowers|\w+ (?:years|ans) on\b|"
    r"pure fabrication|no (?:position|post|camp|base) .{0,60}(?:has|have) (?:come under|been)|"
    r"(?:information|messages?|videos?|posts?|claims?|reports?|audio) .{0,90}(?:is|are|was|were) (?:false|fake|untrue|unfounded|baseless|wrong)|(?:information|message|rumeur|video|nouvelle)s? .{0,90}(?:est|sont|etait|etaient) (?:faux|fausses?|infondee?s?|sans fondement)|"
    r"old (?:story|news|case|incident)|vieille (?:histoire|affaire)|(?:history|dates back|remonte a)\b.{0,20}(?:years|ans|last year|l'an dernier)|no (?:new |security )?incidents? to report|(?:rien|aucun incident) a signaler|"
    r"the (?:19|20)\d\d (?:[\w-]+ )?(?:attack|ambush|massacre|killing|raid|bombing|kidnapping|siege)s?|"
    r"(?:last|previous) (?:autumn|spring|summer|winter|rainy season)|(?:intends?|plans?|planning|due|set) to (?:march|protest|demonstrate|rally|strike)|"
    r"(?:found|declared|pleaded) (?:\w+ ){0,6}guilty|guilty (?:of|on)|criminal court|cour penale|war crimes (?:trial|court)|charges of|judges (?:at|of|in)|"
    r"planned (?:detonations?|destruction|demolitions?|controlled)|(?:going|about) to (?:destroy|detonate)|destruction (?:programmee|de munitions)|"
    r"(?:msg|message) .{0,60}\bcancel(?:led)?\b|please disregard|disregard (?:my|previous|earlier)|annule et remplace|ne pas tenir compte|"
    r"wreaths?|tributes?|memorials?|veillee|vigil|a la memoire|in memory of|jugement|awaiting trial|"
    r"penalty|stoppage time|kick-?off|(?:semi|quarter|demi|quart)s?-? ?finals?e?s?|eliminatoires|qualifiers?|mondial-?\d*|peloton|maillot|cyclis\w+|entraineur|ligue \d|"
    r"life imprisonment|read(?:ing)? out the sentence|the (?:two |three |four )?accused (?:listened|stood|sat)|reclusion criminelle|prison a vie|emprisonnement a vie|(?:year|years|an|ans) to the day after|(?:pret|prete|prets|pretes) a (?:deposer|rendre) les armes|(?:ready|willing|prepared) to (?:lay down|hand over|give up) (?:its|their|his )?(?:arms|weapons)|"
    r"en (?:plus de |moins de |pres de )?(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt) ans(?=,)|in (?:over |more than |almost |nearly )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) years(?=,)|"
    r"pure invention|(?<!after )(?<!following )rumou?rs?|(?<!apres des )(?<!suite a des )rumeurs?|hoax|infox|intox|fake news|no (?:shooting|attack|mutiny)|pas d'attaque|aucune attaque|verif faite|fausse (?:alerte|information|nouvelle)|"
    r"(?:dementi|dement|dismissed|denied|rejected) .{0,130}(?:allegations|faisant etat|reports? (?:of|that)|messages|rumou?rs?)|allegations mensongeres|"
    r"(?:dementi|denied|nie|denies)\b.{0,40}(?:qu'une|that an?|any) (?:nouvelle |new )?(?:attaque|attack|incident)|"
    r"footbal\w*|match|championn?at|meteo|weather|rainfall|floods?|inondations?|crues?|pluies)\b"
)
# "The mission has lost 133 soldiers": since it began.
LOST_SO_FAR = re.compile(
    r"\b(?:has|have) (?:now |already |so far )?claimed (?:\w+ ){0,3}lives\b|\b(?:has|have) (?:now |already |so far )?lost\b|\ba (?:deja |ainsi )?perdu\b|\bcounts? [\d.,]+ million\b"
)
# Said once of what the next sentences tell.
MOURNING = re.compile(r"\b(?:mourning|deuil (?:national|est|de)|en deuil|jours de deuil)\b")
# Of long ago, or counted over a time, where no day is told: "Six months ago gunmen killed 30", "recorded 340 deaths in June".
NO_DAY = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|\d+) months ago\b|\bil y a (?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|plusieurs|\d+) mois\b|"
    r"\brecorded [\d,]+ (?:\w+ )?(?:fatalities|deaths)\b"
)
# "Two separate incidents were reported in Ménaka on Monday": what follows tells them.
TOLD_NEXT = re.compile(
    r"\b(?:two|three|four|five|several|\d) (?:[\w-]+ )?(?:incidents|attacks|events) (?:were|have been) (?:reported|recorded|registered|signalled)\b|"
    r"\b(?:deux|trois|quatre|cinq|plusieurs|\d) (?:incidents|attaques|evenements|faits)(?: \w+)? (?:ont ete|sont|etaient) (?:signale|recense|enregistre|rapporte|releve)e?s\b|"
    r"\b(?:two|three|four|several) (?:separate|distinct|different) (?:attacks|ambushes|raids|incidents) (?:(?:have|had) )?(?:left|killed|claimed)\b|"
    r"\b(?:deux|trois|quatre|plusieurs) (?:attaques|embuscades|incidents) (?:distincts|distinctes|separees|differentes|differents)\b"
)
# The sum of what is then told one by one.
SUMMED = re.compile(
    r"\b(?:two|three|four|several|seven|coordinated) (?:[\w-]+ )?attacks (?:hit|struck|have hit|have struck|targeted)\b|\b(?:deux|trois|quatre|plusieurs) (?:attaques|embuscades) (?:\w+ )?ont (?:vise|frappe|touche|eu lieu)\b|"
    r"\b(?:hit|struck|rocked|shaken|saw|suffered|recorded) (?:by )?(?:two|three|four|several) (?:separate |different )?(?:attacks|incidents|ambushes)\b|"
    r"\b(?:deux|trois|quatre|plusieurs) (?:attaques|incidents|embuscades) (?:ont ete|etaient) (?:signale|recense|enregistre|rapporte)e?e?s\b|"
    r"\bin (?:two|three|four|several) (?:separate |different |simultaneous |other )?(?:attacks|ambushes|incidents|raids)\b|"
    r"\b(?:in|over) (?:two|three|four|five) days\b|\ben (?:deux|trois|quatre|cinq) jours\b|"
    r"\b(?:dans|lors de|au cours de) (?:deux|trois|quatre|plusieurs) (?:attaques|embuscades|incidents)\b"
)
# What is done long after an event: it is spoken of, and told somewhere else.
AFTERWARDS = re.compile(
    r"\b(?:visited|visits|comforted|a rendu visite|ont rendu visite|rendu visite|s'est rendue? au chevet|au chevet|a reconforte) .{0,40}\b(?:wounded|injured|families|bereaved|survivors|blesse|blesses|familles|rescapes|victimes)\b|"
    r"\b(?:buried|laid to rest|burial|funerals?|inhume\w*|enterre(?:s|ee|ees)?|obseques|funerailles)\b.{0,60}\b(?:killed|slain|fallen|died|tue\w*|tombe\w*|mort\w*|victim\w*)\b|"
    r"(?<!who )(?<!they )\bburied them\b|(?<!qui )\bles (?:ont|a) (?:enterre|inhume)s?\b|\b(?:corps|depouilles|bodies|remains) (?:des|of the) .{0,40}\b(?:ramene|rapatrie|transporte|achemine|transfere|rendu|remis|brought back|flown|returned|handed over)(?:e?e?s)?\b|"
    r"\b(?:were|was|been) (?:flown home|repatriated|discharged)\b|\bdischarged from (?:the )?hospital\b|\b(?:rapatrie\w*|sorti\w* de l'hopital)\b|"
    r"\b(?:press conference|conference de presse|(?:ceremony|ceremonie) (?:was held )?(?:in \w+ )?(?:on \w+ )?(?:in |en |a |a la )?(?:memory|memoire|honour|honneur)|decorated|decore\w*|compensation|indemnise\w*|indemnisation)\b|"
    r"\b(?:families|relatives|familles|proches) (?:of|des|du|de) (?:the |les )?(?:\d+ )?(?:hostages?|otages?|victim\w*|dead|disparus)\b"
)
# The same where nobody is counted: "condemned the attack on peacekeepers".
SPEAKING_OF = re.compile(
    r"\b(?:left|quitte) (?:the )?(?:hospital|l'hopital)\b|\bheld (?:a )?prayers?\b|\bprayers (?:were|was) (?:held|said)\b|"
    r"\b(?:est|sont|is|are) (?:prevue?s?|planned|annoncee?s?)\b|\bplanned (?:for|\d+)|"
    r"\b(?:condemn(?:ed|s)?|deplored?|deplores|denounced|a condamne|ont condamne|condamne|condamnent|deplore|deplorent)\b.{0,40}\b(?:attacks?|killings?|massacres?|ambush|kidnappings?|abductions?|attaques?|tueries?|assassinats?|enlevements?|embuscades?)\b|"
    r"\b(?:investigations?|inquiry|inquiries|enquetes?) (?:into|about|on|sur) (?:the |l'|la |le |les )?|"
    r"\b(?:attackers|perpetrators|culprits|those behind|auteurs|responsables) .{0,50}\b(?:would|will|soient|seraient (?:puni|juge|poursuivi|traque|retrouve|arrete|traduit|identifie|sanctionne)\w*|seront)\b|"
    r"\b(?:the )?recent (?:\w+ )?(?:attacks|violence|killings|kidnappings)\b|\b(?:attaques|violences|tueries|enlevements) recente?s\b|"
    r"\b(?:counted|recorded|documented|registered|logged|verified) (?:some |at least |over )?\d+ (?:\w+ )?(?:attacks|incidents|abductions|killings|violations|kidnappings)\b|"
    r"\b(?:recense|denombre|documente|enregistre|comptabilise|compte) (?:plus de |environ |quelque )?\d+ (?:attaques|incidents|enlevements|violations|atteintes|assassinats)\b|"
    r"\b(?:similar|such|other|previous) (?:attacks|raids|killings|abductions)\b|\b(?:attaques|raids|tueries|enlevements) (?:semblables|similaires|analogues|precedente?s)\b|"
    r"\bcontrary to (?:posts|rumou?rs|what|claims|messages)\b|\bcontrairement (?:a ce que|aux (?:rumeurs|messages|publications))\b"
)
# What authorities order, an armed group's orders are events.
ORDERED = re.compile(
    r"\b(?:governor|prefect|minister|ministry|mayor)s?\b.{0,60}\b(?:banned|ordered|decreed|extended|imposed|suspended|lifted)\b|"
    r"\b(?:gouverneur|prefet|ministre|ministere|maire)s?\b.{0,60}\b(?:interdit|interdits|ordonne|decrete|proroge|instaure|suspendu|leve|suspend)\b|"
    r"\b(?:curfew|couvre[- ]feu|state of emergency|etat d'urgence)\b.{0,40}\b(?:runs?|extended|in force|remains|en vigueur|proroge|instaure|reste)\b"
)
# Months from the beginning of a year to another one: a count over a period, not a day.
PERIOD_OF_MONTHS = re.compile(
    r"\b(?:from|between|de|entre|du 1er) (?:january|janvier|february|fevrier|march|mars|april|avril|may|mai|june|juin|july|juillet|august|aout|september|septembre|october|octobre|november|novembre)"
    r" (?:to|and|a|et|au) "
)
# What a sentence recalls.
REMEMBERED = re.compile(
    r"\banniversar\w+|\banniversaire\b|\brecall(?:s|ed|ing)?\b|\bexactly a year\b|\bone year after\b|\ba year after\b|"
    r"\bun an apres\b|\brappel(?:le|ait|ant)\b(?! (?:celui|celle|ceux|les methodes|la methode|le mode))|\breminiscent\b|\ben memoire\b"
)
# "Seven months after 22 people perished ...": what follows happened then.
LONG_AFTER = re.compile(
    r"\b(?:\w+|\d+) (?:weeks|months|years|semaines|mois|ans) (?:after|apres) (?!his|her|their|its|son|sa|leur)"
)
# "Two days after the massacre at Ogossagou, seven more people were killed in Bankass".
DAYS_AFTER = re.compile(
    r"\b(?:\w+|\d+) (?:hours?|days?|heures?|jours?) (?:after|apres)(?= )|\b(?:the day after|au lendemain de)(?= )"
)
# "The last such attack", "had marked a break": an event of a while ago is spoken of, not told.
LOOKING_BACK = re.compile(
    r"\b(?:last|latest|previous|earlier) (?:[\w-]+ ){0,3}(?:attack|raid|strike|ambush|massacre|incident)s?\b|"
    r"\b(?:precedente?|derniere?) (?:[\w-]+ ){0,2}(?:attaque|raid|frappe|embuscade|massacre|incident)s?\b|"
    r"\bavai(?:t|ent) (?:deja )?(?:marque|fait|cause|endeuille|coute)\b|\bprolonge\b|\bnothing comparable\b"
)
# Who is thought to have done it, whatever else the sentence recalls of him.
ACCUSING = re.compile(
    r"\b(?:behind (?:it|the (?:attack|raid|ambush))|(?:is|are|was|were) (?:suspected|blamed|accused|thought|believed)|(?:a|ont) (?:mis en cause|accuse)|est (?:soupconne|accuse|mis en cause)|sont (?:soupconnes|accuses|mis en cause)|a (?:qui|auquel) )"
)
# "In force since the killing of aid workers in August".
SINCE_WHAT = re.compile(
    r"\b(?:since|depuis|after|apres) (?:the |l'|la |le )(?:killing|attack|massacre|murder|kidnapping|death|attaque|assassinat|massacre|enlevement|mort|tuerie)s?\b"
)
# "Heavy fighting had pitted ...": told with a month only, it is what went before.
PLUPERFECT = re.compile(
    r"\bhad (?:\w+ly |already )?(?:been )?\w+(?:ed|en|wn|ck|ght|led|ad)\b|\b(?:avai(?:t|ent)|s'etai(?:t|ent)) (?:deja |ete |eux-memes |elle-meme )*\w+(?:e|es|ee|ees|i|is|u|us|t|ts)\b"
)
# What may begin a clause that tells an older event, and its verb.
RELATIVE = re.compile(
    r"\b(?:which|that|who|when|qui|où|ayant|similar to|unlike|comme|lors de)\b", re.IGNORECASE
)
FINITE = re.compile(r"\b(?:was|were|has been|have been|a été|ont été|avaient été|avait été)\b")
# A running total, whose clause is masked.
SUM_CUE = re.compile(
    r"\b(?:bring|brings|bringing|take|takes|taking|raise|raises|raising)\b[^,;]{0,60}\bto\b|"
    r"\bportant\b[^,;]{0,60}\ba\b|\bport(?:e|ent|ait)\b(?! ce (?:nombre|chiffre)\b)[^,;]{0,60}\ba\b"
)
# "Which brings the death toll to four" is the toll of what was told, where no period is named.
ITS_TOLL = re.compile(
    r"\b(?:death toll|toll|bilan|number (?:killed|of (?:the |our )?(?:dead|deaths|fatalities|victims))|nombre (?:(?:de|de nos|de ses|de leurs|des) (?:morts|tues|victimes|deces)|total de corps))\b"
)
PERIOD_CUE = re.compile(
    r"\b(?:"
    r"in the first \w+ months\b|(?:au cours|durant) des \w+ premiers mois\b|l'an (?:passe|dernier)\b|last year\b|"
    r"l'annee (?:passee|derniere)\b|au (?:premier|deuxieme|second|troisieme|quatrieme|dernier) (?:trimestre|semestre)\b|"
    r"in the (?:first|second|third|fourth|last) (?:quarter|half)\b|(?<!has )(?<!have )since\b(?= \w)|"
    r"(?<!\ba )(?<!\bont )depuis\b(?= \w)(?! a )(?! par )(?! (?:la|le|les|l'|une?|leurs?|des) ?(?:rive|berge|colline|toit|brousse|route|piste|foret|crete|motos?|vehicule|pick|minaret|village|camp|poste|position|pirogue|frontiere|ville|nord|sud|ouest|mosquee|dune|autre|bord|air|ciel))|"
    r"so far this\b|this year\b|cette annee\b|(?:in|over|during) the (?:past|last) (?:\w+ )?(?:weeks|months|years|month|year)\b|"
    r"in recent (?:weeks|months|years)\b|ces derni(?:er|ere)s (?:\w+ )?(?:mois|semaines|annees)\b|"
    r"au cours des (?:\w+ )?derni(?:er|ere)s (?:mois|semaines|annees)\b|in (?:this|the) (?:latest )?wave\b|"
    r"(?:in|over|during) (?:the|this) (?:semester|quarter|half year|reporting period|year)\b|"
    r"(?:au cours|durant|pendant|sur) (?:du|de la|le|la|cette) ?(?:semestre|trimestre|periode|annee)\b|dans cette vague\b|"
    r"en (?:\w+) (?:mois|semaines|ans)\b|in (?:\w+) years\b|cumulative\b"
    r")"
)
# "the worst attack since 2012" counts no total.
SUPERLATIVE = re.compile(
    r"\b(?:worst|deadliest|first(?! (?:quarter|half|\w+ months))|biggest|largest|heaviest|bloodiest|pire|premiere?(?! (?:trimestre|semestre))|plus (?:meurtri|grave|lourd|sanglant)\w*)\b"
)
