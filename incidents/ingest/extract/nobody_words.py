"""What says that nobody died; the texts that it is tried on are in lower case."""

from __future__ import annotations

import re

NO_VICTIMS = re.compile(
    r"\b(?:(?:nobody|no ?one) (?:is|was) (?:known|reported|said) to have (?:died|been (?:killed|hurt|harmed|injured))|no (?:villager|civilian|passenger|resident|protester|soldier|student|inhabitant|worker)s? (?:was|were) (?:hurt|harmed|killed|injured)|none (?:of them )?fatally|killing (?:(?:and|or) (?:wounding|injuring) )?(?:nobody|no ?one)|(?:nobody|no ?one) (?:hurt|shot|killed|harmed)(?: or (?:hurt|killed|harmed))?|no injuries on either side|pas de victime connue|ni tues? ni blesses?|personne n['’]a ete (?:tue|blesse|touche|atteint)|aucun (?:villageois|civil|passager|habitant|manifestant|soldat) n['’]a ete (?:tue|blesse|touche)|victimes? mortelles? nul|none of .{0,30}?(?:was|were) (?:killed|hurt|injured|harmed)|no ?(?:one|body) (?:is|was) (?:reported|said|known|believed) (?:to (?:have been |be )?)?(?:hurt|killed|injured|harmed|dead)|no injur(?:y|ies) or (?:deaths?|loss)|no deaths? or injur(?:y|ies)|no ?(?:one|body) (?:was |were )?(?:hit|touched)|none (?:was |were )?(?:hurt|harmed|injured|killed)|zero (?:casualties|killed|dead)|casualties ?: ?(?:nil|none|0|zero)|no ?(?:one|body) is known to be (?:hurt|dead|injured)|no harm to any(?:one|body)|no blood was shed|no ?(?:one|body) lost (?:his|their) (?:life|lives)|no human (?:loss|losses|toll)|no pers(?:ons?|onnel)? (?:hurt|injured|killed)|"
    r"ni morts? ni (?:enlevements?|degats?)|bilan ?: ?(?:neant|zero)|tout le monde est sain et sauf|plus de peur que de mal|ni morts? ni blesses?|ni blesses? ni (?:morts?|tues?)|aucune perte humaine|no vict|pas de deces|aucun deces|all ok|all safe|tous ok|ras phys|no (?:casualt(?:y|ies)(?! (?:fig|count|toll))|deaths?|fatalit(?:y|ies)|victims?|loss of life)|no ?one (?:was|were) (?:killed|hurt)|"
    r"nobody (?:was|were) (?:killed|hurt)|without (?:any )?casualties|no kia|no dead|no human casualties|neither casualties nor|(?:hurt|harmed|injured|killed|hit) no ?(?:one|body)|without hurting any(?:one|body)|"
    r"aucune? (?:mort|victime|deces|perte humaine)|sans faire de (?:victimes?|morts?)|"
    r"pas (?:fait )?de (?:victimes?|morts?|pertes? humaines?|degats? humains?)|sans faire de degats ni (?:de )?victimes?|"
    r"unharmed|unhurt|no ?(?:one|body) (?:else )?(?:was|were|got) (?:harmed|hurt|injured|killed)|nil (?:cas|casualties)|no losses|no victims?|without loss(?:es)?|"
    r"no (?:deaths?|casualt(?:y|ies)) (?:was|were)|sans (?:victimes?|pertes?|faire de victimes?)|ni (?:perte|victime|mort|blesse)s? ni|"
    r"no ?(?:one|body) (?:was |were )?(?:inside|there|present|in it) (?:or|and no ?(?:one|body)) (?:hurt|harmed|injured|killed)|"
    r"(?:were|was) not (?:hurt|harmed|injured)|but (?:un|not )(?:hurt|harmed|injured)|(?:nobody|no ?one) (?:had been|has been) (?:hurt|harmed|injured|killed)|(?:nobody|no ?one) died|(?:no|without) injur(?:y|ies)|pas de tues?|ni [\w-]+ ni victimes?|(?:aucun|pas de|pas d['’]autre) blesses?(?:,? (?:ni|pas|aucun) (?:de )?(?:morts?|tues?|degats?))?|n['’]a fait (?:aucun|ni) (?:blesse|mort|victime)s?|nul n['’]a ete \w+|il n['’]y a eu (?:ni )?[\w-]+ ni victimes?|aucun n['’]a ete (?:moleste|blesse|inquiete|maltraite)|0 (?:victimes?|casualt(?:y|ies)|morts?|dead|killed)\b|aucune? [\w-]+ ni (?:victime|mort|perte)s?|personne n['’]a ete (?:moleste|inquiete|maltraite|brutalise)|aucun (?:de (?:nos|ses|leurs) )?(?:hommes|\w+) n['’]est mort|"
    r"n['’](?:a|ont) pas ete (?:blesse|touche|inquiete|moleste|maltraite)e?s?|"
    r"personne (?:de |n['’]a ete )?(?:touche|blesse|tue)(?: ni (?:blesse|tue|touche))?|pas un (?:seul )?mort|"
    r"nobody was (?:roughed up|molested)|"
    r"nul n['’]a ete (?:bless|tu|touch|molest|inquiet)e\w*|nul n['’](?:est mort|a peri)|"
    r"pas de pertes? en vies? humaines?|aucune perte en vies? humaines?|no loss of lives|"
    r"no ?(?:one|body) (?:killed|hurt|injured|died)|none (?:lost|died)|nil kia|no cas|sans perte|indemnes?|sains? et saufs?|zero victime|personne n['’]est mort|(?:n['’]y a|y a) (?:pas|point) (?:eu )?(?:de|d['’]) ?(?:victime|mort|perte|tue)s?|aucun blesse ni mort|aucun mort ni blesse|ni mort ni blesse|ni blesse ni mort|(?:pas|aucune) perte? cote|pas de perte cote|aucun(?:e)? (?:d['’]entre (?:eux|elles) )?n['’]a ete (?:blesse|touche|tue)e?|neant cote pertes|aucune (?:perte|victime) (?:humaine )?n['’](?:est|etait) a (?:deplorer|signaler)|ras cote pertes)\b(?! (?:figures?|tolls?|reports?)\b)"
)
