"""Words that tell who did it and to whom, English and French, folded."""

from __future__ import annotations

from incidents.ingest.extract.text.inflection import english, french
from incidents.ingest.extract.text.wordlists import phrase_list, word_set

PERPETRATOR, TARGET, RESPONDER, OTHER = "perpetrator", "target", "responder", "other"
BY = phrase_list(
    "sous le feu de|sous le feu d|sous les tirs de|sous les tirs d|under fire from|"
    "at the hands of|by|par|par des|par les|by the|par le|par la|par l|by some|par un|by an|by a"
)
WITH = phrase_list(
    "with|alongside|together with|avec|aux cotes de|aux cotes des|aux cotes du|"
    "supported by|appuyes par|backed by|accompanied by|accompagnes de|accompagnes d|accompagnes par"
)
JOINED = phrase_list(
    "together with|along with|alongside|in tandem with|jointly with|aux cotes de|aux cotes des|"
    "aux cotes du|aux cotes d|conjointement avec|de concert avec"
)
AGAINST = phrase_list(
    "overran|stormed|raided|assaulted|encircled|fell on|fell upon|descended on|ont encercle|"
    "ont investi|ont assailli|surpris|ont surpris|surprised|detruit|destroyed|bombed|bombarde|"
    "against|on|at|targeting|targeted|attacked|ambushed|hit|contre|sur|visant|ciblant|attaque|"
    "ont attaque|a attaque|vise|killed|tue|killing|tuant|between|entre|with|avec|to|a|aux|au|struck|"
    "operative of|clashed with|fought|engaged|versus|vs|tracked down|accroche|repousse|neutralise|neutralised"
)
OF = phrase_list("of|of the|de|du|des|d|de la|de l")
# What is attacked belongs to whoever is named behind it; an attack or a strike is theirs.
TARGET_NOUNS = word_set(
    "defences defenses lines ranks stronghold strongholds trenches bivouac bastion bastions "
    "tranchees bivouacs campement campements camp base post posts position positions posn "
    "garrison barracks checkpoint outpost headquarters compound station vehicle vehicles "
    "poste postes garnison caserne brigade siege emprise blinde vehicule vehicules cantonnement"
)
ATTACK_NOUNS = word_set(
    "attack attacks raid raids ambush assault strike strikes airstrike airstrikes operation "
    "operations offensive attaque attaques raids embuscade assaut frappe frappes operation "
    "irruption venue passage operations incursion offensive tirs bombardement bombardements exactions descente"
)
AGENT_NOUNS = word_set(
    "group groupe bande colonne patrol patrols convoy column detachment unit units team "
    "patrouille patrouilles convoi colonne detachement unite equipe escorte escort contingent "
    "drone drones aircraft helicopter helicopters jet jets plane planes warplane warplanes avion "
    "avions helicoptere helicopteres fighters members elements combattants membres column"
)
RESPONDING = word_set(
    "thwarted foiled dejoue responded repelled repulsed pursued reinforcements intervened "
    "repousse riposte poursuivi intervenu"
)
# The one who hits a mine does not attack, nor who comes under fire or loses men.
SUFFERING = frozenset({"mine", "ied"})
SUFFERED = frozenset(
    [
        *english("come"),
        *english("fall"),
        *english("suffer"),
        *english("lose"),
        "under",
        "drove",
        "caught",
        "struck",
        "receive",
        "received",
        *french("essuyer"),
        *french("tomber"),
        *french("subir"),
        *french("perdre"),
        "pris",
    ]
)
# Who only says what happened.
AIRCRAFT = word_set(
    "opn ops drone drones frappe frappes airstrike strike helico helo aircraft jet avion aviation"
)
SAID_BY = phrase_list(
    "donne par|donnee par|fourni par|fournie par|etabli par|communiquee par|given by|provided by|"
    "compiled by|communique par|annonce par|annoncee par|rapporte par|rapportee par|diffuse par|"
    "confirme par|confirmee par|publie par|reported by|announced by|confirmed by|"
    "released by|communicated by|published by|denied by|issued by|presentes par|presente par|presentee par|decrits par|decrit par|"
    "qualifies par|qualifie par|identifies par|identifie par|described by|identified by|presented by"
)
HELD_BY = phrase_list(
    "used by|held by|manned by|guarded by|occupied by|garrisoned by|controlled by|tenu par|"
    "tenue par|que partagent|que se partagent|shared by|partage par|abritant|qui abrite|home to|"
    "housing|occupe par|occupee par|garde par|gardee par|escorte par|escortee par|escorted by"
)
QUOTED = phrase_list(
    "according to|according to the|selon|selon l|selon la|selon le|selon les|d apres|d apres l|"
    "d apres la|d apres le|d apres les|de source|told|quoting"
)
SAYING = phrase_list(
    "n exclut pas|n exclut|ne privilegie|privilegie|n ecarte|avance|avancent|said|says|told|"
    "announced|reported|stated|confirmed|added|declared|acknowledged|spokesman|spokesperson|"
    "a annonce|ont annonce|a indique|a declare|a fait savoir|a confirme|a precise|"
    "s general staff said|general staff said|s command said|s spokesman said|command said|"
    "annonce|indique|affirme|precise|evoque|confirme|had said|has said|have said|put the toll|"
    "puts the toll|statement|communique"
)
OF_THEIRS = word_set(
    "of the african led mission force de la du l force multinational mission joint operation"
)
# Whose presence is background: nobody says that it was they.
PRESENT = phrase_list(
    "are active|is active|remain active|remains active|operate|operates|sont actifs|est actif|"
    "operent|opere|sevissent|sevit"
)
LOST = word_set("lost loses lose perdu perd perdent perdirent")
HANDED = word_set(
    "handed hand hands turned delivered surrendered remis remise remises livre livres livrent confie confies"
)
HAD_ATTACKED = word_set("attaque attaques attacked ambushed raided stormed assailli")
CHARGES = phrase_list(
    "accused of|suspected of|accusing them of|accusing him of|for collaborating|"
    "of passing information|of informing|of spying|accuse de|accuses de|accuse d|accuses d|"
    "soupconne de|soupconnes de|soupconne d|soupconnes d|coupables a leurs yeux|au profit|"
    "collaborer avec|collaboration avec|renseigner|of feeding|of hiding"
)
DRIVEN_BY = phrase_list(
    "pris en chasse par|pris en chasse par le|pris en chasse par les|poursuivis par|"
    "repousses par|repousse par|chased by|pursued by|repelled by|driven off by|driven back by|"
    "beaten back by|mis en fuite par"
)
BEATING_OFF = phrase_list(
    "beaten back|beaten off|driven back|driven off|beat back|beat off|fought off|drove back|held off|pushed back"
)
PLANTED_BY = phrase_list(
    "planted by|laid by|placed by|left by|hidden by|buried by|pose par|poses par|posee par|"
    "posees par|posee par des|posees par des|poses par des|abandonnes par|laisses par|"
    "planted by suspected"
)
OPPOSING = word_set("oppose opposent opposant opposaient pitted pitting pits")
LOSSES = word_set("kia wia dcd bls")
STANDS_BARE = word_set("yest yesterday ystdy today by btwn between")
STRUCK_BARE = word_set("ambushed targeted overrun surrounded")
STRUCK_ON_THE_WAY = STRUCK_BARE | word_set("attacked hit struck shelled")
WHERE_STRUCK = STANDS_BARE | word_set(
    "near nr at in on outside along north south east west while en vic twice again"
)
SUPPORTING = word_set(
    "flanque flanquee flanques flanquees flanked epaule epaulee epaules epaulees assiste "
    "assistee assistes seconde secondes appuye appuyee appuyes appuyees supported backed "
    "escorted escorte escortee escortes soutenu soutenue soutenus accompanied accompagne"
)
DYING = word_set(
    "died die dies perished succumbed drowned fell peri perissent morts decede decedes decedee "
    "decedees succombe meurt meurent trouve perdu"
)
# Who says "they had killed fifteen" speaks of himself.
SELF = word_set("they it he its their we elle il ils elles avoir having nous")
HAVING = word_set("a ont avait avaient aurait auraient ayant avoir")
# These say nothing of a fight by themselves.
BESIDE = word_set("with avec to a aux au")
VERSUS = word_set("vs v versus c")
FORMER = word_set("earlier previous recent prior former")
AFTER = word_set("after apres following once")
GOING = phrase_list(
    "pulled out|withdrew|had withdrawn|left|had left|departed|had departed|s est retire|"
    "s est retiree|se sont retires|ont quitte|a quitte|eut quitte|avait quitte|avaient quitte"
)
# "Ont tué par balles": by what, not by whom.
MEANS = word_set(
    "frappe frappes drone drones tir tirs obus roquettes explosion surprise derriere vagues "
    "traitrise centaines dizaines balle balles arme armes strangulation egorgement pendaison "
    "road air gunfire erreur vengeance"
)
COUNTING = word_set(
    "cinquantaine dizaine vingtaine trentaine quarantaine soixantaine centaine douzaine "
    "quinzaine poignee dizaines dozens scores handful"
)
ARTICLES = COUNTING | word_set(
    "armed alleged radical around about pro likely heavily former ex local environ quelques arme armes "
    "the a an le la les l un une des some other two three four five several plusieurs deux trois quatre cinq"
)
# "Police found a man shot dead": nor was it theirs.
HAS_FOUND = phrase_list(
    "found a|found the|found two|found three|found four|found five|found six|found several|found one|discovered the|discovered a|"
    "recovered the|recovered a|retrieved the|retrieved a|have found|has found|had found|a decouvert|ont decouvert|a retrouve|ont retrouve"
)
# "JNIM has not claimed the attack that killed six": nobody says that it was theirs.
HAS_NOT_CLAIMED = phrase_list(
    "has not claimed|have not claimed|had not claimed|has yet to claim|n a pas revendique|n ont pas revendique|n avait pas revendique|"
    "n a pas encore revendique"
)
