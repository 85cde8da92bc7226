"""Words that say how one count of the dead stands to another: overtaken, added, another source's, the own side's."""

from __future__ import annotations

from incidents.ingest.extract.text.wordlists import phrase_list, word_set

ADDING = phrase_list(
    "of his comrades|of their comrades|of his colleagues|of their colleagues|de ses camarades|too|"
    "de leurs camarades|de ses collegues|de leurs collegues|also|more|another|others|additional|"
    "in addition|egalement|autres|aussi|en outre"
)
# One source's figure beside another's, where "the toll has risen to" takes its place.
PUT_AT = phrase_list(
    "higher death toll|lower death toll|gave a toll|gave a death toll|donne un bilan|"
    "donnent un bilan|higher toll|lower toll|another toll|different toll|bilan plus lourd|"
    "bilan plus eleve|autre bilan|put the toll|puts the toll|put the death toll|"
    "puts the death toll|avance un bilan|evoque un bilan|parle d un bilan"
)
# A count that a later one has overtaken.
EARLIER = phrase_list(
    "earlier in the day|earlier on monday|earlier on tuesday|earlier on wednesday|earlier on thursday|earlier on friday|earlier on saturday|earlier on sunday|plus tot dans la journee|dans un premier point|earlier msg|earlier statement|earlier communique|un communique anterieur|earlier count|earlier toll|"
    "previous toll|previous count|initial toll|initial count|first toll|first count|"
    "provisional toll of|earlier reports|initial reports|first reports|"
    "parlait d abord|parlaient d abord|spoke at first|d abord fixe|d abord ete fixe|avait d abord|"
    "avaient d abord|had earlier|had initially|had previously|first set at|"
    "dans un premier temps|initialement|initially gave|initially put|initially said|initially spoke|preliminary reports|"
    "preliminary figures|first information|first message|first report|earlier message|earlier spoken|earlier said|earlier put|"
    "earlier given|spoken earlier|premier message|premiere information|precedent message|first gave|first put|first said|at first|"
    "first spoke|first counted|d abord cru|had first|premier point|premier decompte|premier bilan|precedent bilan|bilan precedent|bilan initial|"
    "premieres informations|un premier decompte|bilan anterieur|precedent communique|previous statement|on annoncait|on parlait de|had been announced|"
    "chiffres initiaux|premiers chiffres|initial figures|first figures"
)
# "The provisional toll was three" beside another one; "is" tells the newest.
PROVISIONAL = phrase_list("bilan provisoire|provisional toll|provisional count|preliminary toll")
WAS = word_set("was had stood etait avait faisait etablissait")
THE_OTHERS = phrase_list("sur les autres|on the others|at the others|at the rest|on the rest")
# The count that overtakes every other one.
LATEST = phrase_list(
    "dernier bilan|dernier decompte|bilan definitif|bilan final|latest toll|latest count|latest official toll|final toll|"
    "final count|finalement|in the end|latest information|latest figures|latest figure|latest report|dernieres informations|derniers chiffres"
)
SOURCES = phrase_list(
    "according to|put the|puts the|said that|claimed that|spoke of|speak of|speaks of|while|"
    "whereas|but|selon|parle de|parlent de|evoque|evoquent|d apres|avance|avancent|tandis que|"
    "mais|alors que|contre|boasts of|boasted of|listed|lists|se vante|se targue|revendique"
)
# "It conceded eight deaths in its own ranks", beside what the other side lost.
OWN_RANKS = phrase_list(
    "its own losses|their own losses|its losses|their losses|ses propres pertes|ses pertes|leurs pertes|cote ami|friendly side|our side|our own side|"
    "our ranks|nos rangs|own side|in its own ranks|in its ranks|in their own ranks|in their ranks|"
    "on its own side|among its own|own ranks|dans ses rangs|on its side|of their own men|of their own fighters|"
    "dans leurs rangs|dans ses propres rangs"
)
STATE_SPEAKS = phrase_list(
    "the army|the ministry|the general staff|the government|l armee|l etat major|le ministere|le gouvernement"
)
# "Of these, two succumbed": of whom nobody had said that they died.
OF_THE_WOUNDED = phrase_list(
    "one of them died|two of them died|of them later died|d entre eux est mort|"
    "d entre eux a succombe|of these|of the wounded|of the injured|of those injured|of those wounded|"
    "parmi les blesses|des blesses|blesses ont|blesses sont|"
    "blesse est|blesse a"
)
# That somebody says otherwise, and how: he admits less, counts more, knows nothing of it.
DISPUTED = phrase_list("admits|admitted|acknowledges|acknowledged|reconnait|reconnaissent|a reconnu|admet")
OTHERWISE = phrase_list(
    "higher toll|lower toll|another toll|a different toll|other figures|another figure|gave another|"
    "for its part|for their part|while the army|while the military|the army said it|propaganda|contested|"
    "contests|disputed|disputes|rejected|rejects|denied|denies|conflicting|contradict|contradictory|"
    "differing|disagree|differ|put the toll|bilan plus lourd|bilan different|autre bilan|bilan superieur|"
    "de son cote|pour sa part|pour leur part|en revanche|conteste|contestent|dement|dementi|"
    "contradictoires|divergent|selon elle|selon lui|se disent|chaque camp|chacun des camps|"
    "les deux camps|each side|both sides|both claim|coded as a range"
)
UNCHECKED = phrase_list(
    "not verify|unable to verify|not possible to verify|could not be verified|not be confirmed|"
    "independently|could not confirm|not been confirmed|no independent|unverified|not be checked|"
    "pas ete en mesure de verifier|pas pu verifier|de maniere independante|source independante|"
    "inverifiable|impossible a verifier|pas pu etre confirme|pas pu etre verifie|n a pu confirmer"
)
CLAIMS_DEAD = phrase_list(
    "claims to have killed|says it killed|said it killed|had killed|claimed|dit avoir tue|"
    "assure avoir tue|revendique la mort|affirme avoir|dit avoir abattu|neutralised|neutralized|"
    "neutralise|neutralises"
)
