"""French words that tell an event, by kind: a verb with + stands for all its forms, ~ for up to seven words.

`TELLING` opens an incident by itself; `NAMING` names one, and needs a day, a place or a toll beside it.
"""

from __future__ import annotations

TELLING_FR = {
    "killed": "retrouve crible|retrouves cribles|retrouvee criblee|retrouves ~ cribles|laves ~ corps|lave ~ corps|la gorge tranchee|neutralise|neutralises|rester+ sur le carreau|restes sur le carreau|"
        "reste sur le carreau|arracher+ a la vie|arraches a la vie|arrachees a la vie|fauch+ ~ vies|"
        "fauchant ~ vies|trepas|passe par les armes|passes par les armes|mortellement touches|"
        "mortellement touche|mortellement atteints|trouver+ la mort|trouve la mort|perdre+ la vie|"
        "perdu la vie|laisser+ la vie|laisse la vie|coute la vie|couter+ la vie|ote la vie|"
        "oter+ la vie|mis a mort|mettre+ a mort|succomber+|perir+|deceder+|mourir+|fait ~ morts|"
        "faisant ~ morts|bilan ~ morts|bilan ~ mort|rendu l ame|on deplore|deplorer+|ont deplore|"
    "tuer+|a ete tue|a ete tuee|ont ete tues|ont ete tuees|retrouve mort|retrouves morts|"
    "retrouvee morte|retrouve sans vie|retrouves sans vie|retrouvee sans vie|retrouvees sans vie|retrouvees mortes|"
    "decouvert mort|decouverts morts|decouverte morte|decouvert sans vie|decouverts sans vie|trouve mort|trouves morts|"
    "tabasser+ a mort|battre+ a mort|bruler+ vif|brules vifs|"
    "corps ~ decouverts|corps ~ retrouves|corps ~ retrouve|corps sans vie|charnier",
    "aimed": "cibler+|viser+|prendre+ pour cible|pris pour cible",
    "attack": "crible de plombs|cribles de plombs|essuye une rafale|a essuye une rafale|ont fait ranger|ont ete fauches|a ete mitraille|mis a sac|mise a sac|tirs sur des|fait l objet d une attaque|faire+ l objet d une attaque|"
        "objet d une attaque|a ouvert le feu|sont tombes sous les balles|est tombe sous les balles|"
        "pris sous le feu|ont pris pour cible|ont fondu sur|a fondu sur|ont passe au crible|"
        "ont surpris un|cribler+ de balles|crible de balles|criblee de balles|essuyait|essuyaient|"
        "a essuye des|est passe sous le feu|sous le feu de|sous le feu d|menee par|ont forces|"
        "force sa concession|a surpris un|surprendre+ un|fondre+ sur|fondent sur|irruption|"
        "attaquer+ ~ convoi mil|tirs ont eclate|terros ~ venus|sont venus|st venus|"
    "encercler+|investir+|mitrailler|ont ete mitrailles|se presenter+ dans|"
    "vider+ de ses habitants|vide de ses habitants|etre mitraille|"
    "s abattre sur|semer+ la terreur|semer+ la mort|semer+ la desolation|endeuiller+|"
    "s attaquer+ a|s est attaque|se sont attaques|lancer+ un raid|etre la cible|ete la cible|"
    "ont ete la cible|a ete la cible|subir+ une attaque|ont subi une attaque|a subi une attaque|"
    "victime d une attaque|victimes d une attaque|harceler+|tirs de harcelement|rafale|rafales|"
    "arroser+ de balles|passer+ a tabac|bastonner+|fouetter+|"
    "flageller+|molester+|agresser+|torturer+|passer+ par les armes|passes par les armes|"
    "mener+ une incursion|fait une incursion|faire+ une incursion|descente dans|"
    "operer+ une descente|sommairement|executions sommaires|attaque|attaques|attaquent|"
    "cible d une attaque|essuyer+|essuye|a ete visee|ont ete vises|perpetrer+|perpetree|perpetre|"
    "commettre|ont commis|commis par|s introduire+|se sont introduits|ont penetre|penetrer+ dans|"
    "ont envahi|envahir+|prendre+ a revers|rafler+|ouvrent le feu|ouvrant le feu|fait feu|"
    "faisaient feu|coups de feu|assassinat de|tuerie|ont frappe|frapper+ a|"
    "attaquer+|ouvrir+ le feu|tirer+ sur|faire+ feu sur|prendre+ a partie|faire+ irruption|"
    "massacrer+|executer+|assassiner+|egorger+|decapiter+|poignarder+|abattre+|essuyer+ des tirs|"
    "essuyer+ une attaque|essuyer+ un tir|tomber+ sous le feu|tomber+ sous les balles|"
    "mitrailler+|fusiller+|sont venus tuer|s en prendre a|"
    "s en sont pris|s est pris a|s en est pris|s en prennent|venir+ attaquer|razzier+|"
    "attaque contre le village|investir+ le village|investir+ le campement|investir+ le hameau|"
    "investir+ le marche|"
    "encercler+ le village|debarquer+ dans|ont debarque|surgir+|ont surgi|visant la communaute|"
    "essuye des tirs|tirs sur|atk",
    "assault": "assaillir+|submerger+|donner+ l assaut|prendre+ d assaut|pris d assaut|assaut contre|"
        "lancer+ un assaut|lancer+ une attaque|assieger+|"
    "mener+ une attaque|mener+ un assaut|deferler+ sur|penetrer+ dans le camp|investir+ le camp|"
    "investir+ la base|investir+ le poste",
    "clash": "deloger+|delogent|a deloge|ont deloge|a tourne a l affrontement|tourner+ a l affrontement|"
        "a ete submerge par|tirs ont ete echanges|heure d echanges|heures d echanges|"
        "coups de feu ont ete echanges|livrer+ combat|livre combat|ont rattrape|a rattrape|"
        "accrochage|accrochages|combats|affrontements ont|affronter|croiser+ le fer|"
        "en venir+ aux mains|duel d artillerie|repousser|mis en echec|dejouer+ une attaque|"
        "ont resiste|resister+ a|contre attaque|contre attaquer+|echange nourri|echanges nourris|"
        "se sont heurtes|se heurter+ a|infliger+ des pertes|lourdes pertes|"
    "s affronter+|se sont affrontes|ont affronte|affronter+|repousser+|accrocher+|ont accroche|"
    "a accroche|echange de tirs|echanges de tirs|echanges de coups de feu|"
    "en sont venus aux mains|affrontements|combats ont|se battre+|riposter+|combattre+|"
    "mettre+ en fuite|mettre+ en deroute|livrer+ bataille",
    "ambush": "dans un traquenard|tombes dans un traquenard|est tombe sur un piege|est tombee sur un piege|embuscade|embuscades|guet apens|tendre+ un guet apens|pris en embuscade|attaquer+ un convoi|attaque de convoi|"
    "tomber+ dans une embuscade|tendre+ une embuscade|tendu une embuscade|tendu des embuscades|"
    "embuscade tendue|embuscade contre|prendre+ en embuscade|prendre+ dans une embuscade|"
    "prendre+ dans un guet apens|tombe dans un guet apens|tombes dans un guet apens|"
    "surprendre+ dans une embuscade|tomber+ en embuscade|tombe dans une embuscade|tombes dans une embuscade",
    "operation": "mener+ ~ operation|lancer+ ~ operation|conduire+ ~ operation|"
    "mener+ une operation|mener+ un raid|mener+ des operations|mener+ des raids|ratisser+|"
    "lancer+ une operation|conduire+ une operation|neutraliser+|"
    "eliminer+|debusquer+|demanteler+ une base|detruire+ une base|detruire+ un campement|"
    "operation menee|effectuer+ un raid|"
    "mettre+ hors d etat de nuire|mis hors d etat de nuire",
    "mine": "vehicule sur mine|veh sur mine|sur mine|sauter+ sur mine|sautent sur mine|mine saute|"
        "mine a saute|a saute sur une mine|mine explose|mine au passage|mine contre un|mine contre une|mine sous un|mine sous une|mine sur la piste|"
    "sauter+ sur une mine|heurter+ une mine|rouler+ sur une mine|marcher+ sur une mine|"
    "poser+ le pied sur une mine|actionner+ une mine|"
    "declencher+ une mine|exploser+ sur une mine|touche par une mine|passer+ sur une mine",
    "ied": "touche une charge|touche un engin|charge enfouie|engin enfoui|passe sur une charge|passe sur une seconde charge|passe sur un engin|passe sur une seconde|saute sur engin|sauter+ sur engin|explose au passage d un engin|exploser+ au passage|"
        "sur eei|bombe artisanale|charge artisanale|charge explosive|declencher+ une mine|"
        "declenche une mine|passage ~ sur un engin|passage sur une mine|explosion d une charge|"
        "sur ied|sauter+ sur eei|sauter+ sur un engin|heurter+ un engin|rouler+ sur un engin|"
        "sauter+ sur un eei|marcher+ sur un engin|declencher+ un engin|declencher+ un eei|declencher+ un ied|declencher+ une bombe|declencher+ une charge|actionner+ un engin|"
    "sauter+ sur un ied|heurter+ un eei|explosion d un engin|engin explosif ~ a saute|"
    "engin explosif ~ a explose|sauter+ sur une bombe|"
    "passer+ sur un engin|toucher+ par un engin|touche par un engin|eei au passage|engin ~ explose au passage",
    "explosion": "a ete souffle|a ete soufflee|ont ete souffles|charge a eventre|charge ~ eventre|charge a souffle|engin a souffle|charge a detruit|exploser+|saboter+ a l explosif|sabote a l explosif|a l explosif|plastiquer+|plastique par|"
        "dynamiter+|souffler+ ~ pick|souffle ~ vehicule|a souffle|obus abandonne|bombe artisanale|"
        "sauter au|a saute|ont saute|faire+ exploser|detoner+|sauter+ au passage",
    "airstrike": "avions ~ ont tue|avion ~ a tue|helicopteres ~ ont tue|helicoptere ~ a tue|avion ~ a frappe|avions ~ ont frappe|avion a frappe|avion ~ a bombarde|avions ont frappe|avions ont bombarde|avions frappent|appareils ont frappe|"
        "appareils ont bombarde|helico ~ a tire|helico a tire|helicoptere a tire|"
        "helicopteres ont tire|aviation ~ detruit|aviation ~ neutralise|aviation ~ tue|aviation a bombarde|"
        "aeronefs ont|aeronefs ~ bombarde|vecteurs ~ traite|bombarder+ une foret|aviation ~ frappe|"
        "aviation ~ vise|frappe|frappes|raid aerien|raids aeriens|bombardement|bombardements|"
        "bombardement aerien|helicopteres ont|helicoptere a|avions ont|avion a bombarde|aviation a|"
        "vecteurs aeriens|traiter+ ~ cible|traite ~ cible|"
    "bombarder+|pilonner+|frapper+ depuis les airs|mener+ des frappes|effectuer+ des frappes|"
    "mener+ une frappe|effectuer+ une frappe|"
    "larguer+ des bombes|frappes aeriennes|frappe aerienne",
    "drone": "largue une munition|a largue une|drone ~ largue|drone ~ a frappe|drones ~ ont pilonne|"
        "drone ~ a pilonne|drones de l armee|drones ~ ont frappe|drone a tire|frappes de drones|"
        "frappe de drone|drone a vise|drones ont vise|drone ~ a vise|drone ~ a bombarde",
    "shelling": "rockets sont tombes|rockets sont tombees|rocket est tombe|rockets ~ tombes|rockets tires|tirs de rockets|obus tombes|obus sont tombes|obus est tombe|roquettes sont tombees|roquettes tombees|"
        "roquettes se sont abattues|obus se sont abattus|obus|mortiers|roquettes|tirs de missiles|"
        "missile|missiles|tirs indirects|pluie d obus|obus ~ explose|roquette ~ tombee|"
        "roquette ~ touche|pilonner|pilonnage|bombardement a l artillerie|"
    "tirer+ ~ obus|tirer+ ~ roquettes|tirs de mortier|obus ~ abattus|obus ~ tombes|"
    "essuyer+ des tirs de mortier|tirs d obus|"
    "roquettes ~ tombees|tirs de roquettes|cible de tirs de|obus de mortier|"
    "bombarder+ a l artillerie|roquettes ~ abattues",
    "grenade": "a degoupille une grenade|degoupille une grenade|grenade a roule|grenade ~ a roule|une grenade a ete|grenade lancee|grenade jetee|grenades lancees|grenade a ete lancee|grenade a explose|"
        "lancer+ une grenade|jeter+ une grenade|lancer+ des grenades|explosion d une grenade|"
        "degoupiller+ une grenade",
    "suicide": "se faire+ exploser|s est fait exploser|se sont fait exploser|s est faite exploser|"
        "se sont faits exploser|actionner+ sa ceinture|"
    "declencher+ sa charge|declencher+ leurs charges|actionner+ leurs charges|actionner+ leurs ceintures|declencher+ leurs ceintures|"
    "actionner+ son gilet|declencher+ son gilet|"
    "actionner+ sa charge|attentat suicide|se sont fait sauter|s est fait sauter|declencher+ sa ceinture",
    "abduction": "tire de sa|tiree de sa|tire de son lit|tires de leur|tirees de leur|tire de chez lui|tires de chez eux|tiree de chez elle|sorties de leurs|sortis de leurs|emmene de force|emmenee de force|emmenees de force|ont ete emmenes|a ete emmene|ont ete emmenees|a ete emmenee|a ete pris cette nuit|a ete pris par|ont ete pris par|a ete emmene par|conduits vers la brousse|conduit vers la brousse|conduites vers la brousse|emmenes vers la brousse|emmene en brousse|pris a son domicile|tire de son presbytere|tire de son domicile|tire de sa maison|tires de leurs maisons|hisse sur une moto|hissee sur une moto|manquent a l appel|manque a l appel|arrachee a son domicile|arrache a son domicile|arraches a leur domicile|conduits a l ecart|"
        "retenus quelques heures|se sont saisis d un|se sont saisis de|se sont saisis du|"
        "s est saisi d un|se saisir+ d un|soustraits a|soustrait a|soustraire+ a leur|pousses a pied|"
        "ont ete pousses|contraints a grimper|contraints de grimper|contraints de monter|"
        "forces de monter|forces a monter|contraints a monter|obliges de monter|"
        "traine vers la brousse|traine vers|traines vers|traine en brousse|a ete traine|"
        "intercepte ~ ravisseurs|n ont plus ete revus|n a plus ete revu|plus ete revus depuis|"
        "plus ete revu depuis|plus revus depuis|n a reparu|n ont reparu|introuvables depuis|"
        "emmenes par|emmene par|emmenee par|emmenees par|pris par des|pris par des hommes|"
        "pris par ~ hommes|retenu ~ ligote|retenus ~ ligotes|rancon|retenu quelques heures|"
        "sequestres|sequestrer+|pris chez lui|prise chez elle|"
        "prise a son domicile|ont rafle|a rafle|rafler+ ~ hommes|fait descendre ~ car|"
        "fait descendre ~ bus|fait descendre ~ vehicule|faire+ descendre ~ car|"
        "conduits dans la brousse|conduits en brousse|emmenes en brousse|conduit en brousse|"
        "conduits en foret|sont partis avec|repartis avec|partis avec ~ personnes|"
        "partir+ avec ~ passagers|reparti avec|"
    "conduire+ de force|conduits de force|prise d otage|prise d otages|rapt|enlevement|"
    "tombe aux mains de ravisseurs|aux mains de ses ravisseurs|portes disparus|porte disparu|"
    "sans nouvelles|disparition forcee|ont ete conduits|emmenee|emmenees|emmenes|emmene|pris par|"
    "ont pris ~ personnes|embarquer+|embarques|embarque|capturer+ vivants|"
    "enlever+|kidnapper+|prendre+ en otage|pris en otage|emmener+|emmenes de force|"
    "emmener+ de force|conduire+ vers une destination inconnue|"
    "emporter+ ~ otage|capturer+ par des hommes armes|ravir+|retenir+ en otage|"
    "pris par hani|pris par des hommes armes|pris par des individus|"
    "pris ~ par hani|portes disparus depuis leur interpellation|ont ete pris",
    "arrest": "cueilli chez lui|cueillie chez lui|cueillie chez elle|cueilli a son domicile|cueillis a leur domicile|embarques par la police|embarques par les gendarmes|embarque par la police|embarque par les gendarmes|arrestation|arrestations|coup de filet|mettre+ la main sur ~ personnes|"
        "mis la main ~ sur ~ personnes|mis la main ~ sur ~ hommes|mis la main sur ~ suspects|"
        "menottes aux poignets|menottes|menotte|cuffed|se sont livres|s est livre|"
        "se livrer+ aux autorites|deposer+ les armes devant|depose les armes devant|mis aux fers|"
        "garde a vue|deferer+|deferes|defere|demanteler+|demanteles|demantele|ramener+ au poste|"
        "prendre+ vivant|pris vivants|se rendre+|s est rendu|rendition|reddition|"
        "conduits a la gendarmerie|remis a la gendarmerie|alpaguer+|ont saisi un suspect|"
    "arreter+|interpeller+|apprehender+|capturer+|mettre+ la main sur|mis la main sur|"
    "mis la main ~ sur|a mis la main|ont mis la main|placer+ en garde a vue|ecrouer+|"
    "mettre+ aux arrets|mis aux arrets|coffrer+|se rendre+ aux autorites|se sont rendus",
    "protest": "femmes demandent|femmes reclament|habitants reclament|jeunes reclament|ont manifeste leur|marche silencieuse|une marche a reuni|marche a reuni|"
        "a rassemble ~ manifestants|sont descendus dans la rue|est descendue dans la rue|"
        "descendre+ dans la rue|population ~ est sortie|population est sortie|"
        "population qui est sortie|femmes sont sorties|habitants sont sortis|campent devant|"
        "camper+ devant|pour exiger le|pour exiger la|pour reclamer|marche des enseignants|"
        "marche des femmes|marche des jeunes|marche des etudiants|marche des eleves|"
        "marche des habitants|marche des syndicats|marche des travailleurs|marche des commercants|"
        "on a marche|a pris la rue|ont pris la rue|prendre+ la rue|a remis une lettre|"
        "remettre+ une lettre|pancartes|scander+|scande|brandir+ des pancartes|exiger+ une base|"
        "ont marche sur|ont marche pour|sont sortis manifester|battre+ le pave|"
        "descendus dans la rue|se mobiliser+|se sont mobilises|ont battu le pave|marche blanche|"
        "marche pacifique|se sont rassembles|se sont rassemblees|barrer+ la route|"
        "bloquer+ la route|ont bloque|sortir+ dans la rue|sont sortis|sont sorties|grogne|debrayer+|"
        "greve|sit in|tenir+ un sit in|meeting de|exprimer+ leur colere|crier+ leur colere|"
    "manifester+|defiler+|marcher+ pour|marcher+ contre|ont marche|a marche|marcher+ jusqu|"
    "descendues dans la rue|"
    "observer+ un sit in|organiser+ une marche|organiser+ un sit in|se rassembler+ pour|"
    "protester+|paralyser+ la ville|tenir+ un meeting",
    "dispersed": "balles reelles|tirer+ sur les manifestants|tirer+ sur la foule|disperser+|gaz lacrymogene|"
        "gaz lacrymogenes|tirs de sommation",
    "riot": "habitants furieux|jeunes furieux|habitants en colere ont|lyceens ont incendie|eleves ont incendie|foule a incendie|foule ~ incendie|ont lapide|a lapide|lapider+|jets de pierres|jet de pierres|jeunes ont mis le feu|"
        "jeunes ont incendie|manifestants ont mis le feu|habitants ont mis le feu|"
        "la colere ~ degenere|population a ~ a mort|bastonner+ a mort|bastonne a mort|"
        "foule a ~ a mort|habitants ont ~ a mort|emeute|lynchage|foule ~ lynche|foule ~ tue|"
        "foule ~ battu|bruler+ le commissariat|incendier+ la mairie|incendier+ le siege|debordements|"
        "echauffourees|bagarre|rixe|degenere a coups de|a coups de batons|a coups de gourdins|"
        "a coups de pierres|pneus brules|"
    "saccager+|lyncher+|bruler+ des pneus|caillasser+|jeter+ des pierres|lancer+ des pierres|"
    "foule en colere|population en colere|"
    "jeunes en colere|barricades|emeutiers|vindicte populaire|eriger+ des barricades|forcer+ l entree",
    "looting": "saccager+|livres aux flammes|vider+ les boutiques|comptoir vide|ont vide|conteneurs vides|"
        "emporter+ la caisse|mettre+ a sac|mis a sac|vandaliser+|casser+|"
    "s emparer+ d|s emparer+ de|se sont empares de|s est empare de|confisquer+|racketter+|"
    "rackettes|prelever+ la zakat|zakat|prelevement de la zakat|vider+ le|rafler+ du betail|"
    "razzia|vol de|vols de|ont pris|prendre+ ~ boeufs|pris ~ boeufs|prit ~ boeufs|"
    "prendre+ ~ animaux|depossede|soustraire+|fouiller+|arracher+ ~ moto|arrache ~ moto|"
    "fermer+ ~ ecole|ferme ~ ecole|fermeture forcee|contraindre+ ~ fermer|detruire+|saccage du|"
    "saccager|carjacking|vehicule ~ emporte|emporte|emportes|emportee|"
    "piller+|voler+|derober+|emporter+|braquer+|depouiller+|cambrioler+|detourner+|"
    "razzia de|voler+ du betail|emporter+ du betail|emporter+ le betail|"
    "intercepter+|faire+ main basse|s emparer+ du betail|devaliser+|ranconner+|voles|"
    "vol de betail|enlever+ du betail|enlevement de betail",
    "arson": "a flambe|ont flambe|est parti en fumee|est partie en fumee|reduit en cendres|reduite en cendres|mis hors d usage|mettre+ hors d usage|endommager+|a ete dynamite|pont dynamite|a ete sabote|"
        "a de nouveau ete sabote|ont sabote|a sabote|mis a feu|mise a feu|mises a feu|mettre+ a feu|"
        "pylones ~ abattus|pylone ~ abattu|antenne ~ abattue|antenne ~ dynamitee|pont ~ dynamite|"
        "oleoduc ~ perce|percer+|sectionner+|scier+|antenne ~ sabotee|sabotee|boutiques pillees|"
    "incendier+|bruler+|mettre+ le feu|mis le feu|partis en fumee|reduire+ en cendres|"
    "partir+ en fumee|saboter+|sabotage|detruire+ par le feu|calciner+|"
    "dynamiter+",
    "movement": "base ~ a ete remise|camp ~ a ete remis|a franchi la frontiere|ont franchi la frontiere|"
        "ont evacue|a ete evacue|evacue leur poste|evacuer+ leur poste|evacue son poste|"
        "evacuer+ son poste|sont passes par|ont traverse|quitte son camp|quitte leur camp|"
        "se sont retirees|installe un barrage|ont installe un barrage|ont erige un barrage|"
        "ont dresse un barrage|ferme son camp|ferme sa base|imposer+ un blocus|impose un blocus|"
        "decrete ~ blocus|precher+|remis ~ camp|remis ~ base|remis ~ cles|remettre+ ~ camp|"
        "quitter+ ~ camp|quitter+ ~ base|quitte ~ camp|quitte ~ base|remis a l armee|"
        "remise a l armee|"
    "replier+|se sont replies|s est replie|desengager+|se desengager+|desengagement|demenager+|"
    "quitter+|ont quitte|a quitte|arriver+ en renfort|renforts|depart des|depart de la|"
    "fermer+ son camp|fermeture du camp|passer+ le relais|relayer+|deploiement|retrait|"
    "vider+ les lieux|leve le camp|lever+ le camp|decamper+|redeploiement|transferer+ le camp|"
    "deployer+|se retirer+|retirer+ de la base|parachuter+|ont ete largues|largues|larguer+|"
    "se sont retires|s est retiree|s est retire|s est redeploye|"
    "sauter+ en parachute|ont saute en parachute|quitter+ la base|quitter+ le camp|"
    "quitter+ leur camp|quitter+ leur base|retroceder+|remettre+ les cles|"
    "se redeployer+|relever+ le detachement|evacuer+ le camp|evacuer+ la base|"
    "abandonner+ le camp|abandonner+ la base|abandonner+ leur|prendre+ position|plier+ bagage|"
    "ont quitte leur|a quitte son camp|a quitte la base|remise de la base|retrocession",
    "agreement": "se sont entendus sur|s entendre+ sur une treve|treve ~ conclue|pacte d honneur|"
        "document a ete signe|ont conclu ~ une entente|conclure+ ~ entente|une entente|"
        "entente d un mois|mange le mouton|mouton de la reconciliation|ont conclu|a conclu|"
        "conclu un pacte|topes la|parapher+|paraphe|a ete paraphe|s engagent a cesser|"
        "s engager+ a cesser|signe un papier|appose ~ signature|apposer+ ~ signature|signature|"
        "signature d un|cessation des hostilites|ont signe|a signe|"
    "treve|accord|accords|pacte|reconcilier+|se sont reconcilies|fumer+ le calumet|"
    "lever+ le blocus|leve le blocus|levee du blocus|negocier+|ont negocie|s entendre+|"
    "se sont entendus|"
    "signer+ un accord|signer+ un cessez|signer+ une treve|conclure+ un accord|"
    "conclure+ une treve|signer+ un pacte|s engager+ a deposer|engages a deposer|"
    "deposer+ les armes|se sont engages a|sceller+ une treve|parvenir+ a un accord|"
    "accord de paix signe|signer+ un protocole|signature d un accord|"
    "convenir+ d une treve|ont convenu",
    "base": "a ouvert ~ une base|ont ouvert ~ une base|sont installes dans|base permanente|camp permanent|se sont installes|"
        "ont pris leurs quartiers|ont etabli|nouvelle base|nouveau camp|nouveau poste|base avancee|"
        "implantation|installation d un|creer+ une base|batir+ une base|prendre+ pied|inaugurer+|"
        "poste avance|"
    "installer+ une base|ouvrir+ une base|implanter+ une base|etablir+ une base|"
    "installer+ un poste|installer+ un camp|inaugurer+ un camp|inaugurer+ une base|"
    "ouvrir+ un poste|ouvrir+ un camp|installer+ un checkpoint|installer+ ses quartiers|"
    "prendre+ ses quartiers|inaugurer+ le camp|inaugurer+ la base|installer+ leur base",
    "takeover": "a change de mains|drapeaux ~ hisses|hisse son drapeau|hisser+ son drapeau|"
        "s y sont installes|s y est installe|s y installent|est maitre de|sont maitres de|"
        "est maitresse de|rester+ maitres de|restes maitres de|se rendre+ maitres de|pris la base|"
        "pris le camp|pris la ville|pris le village|pris la localite|prendre+ la base|"
        "prendre+ le camp|prendre+ la ville|sous controle|sous le controle|hisser+ leur drapeau|"
        "hisse leur drapeau|drapeau noir flotte|hisse ~ drapeau|hisser+ ~ drapeau|plante ~ drapeau|"
        "planter+ ~ drapeau|aux mains|occuper|conquerir+|s emparer+ du camp|s emparer+ de la base|"
        "s emparer+ du village|prise de la ville|prise du village|chute de la ville|"
        "tomber+ entre les mains|ont pris la ville|a pris la ville|sans combat|"
    "prendre+ le controle|pris le controle|s emparer+ de la ville|s est empare|se sont empares|"
    "ont pris le controle|faire+ tomber|tombe aux mains|tombee aux mains|"
    "tomber+ aux mains|passer+ sous le controle|passee sous controle|entrer+ dans la ville|occuper+",
    "regained": "repris pied dans|ont reinvesti|a reinvesti|a repris la localite|ont repris la localite|a repris la ville|"
        "a repris le village|ont repris la ville|ont repris le village|a repris le camp|"
        "ont repris le camp|a repris la base|est entre dans|est entree dans|sont entres dans|"
        "reprendre+ pied a|ont repris pied|a repris pied|repris pied|a repris ~ aux rebelles|"
        "a repris ~ aux terroristes|a repris ~ aux djihadistes|ont repris ~ aux|repris ~ aux mains|"
        "reprendre+ le controle|repris le controle|reprendre+ la ville|reconquerir+|"
        "reprise de la localite|reprise de la ville|reprise du village|"
    "reinvestir+",
    "weapons": "mis au jour ~ bombes|mis au jour ~ bombe|mis au jour ~ engins|neutralise ~ bombes|neutralise ~ bombe|neutralise ~ engins|mis au jour une charge|mis au jour ~ charge|mis au jour un engin|detruite sur place|detruit sur place|detruits sur place|detruites sur place|engins ont ete decouverts|engin a ete decouvert|mines ont ete decouvertes|mine a ete decouverte|decouverts et detruits|decouvert et detruit|demineurs|desamorcer+|engin ~ neutralise|repere ~ engin|decouvrir+ ~ engin|"
        "decouvert ~ engin|eei desamorce|desamorce par|materiel explosif saisi|"
    "mettre+ la main ~ armes|arsenal|recuperer+ des armes|recupere des armes|armes recuperees|"
    "saisir+|saisi|saisis|saisies|deminage|"
    "desactiver+|decouverte d|decouvrir+ ~ explosifs|explosifs ~ saisis|cargaison d armes|"
    "cargaison de munitions|cargaison d explosifs|"
    "saisir+ des armes|decouvrir+ une cache|cache d armes|desamorce|"
    "decouvrir+ un engin|engin ~ desamorce|eei ~ decouvert|decouvert ~ neutralise|"
    "saisie d armes|armes ~ saisies|neutraliser+ un engin|munitions saisies|neutralise sur place|"
    "detruire+ ~ engin|saisir+ un lot|decouvrir+ ~ munitions",
    "sexual": "violer+|abuser+ sexuellement|viols|agresser+ sexuellement|violences sexuelles",
    "merger": "proclament leur dissolution|ont proclame leur dissolution|leur fusion en une|en une seule organisation|fondent en un seul|preter+ allegeance|faire+ allegeance|fait allegeance|annoncer+ leur fusion|"
        "annoncer+ sa dissolution|s autodissoudre",
}  # fmt: skip

NAMING_FR = {
    "attack": "attaque|attaques|tuerie|tueries|massacre|assassinat|assassinats|meurtre|meurtres|incursion|"
        "exactions|execution|executions|descente",
    "assault": "assaut|assauts",
    "clash": "affrontement|affrontements|combats|combat|accrochage|accrochages|heurts|fusillade",
    "ambush": "embuscade|embuscades",
    "operation": "opn|ops|operation|operations|raid|raids|ratissage|offensive|patrouille de combat",
    "mine": "une mine|mine antipersonnel|mine antichar|mine terrestre|explosion de mine|mines terrestres",
    "ied": "ied|vbied|engin explosif|engins explosifs|engin explosif improvise|engin explosif artisanal|"
        "engin improvise|eei|engin artisanal|engin piege",
    "explosion": "explosion|bombe|deflagration|explosions",
    "airstrike": "frappe|frappes|raid aerien|raids aeriens|bombardement|bombardements|bombardement aerien",
    "drone": "appareil sans pilote|engin sans pilote|aeronef sans pilote|drone|drones|drone arme",
    "shelling": "122mm|107mm|82mm|120mm|mortier|mortiers|obus|roquettes|roquette|pilonnage|tir d artillerie|tirs d artillerie",
    "grenade": "grenade|grenades",
    "suicide": "vehicule suicide|voiture suicide|camion suicide|moto suicide|kamikaze|kamikazes|attentat suicide|attaque suicide|gilet explosif|gilets explosifs|ceintures explosives|ceinture explosive|ceinture d explosifs",
    "vbied": "voiture piegee|charge d explosifs|chargee d explosifs|rempli d explosifs|bourre d explosifs|"
        "bourree d explosifs|vehicule piege|camion piege|voiture bourree d explosifs|"
        "vehicule bourre d explosifs",
    "abduction": "enlevement|enlevements|rapt|rapts|prise d otages|kidnapping|prise d otage",
    "arrest": "arrestation|arrestations|interpellation|interpellations|capture",
    "protest": "manif|manifs|un rassemblement|cortege|un cortege|manifestation|manifestations|manifestants|"
        "manifestantes|marche de protestation|marche pacifique|marche silencieuse|sit in|ville morte",
    "riot": "emeute|emeutes|lynchage|violences urbaines",
    "looting": "pillage|pillages|braquage|braquages|vol de vehicule|vol|rackets",
    "arson": "incendie criminel|incendie volontaire",
    "movement": "deploiement|retrait|parachutage|largage",
    "agreement": "cessez le feu|accord de paix|treve|accord local|pacte de non agression",
    "weapons": "saisie|desamorcage|deminage",
    "sexual": "viol|viols collectifs",
    "release": "a libere ~ otage|a libere ~ otages|ont libere ~ otage|ont libere ~ otages|sont libres|est libre|ont ete liberes|a ete libere|ont ete liberees|a ete liberee|"
        "ete liberes|ete libere|recouvre la liberte|recouvrer+ la liberte|remis en liberte|"
        "remise en liberte|remises en liberte|ont ete relaches|a ete relache|retrouve la liberte|"
        "retrouver+ la liberte",
}  # fmt: skip
