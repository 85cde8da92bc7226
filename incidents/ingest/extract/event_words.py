"""Words that tell an event, by kind and language: a verb with + stands for all its forms, ~ for up to seven words.

`TELLING` opens an incident by itself; `NAMING` names one, and needs a day, a place or a toll beside it.
"""

from __future__ import annotations

TELLING_EN = {
    "killed": "found with his throat|found with her throat|found with their throats|take+ the lives|met their death|met his death|meet+ their death|put in the ground|lives lost|bled to death|claim+ the lives|claimed the lives|cost the lives|lost their lives|lost his life|lose+ their lives|left dead|dead bodies|shot ~ dead|killed ~ and|leaving ~ dead|left ~ dead|put to death|met their deaths|lifeless|mutilated bodies|remains of|"
    "kill+|found dead|was killed|were killed|killed by|was shot|were shot|beat+ to death|stone+ to death|burn+ alive|poison+|throw+ into a well|found ~ bodies|"
    "bodies ~ found|bodies ~ discovered|body ~ found|mass grave",
    "aimed": "target+|targeting|struck a convoy|hit a convoy|hit the convoy",
    "attack": "carried out killings|carried out ~ killings|carried out ~ massacre|fallen on a|hit a ~ convoy|hit+ a ~ convoy|struck a ~ convoy|hit ~ escorted convoy|hit the ~ convoy|set upon|shooting at|overwhelm+ ~ defences|struck ~ position|struck ~ positions|were raked|descend+ before|opened fire on|befell|finish+ off those|fallen upon|opened up from|surprised a|fell on a|fell on the|fell upon|assail+|was caught by gunmen|caught by gunmen|lai+ for ~ patrol|ambush laid|ambush|"
    "encircle+|surround+|rake+|raked|enter+ sector|opened up|fall+ on their post|fell on their post|fell on the post|fell on a post|fell under attack|fall+ under attack|accuse+ of spying ~ shot|shot people|shot by|"
    "hit+ a post|hit+ the post|hit+ a gendarmerie|hit+ a position|hit+ the village|hit+ the town|strike+ the village|strike+ the town|strike+ a village|struck a post|rain+ gunfire|unleash+|swarm+|make+ an incursion|incursion into|harass+|harassment fire|cut+ the throats|throats were slit|throats were cut|line+ up and shot|lined them up|shoot+ up|open+ up on|lay+ into|spray+|mow+|strafe+|beat+ up|severely beat+|beaten by|badly beaten|flog+|whip+|tortur+|torture+|tortured|assault+ by|manhandle+|molest+|ill treat+|mistreat+|attacked again|was the scene of|came under a hail|hail of bullets|broke into the home|turn+ their guns|were attacked|been attacked|under assault|was hit by gunmen|irrupt+|barge+ into|ransack+ the village|wipe+ out|left a trail|carry+ out an attack|carried out an attack|carry+ out the attack|launch+ a raid|stage+ a raid|stage+ an attack|mount+ a raid|conduct+ an attack|perpetrat+|perpetrate+|perpetrated|strike+ again|struck again|struck overnight|"
    "attack+|fire+ at|fire+ on|fire+ upon|open+ fire|shoot+ at|shoot+ dead|shoot+ and kill+|gun+ down|massacre+|fatally shoot+|"
    "raid+|ambush+ villagers|come+ under fire|come+ under attack|come+ under heavy fire|under attack|under fire|strafe+|assassinate+|"
    "murder+|execute+|behead+|slaughter+|slit+ the throat|slit+ the throats|summarily execute+|stab+|hack+|burst+ into|"
    "descend+ on|swoop+ on|rampage+|rampage through|went on a rampage|spray+ ~ bullets|spray+ ~ gunfire|shoot+ up|"
    "flog+|publicly flog+|publicly whip+|amputat+|stone+ to death|put+ to death|barge+ into|"
    "atk|"
    "set upon|fell upon|fall+ on the village|attacked by|invade+|break+ into the home|broke into the house|entered the village|"
    "forced their way into|storm+ the village|storm+ the market|storm+ into|mow+ down|cut+ down by",
    "assault": "storm+|overrun+|overwhelm+|swarm+ into|assault+|pour+ into the base|pour+ into the camp|lay+ siege to|besiege+|breach+ the|"
    "launch+ an assault|launch+ an attack|mount+ an attack|mount+ an assault",
    "clash": "turned into a firefight|turn+ into a firefight|catch+ up with|caught up with|engage+ ~ combatants|engage+ ~ fighters|engage+ ~ militants|"
    "hold+ off|held off|fend+ off|foil+ an attack|foiled an attack|repel+ an attack|come+ to blows|came to blows|face+ off|faced off|confront+|firefight with|gunbattle|shoot out|shootout|shoot-out|contact with|in contact|make+ contact with|engage+ militants|engage+ the|engaged by|return+ fire|returned fire|fight+ between|fighting between|heavily outnumbered|beat+ off an attack|dislodge+|drive+ out|rout+|routed|inflict+ losses|in combat with|square+ off|"
    "clash+|fight+ with|fought|exchange+ fire|exchange of fire|engage+ in a firefight|repel+|repelled|repelling|repulse+|beat+ off|"
    "beat+ back|beaten off|drove off the attack|push+ back|trade+ fire|battle+|skirmish+|fight+ back|in contact with|"
    "hard fighting|heavy fighting|fighting broke out|fighting erupt+|tracked down ~ band",
    "ambush": "spring+ an ambush|sprang an ambush|sprung an ambush|amb by|ambush laid|ambush|"
    "fall+ into the trap|fell into the trap|fell into a trap|walked into a trap|ambush set|set an ambush|fell victim to an ambush|came under ambush|ambush on|ambush against|lie+ in wait|lay in wait|intercept+ by militants|intercepted by gunmen|waylay|"
    "ambush+|drive+ into an ambush|drove into an ambush|fall+ into an ambush|fell into an ambush|caught in an ambush|"
    "lay+ an ambush|run+ into an ambush|walk+ into an ambush|waylay+|waylaid",
    "operation": "went after the men|went after the fighters|went after fighters|went after militants|combing|combed|comb+|carry+ out ~ operation|conduct+ ~ operation|launch+ ~ operation|mount+ ~ operation|clearing operation|"
    "carry+ out a raid|carry+ out raids|carry+ out an operation|conduct+ an operation|conduct+ a raid|conduct+ raids|"
    "launch+ an operation|mount+ an operation|sweep+ through|raid+ with|comb+ the|neutralise+|neutralize+|hunt+ down|track+ down|"
    "carry+ out a sweep|eliminate+",
    "mine": "killed by an explosive|over a mine|injured by an explosive|wounded by an explosive|jump+ on a mine|jump+ on mine|jumped on mine|went over a mine|go+ over a mine|hit+ a mine|hit+ a landmine|hit+ a land mine|strike+ a mine|strike+ a landmine|struck a land mine|drive+ over a mine|run+ over a mine|"
    "step+ on a mine|step+ on a landmine|tread+ on a mine|set+ off a mine|trigger+ a mine|detonate+ a mine|ride+ over a mine|"
    "hit+ by a mine|struck by a mine|blown up by a mine|run+ over a landmine|drive+ over a landmine",
    "ied": "over ied|over an ied|over explosives|ran over a ~ charge|rolled over explosives|set+ off ~ charge|struck an improvised|strike+ an improvised|hit an improvised|hit+ an improvised|rolled over an|ran over an ied|drove over an ied|triggered an ied|blown apart by|blown up by|struck by a ~ charge|hit by a ~ charge|hidden charge|roadside charge|buried charge|buried device|buried explosive|planted charge|set off a mine|set off an ied|triggered a mine|trigger+ a mine|trigger+ an explosive|tripped a mine|over a pressure|pressure plate charge|pressure plate|struck a charge|hit a charge|homemade bomb|home made bomb|set off a home made bomb|set+ off ~ device|set off an explosive device|went off beneath|mine went off|a mine exploded|"
    "hit+ by rcied|hit+ by ied|hit+ by an rcied|struck by rcied|struck by ied|hit+ rcied|hit+ ied|strike+ ied|hit+ by pied|hit+ by a device|improvised device|went over a homemade bomb|homemade bomb|blown up by an improvised|go+ over a bomb|stepped on something|"
    "hit+ an ied|strike+ an ied|hit+ an improvised explosive device|strike+ an improvised explosive device|"
    "hit+ a roadside bomb|strike+ a roadside bomb|hit+ an explosive device|strike+ an explosive device|"
    "run+ over an ied|run+ over an improvised explosive device|run+ over an explosive device|drive+ over an ied|"
    "drive+ over an improvised explosive device|drive+ over an explosive device|trigger+ an ied|trigger+ an improvised explosive device|"
    "trigger+ an explosive device|set+ off an ied|set+ off an explosive device|set+ off an improvised explosive device|"
    "step+ on a device|step+ on an explosive|step+ on an ied|stepped ~ on a device|struck by a remotely detonated device|"
    "struck by an improvised explosive device|struck by an ied|hit+ by an ied|hit+ by an improvised explosive device|remotely detonated|"
    "struck by a roadside bomb|hit+ by a roadside bomb",
    "explosion": "explode+|blast that tore|ripped through|dynamited|plastic explosive|leftover shell|abandoned shell|detonate+|blow+ up|go+ off|went off|blast+ a|blown up",
    "airstrike": "air assets ~ struck|air assets struck|air assets hit|air assets ~ hit|air assets bombed|air assets ~ bombed|helos engaged|helo engaged|helicopters engaged|helicopter engaged|helo fired|helos fired|planes ~ struck|planes sank|planes destroyed|aircraft destroyed|planes pounded|planes ~ pounded|aircraft ~ pounded|aircraft put ~ out of action|aircraft ~ neutralised|aircraft killed|planes killed|warplanes killed|missiles ~ fired|missiles, fired|bombed from the air|strafed from the air|planes ~ hit|jets ~ struck|jets ~ hit|aircraft ~ struck|aircraft ~ hit|helicopters ~ struck|helicopter ~ hit|warplanes ~ struck|helico hit|planes struck|planes bombed|helicopters killed|helicopter killed|air force struck|air force hit|air force bombed|air force killed|air strikes|airstrikes|strike killed|strikes killed|helicopters fired|helicopter fired|aircraft fired|aircraft struck|jets struck|from the air|aerial bombardment|aerial bombing|warplanes|hit by a strike|strikes on|air raids|struck from the air|gunship+|helicopter gunship|"
    "bomb+|bombard+ from the air|bombard+|carry+ out an air strike|carry+ out air strikes|hit+ from the air|conduct+ an air strike|"
    "carry+ out an airstrike|carry+ out airstrikes|conduct+ an airstrike|strafed by|launch+ an air strike|pound+",
    "drone": "drone dropped|drone ~ dropped|dropped munition|dropped a munition|dropped ~ munitions|drone struck|drone strike|drone hit|drones struck|drones hit|drone fired|drones of ~ fell|drones fell",
    "shelling": "rockets ~ came down|rockets ~ fell|mortar ~ came down|rounds ~ came down|rounds fell|shells ~ came down|mortar rkts|rkts|mortar x|rounds fired at|rockets x|rkt attack|idf|"
    "shell+|lob+ mortars|mortar attack|rocket attack|mortar bombs|shells exploded|rockets exploded|rocket struck|rocket landed|rockets struck|indirect fire|artillery fire|projectiles|a rocket|pound+ with|grad rockets|"
    "shell+ the|shelled|fire+ mortars|fire+ rockets|fire+ mortar|fire+ rocket|mortar rounds|mortar shells|rockets landed|"
    "rockets fell|rockets hit|mortars hit|lob+ shells|mortared|shells landed|shells fell|fire+ shells|receive+ ~ mortar|hit by rockets|"
    "rocketed|fire+ ~ rockets|fire+ ~ mortars|fire+ ~ shells|fire+ ~ mortar|launch+ ~ rockets",
    "grenade": "throw+ a grenade|toss+ a grenade|lob+ a grenade|hurl+ a grenade|threw a hand grenade|throw+ grenades|hurl+ grenades",
    "suicide": "blow+ himself up|blow+ herself up|blow+ themselves up|blow+ up his vest|detonate+ his vest|detonate+ her vest|"
    "detonate+ his belt|detonate+ her belt|set+ off his explosive|set+ off her explosive|ram+ ~ laden with explosives",
    "abduction": "led ~ out of his house|led ~ out of her house|led ~ out of their house|led ~ out of his home|driver ~ taken into the bush|passengers ~ taken into the bush|pulled off a|pulled off the|pulled from a|pulled out of a|kept by|men kept by|taken ~ unknown destination|marched out of|bundle+ into a|were bundled|waved down by|pulled off his|pulled off her|pulled off their|taken into the bush|led into the bush|taken into the dunes|walked into the bush|spirited off|carried off from|driven off in|vanished after|dragged ~ from their home|dragged a|dragged two|dragged three|not been heard of|not been heard from|in the hands of unknown|taken by ~ men who|taken from his|taken from her|taken from their|not been seen since|not seen since|force+ ~ onto|forced ~ onto|force+ ~ into|taken to an unknown destination|led away to an unknown|"
    "take+ ~ away|took ~ captive|hold+ ~ captive|seized ~ as hostages|are being held|was being held|carried ~ off|bundle+ into|bundled into|spirited away|made off with ~ women|remove+ by force|forcibly taken|forcibly removed|forcibly disappear+|enforced disappearance|went missing after|disappear+ after ~ stopped|in the hands of their captors|ransom|hostages|hostage taking|picked up by|"
    "abduct+|kidnap+|take+ hostage|take+ captive|took hostage|taken hostage|seize+ hostage|carry+ off|carried off by|lead+ away|led away|"
    "led ~ away|take+ away|taken away|took ~ away|take+ ~ hostage|snatch+|march+ off|march+ away|marched ~ away|marched ~ off|force+ ~ to follow|"
    "disappear+ after being taken|drag+ away|drag+ out of|held captive|taken by armed|taken by gunmen|whisk+ away|"
    "picked up by soldiers ~ not been seen",
    "arrest": "gave themselves up|gave himself up|give+ themselves up|was picked up|cuffed|handcuffed|in handcuffs|taken for questioning|took ~ men off|took two men off|took three men off|gave themselves up|give+ themselves up|were picked up|have captured|has captured|picked up ~ youths|picked up ~ men|picked up ~ susp|picked up ~ suspects|suspects picked up|suspects held|suspects arrested|detainees|"
    "make+ arrests|made arrests|nab+|nabbed|bust+|placed in custody|in custody|hand+ over to the gendarmerie|handed over to the police|questioned by|under arrest|seize+ a suspect|intercepted ~ suspects|surrender|dismantl+|dismantle+ a cell|dismantled ~ network|captured alive|"
    "arrest+|detain+|apprehend+|take+ into custody|took into custody|taken into custody|captur+|captured|capture+|round+ up|"
    "took ~ into custody|turn+ themselves in|surrender+|caught with",
    "protest": "kept up their sit in|sit in outside|sit in before|break up ~ march|break up ~ rally|broke up ~ march|break up ~ demonstration|broke up ~ demonstration|walked ~ governorate|walked ~ governor|walked ~ prefecture|walked ~ town hall|walked from ~ to ~ asking|in their hundreds walked|march of women|took part in a silent march|peaceful march|protest march|silent march|walk+ to the governor|walk+ to the prefect|handed in a letter|hand+ in a petition|to complain about|sat down in front|sit+ down in front|sat in front|pot in hand|pots in hand|"
    "massed before|mass+ before|mass+ in front|massed in front|gathered before|wave+ ~ flags|waving ~ flags|demand that|to ask for|"
    "take+ part in a march|took part in a march|gather+ outside|gathered outside|gather+ in front|gathered in front|walk+ out|walked out|go+ on strike|went on strike|rally|rallies|stay+ at home|sit+ in|turn+ out to|turned out to|brandish+ placards|chant+|wave+ flags|block+ ~ road|block+ the road|blocked the road|block+ traffic|blocked traffic|blocking the road|blockad+ the road|hold+ a demonstration|held a demonstration|held a march|"
    "protest+|demonstrate+|march+ through|march+ in|march+ on|march+ to|marched|rall+|rallied|take+ to the streets|took to the streets|taken to the streets|"
    "hold+ a rally|held a sit in|stage+ a protest|stage+ a march|stage+ a sit in|down+ tools|picket+|"
    "gathered ~ to demand|block+ the road to demand",
    "dispersed": "live rounds|live ammunition|fire+ on demonstrators|fire+ on protesters|fire+ on the crowd|disperse+|tear gas|teargas|water cannon",
    "riot": "crowd ~ torched|crowd ~ burned|crowd ~ burnt|youths ransacked|youths ~ ransacked|youths ~ set fire|hurled stones at|hurled stones|people ~ hurled stones|set fire to the ~ office|smash up|smashed up|outburst|stones were thrown|throwing stones|crowd stoned|a throng|throng|forced by a crowd|pelted with stones|hit by stones|stones hit|stones were hurled|stones flew|windows were smashed|tyres were burned|crowd ~ stoned|mob ~ stoned|youths stoned|youths ~ stoned|residents beat|villagers beat|neighbours beat|residents ~ beat a|on the rampage|stones thrown|tyres alight|tires alight|tyres burned|tires burned|set+ upon a man|beat+ by a mob|mob|crowd set|crowd beat+|crowd killed|stoning|burn+ the town hall|torch+ the town hall|loot+ shops|erect+ barricades|erected barricades|burning tyres|burning tires|clash+ with police|clashed with police|hurl+ projectiles|threw projectiles|storm+ the embassy|attack+ the embassy|vigilante mob|inter communal brawl|brawl|"
    "riot+|lynch+|throw+ stones|hurl+ stones|threw stones|pelt+|burn+ tyres|burn+ tires|"
    "set+ tyres|set+ tires|barricade+|angry mob|a mob|smash+ the windows|smash+ windows|angry crowd|loot+ the|attack+ ~ shops",
    "looting": "stopped our|took veh|took the veh|took ~ phones|head lifted|cattle lifted|halt+ a column|halt+ a convoy|halted a column|halted a convoy|halted ~ truck|halted ~ bus|halted ~ tankers|was stopped by|waved down|was robbed|were robbed|emptied the armoury|carried away before|were stopped by|been stopped by|took ~ cows|took ~ camels|took ~ goats|took ~ sheep|took ~ animals|took ~ head of cattle|cattle taken|cows taken|animals taken|driven off|drive+ off ~ cattle|drove off ~ head|drove off ~ cattle|shops emptied|emptied ~ shops|sheep gone|cattle gone|stop+ ~ truck|"
    "ransack+|vandalise+|vandalize+|wreck+|"
    "seize+|seized|confiscat+|confiscate+|commandeer+|take+ ~ vehicle|took ~ vehicle|vehicle was taken|vehicles were taken|motorcycle was taken|held at gunpoint|at gunpoint|stripped of|extort+|tax+ residents|collect+ zakat|collected zakat|raid+ ~ livestock|stole|cattle raid|cattle raiders|livestock was taken|animals were taken|drive+ away ~ cattle|took with them|emptied the|ransack+ the health|loot+ the health|loot+ the warehouse|intercept+ ~ truck|intercepted ~ truck|hijack|stopped ~ vehicle|stopped ~ bus|force+ ~ to close|forced to close|order+ ~ to close|shut ~ school|close+ ~ schools|vandali+|damage+ the|search+ the premises|searched by|"
    "rob+|hijack+|carjack+|burgle+|break+ into|loot+|steal+|pillage+|rustle+|make+ off with|made off with|plunder+|strip+ ~ of|"
    "hold+ up|held up|drive+ off with|drove off with|drove away with|rob+ passengers|held up by|requisition+|seize+ cattle|took cattle|"
    "cattle were taken|livestock was stolen|livestock were stolen|empty+ the|carry+ away ~ cattle|took ~ cattle|took ~ livestock",
    "arson": "put a torch to|put the torch to|put to the torch|destroy+ ~ mast|destroy+ ~ antenna|destroy+ ~ pylon|destroy+ ~ bridge|fell+ ~ pylons|felled|mast ~ blown up|pylon ~ blown up|pylons ~ blown up|bridge ~ blown up|antenna ~ blown up|tower ~ blown up|saw+ through|sawn through|cut+ through|fire to|went up in flames|in flames|breach+ the pipeline|punctur+|ablaze|up in smoke|gutted|destroy+ by fire|razed|raze+|burnt|charred|set fire|fire bomb+|blew up a pylon|blow+ up a pylon|cut+ ~ pylon|destroy+ ~ antenna|destroyed ~ bridge|dynamit+|"
    "burn+ down|burnt down|set+ fire to|set+ light to|set+ on fire|set+ alight|set+ ablaze|torch+|burn+|set ~ on fire|set ~ alight|set ~ ablaze|"
    "reduce+ to ashes|go+ up in flames|sabotage+|blow+ up the bridge|blew up the bridge|destroy+ the|cut+ down the antenna|vandalise+ the antenna",
    "movement": "passed through|passing through|left its ~ camp|left its ~ base|handed it over|handed them over|close+ its base|close+ its camp|close+ the base|close+ the camp|hand+ ~ base|hand+ ~ camp|handed its base|handed its camp|left its base|left its camp|left their base|left their camp|left the base|left the camp|vacated|parachuted|airdropped|paratroopers were dropped|paratroopers ~ dropped|impose+ a blockade|imposed ~ blockade|preach+|last ~ peacekeepers left|driven out of the gate|moved into the former|moved into|"
    "pull+ out|pulled out|quit the base|quit the town|depart+ from the base|last ~ left|take+ up position|took up position|arriv+ as reinforcements|reinforcements arrived|sent reinforcements|airlift+|deploy|deployed|redeployed|withdrew|hand+ over|handed over|transferred ~ camp|close+ its camp|closed its camp|abandon+|abandoned|"
    "land+|deploy+|withdraw+|parachute+|arrive+ in the town to|left the base|leave+ the base|move+ into|redeploy+|pull+ out of|"
    "pull+ back|hand+ over the camp|hand+ over the base|handed over the camp|handed over its camp|handed over its base|vacate+|evacuate+ the base|"
    "evacuate+ the camp|took delivery of|relocate+ to|abandon+ the base|abandon+ the post|abandon+ their post",
    "agreement": "put+ ~ signatures|pact of honour|pact of honor|signed a pact|sign+ a pact|initialled|initialed|agreement ~ reached|accord ~ reached|lay down their arms|signed a paper|peace deal was sealed|deal was sealed|pact was sealed|hands were shaken|put ~ thumbs|a truce|put ~ names ~ accord|put their names|peace accord|"
    "reach+ a deal|reached a deal|a deal was|truce|ceasefire agreed|signed|initial+ an agreement|bury+ the hatchet|peace pact|non aggression pact|reconciled|reconciliation ceremony|lift+ the blockade|lifted the blockade|agreed to|agree+ to|concluded|"
    "sign+ a peace|sign+ an agreement|sign+ a ceasefire|sign+ a cessation|agree+ to a ceasefire|agree+ on a truce|agree+ a truce|"
    "conclude+ a truce|conclude+ an agreement|reach+ an agreement|reach+ a truce|sign+ a truce|sign+ an accord|sign+ a non aggression|"
    "pledge+ to lay down|laid down their arms|lay+ down their weapons|hand+ in their weapons|struck a deal|sign+ a local agreement|"
    "sign+ a reconciliation|seal+ a truce|agree+ to lay down",
    "base": "new base|permanent base|new camp|new outpost|open+ a camp|open+ a post|set+ up camp|establish+ a presence|establish+ a position|establish+ a forward|build+ a base|built a base|inaugurat+|inaugurate+|"
    "establish+ a base|open+ a base|set+ up a base|set+ up a camp|establish+ a camp|set+ up a post|inaugurate+ a base|"
    "inaugurate+ ~ base|inaugurate+ ~ camp|open+ ~ base|establish+ ~ outpost|set+ up ~ position|set+ up ~ checkpoint",
    "takeover": "changed hands|hoist+ its banner|hoisted its banner|hoist+ its flag|hoisted its flag|walked in yesterday|walked into the town|walked in without|walked in unopposed|is in the hands of|are in the hands of|in hands of|take+ the whole of|took all of|took the whole of|hoist+ a flag|hoisted a flag|raised a flag|raise+ a flag|hoisted the black flag|drive+ ~ out of|drove ~ out of|chase+ ~ out of|in control of|under the control of|now control|take+ over the|took over the|hoist+ their flag|hoisted their flag|raise+ their flag|raised their flag|seize+ the base|seized the base|hoisted the flag|"
    "seize+ control|take+ control|took control|taken control|capture+ the town|capture+ the village|overrun+ the town|seize+ the town|"
    "fall+ into the hands|fell to|fallen to|town in hands of|take+ the town|took the town|seize+ the village|occup+|occupied|occupy+",
    "regained": "regained the town|regained the village|regained the locality|retook the town|re entered the village|soldiers are back in|army is back in|troops are back in|recapture+|regain+ a foothold|regained a foothold|retake+|regain+ control|win+ back|won back|take+ back|took back|recover+ control|re entered the town|retook|re took",
    "weapons": "dig+ up ~ cache|dug up|dig+ up and|dug up ~ cache|unearth+|found ~ ieds|found ~ ied|blown in situ|bomb disposal team|made safe|eod tm|render+ safe|"
    "found ~ device|blown in place|unexploded|"
    "recover+ weapons|weapons were seized|weapons seized|ammunition seized|arms seized|uncover+|deactivat+|deactivate+|render+ safe|blow+ in place|destroyed in place|discover+ ~ explosive|found ~ explosive|seizure of|intercept+ a shipment|impound+ ~ arms|bomb squad|"
    "seize+ weapons|seize+ arms|seize+ ammunition|seize+ explosives|discover+ a weapons cache|weapons cache|arms cache|defuse+|"
    "defuzed|disarm+ an|made safe|controlled detonation|discover+ an ied|find+ an ied|discover+ an improvised|neutralise+ an ied|"
    "neutralise+ an improvised|neutralised an explosive|discover+ an explosive|uncover+ a cache|seize+ a cache",
    "sexual": "rape+|gang rape+|gang raped|sexually assault+|sexual violence against|sexually abuse+",
    "merger": "pledge+ allegiance|announce+ their merger|swear+ allegiance|announce+ the creation of|split from|join+ forces with|"
    "announce+ its dissolution|disband+",
}  # fmt: skip

TELLING_FR = {
    "killed": "la gorge tranchee|neutralise|neutralises|rester+ sur le carreau|restes sur le carreau|reste sur le carreau|arracher+ a la vie|arraches a la vie|arrachees a la vie|fauch+ ~ vies|fauchant ~ vies|trepas|passe par les armes|passes par les armes|mortellement touches|mortellement touche|mortellement atteints|trouver+ la mort|trouve la mort|perdre+ la vie|perdu la vie|laisser+ la vie|laisse la vie|coute la vie|couter+ la vie|ote la vie|oter+ la vie|mis a mort|mettre+ a mort|succomber+|perir+|deceder+|mourir+|fait ~ morts|faisant ~ morts|bilan ~ morts|bilan ~ mort|rendu l ame|on deplore|deplorer+|ont deplore|"
    "tuer+|a ete tue|a ete tuee|ont ete tues|ont ete tuees|retrouve mort|retrouves morts|retrouvee morte|tabasser+ a mort|battre+ a mort|bruler+ vif|brules vifs|"
    "corps ~ decouverts|corps ~ retrouves|corps ~ retrouve|corps sans vie|charnier",
    "aimed": "cibler+|viser+|prendre+ pour cible|pris pour cible",
    "attack": "mis a sac|mise a sac|tirs sur des|fait l objet d une attaque|faire+ l objet d une attaque|objet d une attaque|a ouvert le feu|sont tombes sous les balles|est tombe sous les balles|pris sous le feu|ont pris pour cible|ont fondu sur|a fondu sur|ont passe au crible|ont surpris un|cribler+ de balles|crible de balles|criblee de balles|essuyait|essuyaient|a essuye des|est passe sous le feu|sous le feu de|sous le feu d|menee par|ont forces|force sa concession|a surpris un|surprendre+ un|fondre+ sur|fondent sur|irruption|attaquer+ ~ convoi mil|tirs ont eclate|terros ~ venus|sont venus|st venus|"
    "encercler+|investir+|mitrailler|ont ete mitrailles|se presenter+ dans|vider+ de ses habitants|vide de ses habitants|etre mitraille|"
    "s abattre sur|semer+ la terreur|semer+ la mort|semer+ la desolation|endeuiller+|s attaquer+ a|s est attaque|se sont attaques|lancer+ un raid|etre la cible|ete la cible|ont ete la cible|a ete la cible|subir+ une attaque|ont subi une attaque|a subi une attaque|victime d une attaque|victimes d une attaque|harceler+|tirs de harcelement|rafale|rafales|arroser+ de balles|cribler+ de balles|crible de balles|passer+ a tabac|bastonner+|fouetter+|flageller+|molester+|agresser+|torturer+|passer+ par les armes|passes par les armes|mener+ une incursion|fait une incursion|faire+ une incursion|descente dans|operer+ une descente|sommairement|executions sommaires|attaque|attaques|attaquent|cible d une attaque|essuyer+|essuye|a ete visee|ont ete vises|perpetrer+|perpetree|perpetre|commettre|ont commis|commis par|s introduire+|se sont introduits|ont penetre|penetrer+ dans|ont envahi|envahir+|prendre+ a revers|rafler+|ouvrent le feu|ouvrant le feu|fait feu|faisaient feu|coups de feu|assassinat de|tuerie|ont frappe|frapper+ a|"
    "attaquer+|ouvrir+ le feu|tirer+ sur|faire+ feu sur|prendre+ a partie|faire+ irruption|"
    "massacrer+|executer+|assassiner+|egorger+|decapiter+|poignarder+|abattre+|essuyer+ des tirs|"
    "essuyer+ une attaque|essuyer+ un tir|tomber+ sous le feu|tomber+ sous les balles|mitrailler+|fusiller+|sont venus tuer|s en prendre a|"
    "s en sont pris|s est pris a|s en est pris|s en prennent|venir+ attaquer|razzier+|attaque contre le village|investir+ le village|investir+ le campement|investir+ le hameau|investir+ le marche|"
    "encercler+ le village|debarquer+ dans|ont debarque|surgir+|ont surgi|visant la communaute|essuye des tirs|tirs sur|atk",
    "assault": "assaillir+|submerger+|donner+ l assaut|prendre+ d assaut|pris d assaut|assaut contre|lancer+ un assaut|lancer+ une attaque|assieger+|"
    "mener+ une attaque|mener+ un assaut|deferler+ sur|penetrer+ dans le camp|investir+ le camp|investir+ la base|investir+ le poste",
    "clash": "deloger+|delogent|a deloge|ont deloge|a tourne a l affrontement|tourner+ a l affrontement|a ete submerge par|tirs ont ete echanges|heure d echanges|heures d echanges|coups de feu ont ete echanges|livrer+ combat|livre combat|ont rattrape|a rattrape|accrochage|accrochages|combats|affrontements ont|affronter|croiser+ le fer|en venir+ aux mains|duel d artillerie|repousser|mis en echec|dejouer+ une attaque|ont resiste|resister+ a|contre attaque|contre attaquer+|echange nourri|echanges nourris|se sont heurtes|se heurter+ a|infliger+ des pertes|lourdes pertes|"
    "s affronter+|se sont affrontes|ont affronte|affronter+|repousser+|accrocher+|ont accroche|a accroche|echange de tirs|echanges de tirs|echanges de coups de feu|"
    "en sont venus aux mains|affrontements|combats ont|se battre+|riposter+|combattre+|mettre+ en fuite|mettre+ en deroute|livrer+ bataille",
    "ambush": "embuscade|embuscades|guet apens|tendre+ un guet apens|pris en embuscade|attaquer+ un convoi|attaque de convoi|"
    "tomber+ dans une embuscade|tendre+ une embuscade|tendu une embuscade|tendu des embuscades|embuscade tendue|embuscade contre|prendre+ en embuscade|prendre+ dans une embuscade|prendre+ dans un guet apens|tombe dans un guet apens|tombes dans un guet apens|"
    "surprendre+ dans une embuscade|tomber+ en embuscade|tombe dans une embuscade|tombes dans une embuscade",
    "operation": "mener+ ~ operation|lancer+ ~ operation|conduire+ ~ operation|"
    "mener+ une operation|mener+ un raid|mener+ des operations|mener+ des raids|ratisser+|lancer+ une operation|conduire+ une operation|neutraliser+|"
    "eliminer+|debusquer+|demanteler+ une base|detruire+ une base|detruire+ un campement|operation menee|effectuer+ un raid|"
    "mettre+ hors d etat de nuire|mis hors d etat de nuire",
    "mine": "vehicule sur mine|veh sur mine|sur mine|sauter+ sur mine|sautent sur mine|mine saute|mine a saute|a saute sur une mine|mine explose|"
    "sauter+ sur une mine|heurter+ une mine|rouler+ sur une mine|marcher+ sur une mine|poser+ le pied sur une mine|actionner+ une mine|"
    "declencher+ une mine|exploser+ sur une mine|touche par une mine|passer+ sur une mine",
    "ied": "saute sur engin|sauter+ sur engin|explose au passage d un engin|exploser+ au passage|sur eei|bombe artisanale|charge artisanale|charge explosive|declencher+ une mine|declenche une mine|passage ~ sur un engin|passage sur une mine|explosion d une charge|sur ied|sauter+ sur eei|sauter+ sur un engin|heurter+ un engin|rouler+ sur un engin|sauter+ sur un eei|marcher+ sur un engin|declencher+ un engin|actionner+ un engin|"
    "sauter+ sur un ied|heurter+ un eei|explosion d un engin|engin explosif ~ a saute|engin explosif ~ a explose|sauter+ sur une bombe|"
    "passer+ sur un engin|toucher+ par un engin|touche par un engin|eei au passage|engin ~ explose au passage",
    "explosion": "exploser+|saboter+ a l explosif|sabote a l explosif|a l explosif|plastiquer+|plastique par|dynamiter+|souffler+ ~ pick|souffle ~ vehicule|a souffle|obus abandonne|bombe artisanale|sauter au|a saute|ont saute|faire+ exploser|detoner+|sauter+ au passage",
    "airstrike": "avions ont frappe|avions ont bombarde|avions frappent|appareils ont frappe|appareils ont bombarde|helico ~ a tire|helico a tire|helicoptere a tire|helicopteres ont tire|aviation ~ detruit|aviation a bombarde|avions ont bombarde|aeronefs ont|aeronefs ~ bombarde|vecteurs ~ traite|bombarder+ une foret|aviation ~ frappe|aviation ~ vise|frappe|frappes|raid aerien|raids aeriens|bombardement|bombardements|bombardement aerien|helicopteres ont|helicoptere a|avions ont|avion a bombarde|aviation a|vecteurs aeriens|traiter+ ~ cible|traite ~ cible|"
    "bombarder+|pilonner+|frapper+ depuis les airs|mener+ des frappes|effectuer+ des frappes|mener+ une frappe|effectuer+ une frappe|"
    "larguer+ des bombes|frappes aeriennes|frappe aerienne",
    "drone": "largue une munition|a largue une|drone ~ largue|drone ~ a frappe|drones ~ ont pilonne|drone ~ a pilonne|drones de l armee|drones ~ ont frappe|drone a tire|frappes de drones|frappe de drone|drone a vise|drones ont vise|drone ~ a vise|drone ~ a bombarde",
    "shelling": "obus tombes|obus sont tombes|obus est tombe|roquettes sont tombees|roquettes tombees|roquettes se sont abattues|obus se sont abattus|obus|mortiers|roquettes|tirs de missiles|missile|missiles|tirs indirects|pluie d obus|obus ~ explose|roquette ~ tombee|roquette ~ touche|pilonner|pilonnage|bombardement a l artillerie|"
    "tirer+ ~ obus|tirer+ ~ roquettes|tirs de mortier|obus ~ abattus|obus ~ tombes|essuyer+ des tirs de mortier|tirs d obus|"
    "roquettes ~ tombees|tirs de roquettes|cible de tirs de|obus de mortier|bombarder+ a l artillerie|roquettes ~ abattues",
    "grenade": "grenade lancee|grenade jetee|grenades lancees|grenade a ete lancee|grenade a explose|lancer+ une grenade|jeter+ une grenade|lancer+ des grenades|explosion d une grenade|degoupiller+ une grenade",
    "suicide": "se faire+ exploser|s est fait exploser|se sont fait exploser|s est faite exploser|se sont faits exploser|actionner+ sa ceinture|"
    "actionner+ sa charge|attentat suicide|se sont fait sauter|s est fait sauter|declencher+ sa ceinture",
    "abduction": "arrachee a son domicile|arrache a son domicile|arraches a leur domicile|conduits a l ecart|retenus quelques heures|se sont saisis d un|se sont saisis de|se sont saisis du|s est saisi d un|se saisir+ d un|soustraits a|soustrait a|soustraire+ a leur|pousses a pied|ont ete pousses|contraints a grimper|contraints de grimper|contraints de monter|forces de monter|forces a monter|contraints a monter|obliges de monter|traine vers la brousse|traine vers|traines vers|traine en brousse|a ete traine|intercepte ~ ravisseurs|n ont plus ete revus|n a plus ete revu|plus ete revus depuis|plus ete revu depuis|plus revus depuis|n a reparu|n ont reparu|introuvables depuis|emmenes par|emmene par|emmenee par|emmenees par|pris par des|pris par des hommes|pris par ~ hommes|retenu ~ ligote|retenus ~ ligotes|rancon|retenu quelques heures|sequestres|sequestrer+|pris chez lui|prise chez elle|pris a son domicile|prise a son domicile|ont rafle|a rafle|rafler+ ~ hommes|fait descendre ~ car|fait descendre ~ bus|fait descendre ~ vehicule|faire+ descendre ~ car|conduits dans la brousse|conduits en brousse|emmenes en brousse|conduit en brousse|conduits en foret|sont partis avec|repartis avec|partis avec ~ personnes|partir+ avec ~ passagers|reparti avec|"
    "conduire+ de force|conduits de force|prise d otage|prise d otages|rapt|enlevement|tombe aux mains de ravisseurs|aux mains de ses ravisseurs|portes disparus|porte disparu|sans nouvelles|disparition forcee|ont ete conduits|emmenee|emmenees|emmenes|emmene|pris par|ont pris ~ personnes|embarquer+|embarques|embarque|capturer+ vivants|rancon|"
    "enlever+|kidnapper+|prendre+ en otage|pris en otage|emmener+|emmenes de force|emmener+ de force|conduire+ vers une destination inconnue|"
    "emporter+ ~ otage|capturer+ par des hommes armes|ravir+|sequestrer+|retenir+ en otage|pris par hani|pris par des hommes armes|pris par des individus|"
    "pris ~ par hani|portes disparus depuis leur interpellation|ont ete pris",
    "arrest": "arrestation|arrestations|coup de filet|mettre+ la main sur ~ personnes|mis la main ~ sur ~ personnes|mis la main ~ sur ~ hommes|mis la main sur ~ suspects|menottes aux poignets|menottes|menotte|cuffed|se sont livres|s est livre|se livrer+ aux autorites|deposer+ les armes devant|depose les armes devant|mis aux fers|garde a vue|deferer+|deferes|defere|demanteler+|demanteles|demantele|ramener+ au poste|prendre+ vivant|pris vivants|se rendre+|s est rendu|rendition|reddition|conduits a la gendarmerie|remis a la gendarmerie|alpaguer+|ont saisi un suspect|"
    "arreter+|interpeller+|apprehender+|capturer+|mettre+ la main sur|mis la main sur|mis la main ~ sur|a mis la main|ont mis la main|placer+ en garde a vue|ecrouer+|"
    "mettre+ aux arrets|mis aux arrets|coffrer+|se rendre+ aux autorites|se sont rendus",
    "protest": "ont manifeste leur|marche silencieuse|une marche a reuni|marche a reuni|a rassemble ~ manifestants|sont descendus dans la rue|est descendue dans la rue|descendre+ dans la rue|population ~ est sortie|population est sortie|population qui est sortie|femmes sont sorties|habitants sont sortis|campent devant|camper+ devant|pour exiger le|pour exiger la|pour reclamer|marche des enseignants|marche des femmes|marche des jeunes|marche des etudiants|marche des eleves|marche des habitants|marche des syndicats|marche des travailleurs|marche des commercants|on a marche|a pris la rue|ont pris la rue|prendre+ la rue|a remis une lettre|remettre+ une lettre|pancartes|scander+|scande|brandir+ des pancartes|exiger+ une base|ont marche sur|ont marche pour|marche silencieuse|sont sortis manifester|battre+ le pave|descendus dans la rue|se mobiliser+|se sont mobilises|ont battu le pave|marche blanche|marche pacifique|marche silencieuse|se sont rassembles|se sont rassemblees|barrer+ la route|bloquer+ la route|ont bloque|sortir+ dans la rue|sont sortis|sont sorties|grogne|debrayer+|greve|sit in|tenir+ un sit in|meeting de|exprimer+ leur colere|crier+ leur colere|"
    "manifester+|defiler+|marcher+ pour|marcher+ contre|ont marche|a marche|marcher+ jusqu|battre+ le pave|descendre+ dans la rue|descendus dans la rue|descendues dans la rue|"
    "observer+ un sit in|organiser+ une marche|organiser+ un sit in|se rassembler+ pour|protester+|scander+|paralyser+ la ville|tenir+ un meeting",
    "dispersed": "balles reelles|tirer+ sur les manifestants|tirer+ sur la foule|disperser+|gaz lacrymogene|gaz lacrymogenes|tirs de sommation",
    "riot": "ont lapide|a lapide|lapider+|jets de pierres|jet de pierres|jeunes ont mis le feu|jeunes ont incendie|manifestants ont mis le feu|habitants ont mis le feu|la colere ~ degenere|population a ~ a mort|bastonner+ a mort|bastonne a mort|foule a ~ a mort|habitants ont ~ a mort|emeute|lynchage|foule ~ lynche|foule ~ tue|foule ~ battu|bruler+ le commissariat|incendier+ la mairie|incendier+ le siege|debordements|echauffourees|bagarre|rixe|jet de pierres|a coups de pierres|lapider+|pneus brules|"
    "saccager+|lyncher+|bruler+ des pneus|caillasser+|jeter+ des pierres|lancer+ des pierres|jets de pierres|foule en colere|population en colere|"
    "jeunes en colere|barricades|emeutiers|vindicte populaire|eriger+ des barricades|forcer+ l entree",
    "looting": "saccager+|livres aux flammes|vider+ les boutiques|comptoir vide|ont vide|conteneurs vides|emporter+ la caisse|mettre+ a sac|mis a sac|vandaliser+|casser+|"
    "s emparer+ d|s emparer+ de|se sont empares de|s est empare de|confisquer+|racketter+|rackettes|prelever+ la zakat|zakat|prelevement de la zakat|vider+ le|rafler+ du betail|razzia|vol de|vols de|ont pris|prendre+ ~ boeufs|pris ~ boeufs|prit ~ boeufs|prendre+ ~ animaux|depossede|soustraire+|fouiller+|arracher+ ~ moto|arrache ~ moto|fermer+ ~ ecole|ferme ~ ecole|fermeture forcee|contraindre+ ~ fermer|detruire+|saccage du|saccager|carjacking|vehicule ~ emporte|emporte|emportes|emportee|"
    "piller+|voler+|derober+|emporter+|braquer+|depouiller+|vandaliser+|cambrioler+|detourner+|razzia de|voler+ du betail|emporter+ du betail|emporter+ le betail|"
    "intercepter+|faire+ main basse|s emparer+ du betail|devaliser+|ranconner+|voles|vol de betail|enlever+ du betail|enlevement de betail",
    "arson": "mis hors d usage|mettre+ hors d usage|endommager+|a ete dynamite|pont dynamite|a ete sabote|a de nouveau ete sabote|ont sabote|a sabote|mis a feu|mise a feu|mises a feu|mettre+ a feu|pylones ~ abattus|pylone ~ abattu|antenne ~ abattue|antenne ~ dynamitee|pont ~ dynamite|oleoduc ~ perce|percer+|sectionner+|scier+|antenne ~ sabotee|sabotee|boutiques pillees|"
    "incendier+|bruler+|mettre+ le feu|mis le feu|partis en fumee|reduire+ en cendres|reduit en cendres|partir+ en fumee|saboter+|sabotage|detruire+ par le feu|calciner+|dynamiter+",
    "movement": "base ~ a ete remise|camp ~ a ete remis|a franchi la frontiere|ont franchi la frontiere|ont evacue|a ete evacue|evacue leur poste|evacuer+ leur poste|evacue son poste|evacuer+ son poste|sont passes par|ont traverse|quitte son camp|quitte leur camp|se sont retirees|installe un barrage|ont installe un barrage|ont erige un barrage|ont dresse un barrage|ferme son camp|ferme sa base|imposer+ un blocus|impose un blocus|decrete ~ blocus|precher+|remis ~ camp|remis ~ base|remis ~ cles|remettre+ ~ camp|quitter+ ~ camp|quitter+ ~ base|quitte ~ camp|quitte ~ base|remis a l armee|remise a l armee|"
    "replier+|se sont replies|s est replie|desengager+|se desengager+|desengagement|demenager+|quitter+|ont quitte|a quitte|arriver+ en renfort|renforts|depart des|depart de la|fermer+ son camp|fermeture du camp|passer+ le relais|relayer+|deploiement|retrait|vider+ les lieux|leve le camp|lever+ le camp|decamper+|redeploiement|transferer+ le camp|"
    "deployer+|se retirer+|retirer+ de la base|parachuter+|ont ete largues|largues|larguer+|se sont retires|s est retiree|s est retire|s est redeploye|"
    "sauter+ en parachute|ont saute en parachute|quitter+ la base|quitter+ le camp|quitter+ leur camp|quitter+ leur base|retroceder+|remettre+ les cles|"
    "se redeployer+|relever+ le detachement|evacuer+ le camp|evacuer+ la base|abandonner+ le camp|abandonner+ la base|abandonner+ leur|prendre+ position|plier+ bagage|"
    "ont quitte leur|a quitte son camp|a quitte la base|remise de la base|retrocession",
    "agreement": "se sont entendus sur|s entendre+ sur une treve|treve ~ conclue|pacte d honneur|document a ete signe|ont conclu ~ une entente|conclure+ ~ entente|une entente|entente d un mois|mange le mouton|mouton de la reconciliation|ont conclu|a conclu|conclu un pacte|topes la|parapher+|paraphe|a ete paraphe|s engagent a cesser|s engager+ a cesser|signe un papier|appose ~ signature|apposer+ ~ signature|signature|signature d un|cessation des hostilites|ont signe|a signe|"
    "treve|accord|accords|pacte|reconcilier+|se sont reconcilies|fumer+ le calumet|lever+ le blocus|leve le blocus|levee du blocus|negocier+|ont negocie|parapher+|s entendre+|se sont entendus|"
    "signer+ un accord|signer+ un cessez|signer+ une treve|conclure+ un accord|conclure+ une treve|ont signe|signer+ un pacte|s engager+ a deposer|engages a deposer|"
    "deposer+ les armes|se sont engages a|sceller+ une treve|parvenir+ a un accord|accord de paix signe|signer+ un protocole|signature d un accord|"
    "convenir+ d une treve|ont convenu",
    "base": "sont installes dans|base permanente|camp permanent|se sont installes|ont pris leurs quartiers|ont etabli|nouvelle base|nouveau camp|nouveau poste|base avancee|implantation|installation d un|creer+ une base|batir+ une base|prendre+ pied|inaugurer+|poste avance|"
    "installer+ une base|ouvrir+ une base|implanter+ une base|etablir+ une base|installer+ un poste|installer+ un camp|inaugurer+ un camp|inaugurer+ une base|"
    "ouvrir+ un poste|ouvrir+ un camp|installer+ un checkpoint|installer+ ses quartiers|prendre+ ses quartiers|inaugurer+ le camp|inaugurer+ la base|installer+ leur base",
    "takeover": "a change de mains|drapeaux ~ hisses|hisse son drapeau|hisser+ son drapeau|s y sont installes|s y est installe|s y installent|est maitre de|sont maitres de|est maitresse de|rester+ maitres de|restes maitres de|se rendre+ maitres de|pris la base|pris le camp|pris la ville|pris le village|pris la localite|prendre+ la base|prendre+ le camp|prendre+ la ville|sous controle|sous le controle|hisser+ leur drapeau|hisse leur drapeau|drapeau noir flotte|hisse ~ drapeau|hisser+ ~ drapeau|plante ~ drapeau|planter+ ~ drapeau|aux mains|occuper|conquerir+|s emparer+ du camp|s emparer+ de la base|s emparer+ du village|prise de la ville|prise du village|chute de la ville|tomber+ entre les mains|ont pris la ville|a pris la ville|sans combat|"
    "prendre+ le controle|pris le controle|s emparer+ de la ville|s est empare|se sont empares|ont pris le controle|faire+ tomber|tombe aux mains|tombee aux mains|"
    "tomber+ aux mains|passer+ sous le controle|passee sous controle|entrer+ dans la ville|occuper+",
    "regained": "ont reinvesti|a reinvesti|a repris la localite|ont repris la localite|a repris la ville|a repris le village|ont repris la ville|ont repris le village|a repris le camp|ont repris le camp|a repris la base|est entre dans|est entree dans|sont entres dans|reprendre+ pied a|ont repris pied|a repris pied|repris pied|a repris ~ aux rebelles|a repris ~ aux terroristes|a repris ~ aux djihadistes|ont repris ~ aux|repris ~ aux mains|reprendre+ le controle|repris le controle|reprendre+ la ville|reconquerir+|reprise de la localite|reprise de la ville|reprise du village|"
    "reinvestir+",
    "weapons": "demineurs|desamorcer+|engin ~ neutralise|repere ~ engin|decouvrir+ ~ engin|decouvert ~ engin|eei desamorce|desamorce par|materiel explosif saisi|"
    "mettre+ la main ~ armes|arsenal|recuperer+ des armes|recupere des armes|armes recuperees|saisir+|saisi|saisis|saisies|engin ~ neutralise|detruit sur place|deminage|demineurs|desactiver+|decouverte d|decouvrir+ ~ explosifs|explosifs ~ saisis|cargaison d armes|cargaison de munitions|cargaison d explosifs|"
    "saisir+ des armes|decouvrir+ une cache|cache d armes|desamorcer+|desamorce|decouvrir+ un engin|engin ~ desamorce|eei ~ decouvert|decouvert ~ neutralise|"
    "saisie d armes|armes ~ saisies|neutraliser+ un engin|munitions saisies|neutralise sur place|detruire+ ~ engin|saisir+ un lot|decouvrir+ ~ munitions",
    "sexual": "violer+|abuser+ sexuellement|viols|agresser+ sexuellement|violences sexuelles",
    "merger": "preter+ allegeance|faire+ allegeance|fait allegeance|annoncer+ leur fusion|annoncer+ sa dissolution|s autodissoudre",
}  # fmt: skip

NAMING_EN = {
    "attack": "incursion|incursions|attack|attacks|massacre|shooting|killing|killings|assassination|murder|raid by|atrocity",
    "assault": "assault|raid on|storming of",
    "clash": "clash|clashes|firefight|gunfight|fighting|battle|gun battle|skirmish|skirmishes|exchange of gunfire|exchanges of fire",
    "ambush": "ambush|ambushes",
    "operation": "opn|ops|operation|operations|raid|raids|sweep|offensive",
    "mine": "landmine|land mine|landmines|mine explosion|mine blast|a mine|anti personnel mine|anti tank mine|by mine",
    "ied": "rcied|vied|pied|homemade bomb|improvised device|improvised explosives|roadside ied|"
    "ied|ieds|improvised explosive device|improvised explosive devices|roadside bomb|explosive device|explosive devices|"
    "improvised explosives|booby trap|booby trapped",
    "explosion": "explosion|blast|bomb|bombing",
    "airstrike": "jets|fighter jets|warplanes|warplane|airstrike|airstrikes|air strike|air strikes|air raid|air raids|helicopter strike|strike|strikes|bombing raid",
    "drone": "unmanned aircraft|drone|drones|drone strikes",
    "shelling": "122mm|107mm|82mm|120mm|shelling|mortar|mortars|mortar fire|rockets|rocket fire|shells|artillery|rocket attack",
    "grenade": "grenade|grenades|hand grenade",
    "suicide": "suicide bomber|suicide bombers|suicide bombing|suicide attack|suicide vest|suicide car bomb|suicide|explosive belt|kamikaze",
    "vbied": "car bomb|laden with explosives|packed with explosives|filled with explosives|loaded with explosives|svbied|vbied|truck bomb|vehicle bomb|vehicle packed with explosives|booby trapped vehicle",
    "abduction": "abduction|abductions|kidnapping|kidnappings|kidnap",
    "arrest": "arrest|arrests",
    "protest": "demo|demos|protest|protests|demonstration|demonstrations|demonstrators|protesters|rally|sit in|strike action|marchers|general strike",
    "riot": "riot|riots|rioters|mob violence|lynching",
    "looting": "looting|cattle rustling|carjacking|robbery|banditry|theft|hold up|livestock theft",
    "arson": "arson",
    "movement": "deployment|withdrawal|airborne operation|handover of the base|handover of the camp|pull out",
    "agreement": "peace accord|local accord|local peace accord|"
    "ceasefire|peace agreement|peace deal|truce|cessation of hostilities|reconciliation agreement",
    "weapons": "arms cache|weapons seizure|seizure of arms|seizure of weapons|bomb disposal|eod",
    "sexual": "rape|rapes|sexual violence",
    "release": "is free|are free|were freed|were let go|was let go|back with their families|back with his family|was freed|were released|was released|been released|been freed|regained their freedom|regained his freedom|regained her freedom|set free|freed after|released after|walked free",
}  # fmt: skip

NAMING_FR = {
    "attack": "attaque|attaques|tuerie|tueries|massacre|assassinat|assassinats|meurtre|meurtres|incursion|exactions|execution|executions|descente",
    "assault": "assaut|assauts",
    "clash": "affrontement|affrontements|combats|combat|accrochage|accrochages|heurts|fusillade",
    "ambush": "embuscade|embuscades",
    "operation": "opn|ops|operation|operations|raid|raids|ratissage|offensive|patrouille de combat",
    "mine": "une mine|mine antipersonnel|mine antichar|mine terrestre|explosion de mine|mines terrestres",
    "ied": "ied|vbied|engin explosif|engins explosifs|engin explosif improvise|engin explosif artisanal|engin improvise|eei|engin artisanal|engin piege",
    "explosion": "explosion|bombe|deflagration|explosions",
    "airstrike": "frappe|frappes|raid aerien|raids aeriens|bombardement|bombardements|bombardement aerien",
    "drone": "appareil sans pilote|engin sans pilote|aeronef sans pilote|drone|drones|drone arme",
    "shelling": "122mm|107mm|82mm|120mm|mortier|mortiers|obus|roquettes|roquette|pilonnage|tir d artillerie|tirs d artillerie",
    "grenade": "grenade|grenades",
    "suicide": "kamikaze|kamikazes|attentat suicide|attaque suicide|ceinture explosive|ceinture d explosifs",
    "vbied": "voiture piegee|charge d explosifs|chargee d explosifs|rempli d explosifs|bourre d explosifs|bourree d explosifs|vehicule piege|camion piege|voiture bourree d explosifs|vehicule bourre d explosifs",
    "abduction": "enlevement|enlevements|rapt|rapts|prise d otages|kidnapping|prise d otage",
    "arrest": "arrestation|arrestations|interpellation|interpellations|capture",
    "protest": "manif|manifs|un rassemblement|cortege|un cortege|manifestation|manifestations|manifestants|manifestantes|marche de protestation|marche pacifique|marche silencieuse|sit in|ville morte",
    "riot": "emeute|emeutes|lynchage|violences urbaines",
    "looting": "pillage|pillages|braquage|braquages|vol de vehicule|vol|rackets",
    "arson": "incendie criminel|incendie volontaire",
    "movement": "deploiement|retrait|parachutage|largage",
    "agreement": "cessez le feu|accord de paix|treve|accord local|pacte de non agression",
    "weapons": "saisie|desamorcage|deminage",
    "sexual": "viol|viols collectifs",
    "release": "sont libres|est libre|ont ete liberes|a ete libere|ont ete liberees|a ete liberee|ete liberes|ete libere|recouvre la liberte|recouvrer+ la liberte|remis en liberte|remise en liberte|remises en liberte|ont ete relaches|a ete relache|retrouve la liberte|retrouver+ la liberte",
}  # fmt: skip
