"""Words and patterns of dates, English and French; the texts that they are tried on are folded."""

from __future__ import annotations

import re

from incidents.ingest.extract.text.wordlists import phrase_list, word_set

MONTH_WORDS = {
    1: "january jan janvier janv",
    2: "february feb fevrier fevr fev",
    3: "march mar mars",
    4: "april apr avril avr",
    5: "may mai",
    6: "june jun juin",
    7: "july jul juillet juil",
    8: "august aug aout",
    9: "september sept sep septembre",
    10: "october oct octobre",
    11: "november nov novembre",
    12: "december dec decembre",
}
MONTHS = {word: number for number, words in MONTH_WORDS.items() for word in words.split()}
WEEKDAY_WORDS = phrase_list(
    "monday lundi|tuesday mardi|wednesday mercredi|thursday jeudi|friday vendredi|saturday samedi|"
    "sunday dimanche"
)
WEEKDAYS = {word: number for number, words in enumerate(WEEKDAY_WORDS) for word in words.split()}
_MONTH = r"(?P<{0}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<{0}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|er)?"
_YEAR = r"(?:,?\s+(?:of\s+|de\s+)?(?P<year>(?:19|20)\d\d)\b(?!\s?(?:hrs?|h|hours|heures|z|l)\b))?"
_TO = r"\s*(?:-|–|to|and|until|au|et|/)\s*(?:le\s+)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\s+)?"


def _pattern(template: str) -> re.Pattern[str]:
    filled = (
        template.replace("DAY2", _DAY.format("day2"))
        .replace("DAY", _DAY.format("day"))
        .replace("MONTH2", _MONTH.format("month2"))
        .replace("MONTH", _MONTH.format("month"))
        .replace("YEAR", _YEAR)
        .replace("_TO_", _TO)
    )
    return re.compile(rf"(?<![\w.,/-]){filled}(?![\w/])")


_SHORT_NAME = r"mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|lun|mar|mer|jeu|vend?|sam|dim"
_SHORT = rf"(?:{_SHORT_NAME})[a-z]{{0,6}}"
# "Ont tué lundi 17 éléments": the number counts who stands behind it.
COUNTS_PEOPLE = re.compile(
    r"\s+(?:elements|soldats|soldiers|civils|civilians|combattants|fighters|jihadistes|djihadistes|jihadists|terroristes|terrorists|"
    r"assaillants|assailants|attackers|hommes|femmes|men|women|personnes|people|villageois|villagers|eleveurs|herders|militaires|"
    r"gendarmes|policiers|policemen|enfants|children|militants|gunmen|traders|commercants|pecheurs|agriculteurs|cultivateurs|paysans|"
    r"farmers|vdp|fama|morts|dead)\b"
)
# Tried in this order at each place of the text; the texts are folded, so no accents here.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("iso", re.compile(r"(?<![\w-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])")),
    ("figures", re.compile(r"(?<![\w/.])(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?![\w/])")),
    ("group", re.compile(r"(?<![\w/])(?P<day>\d\d)(?P<month>\d\d)(?P<short>\d\d)(?=\s+\d{4}\s?(?:z|h|hrs|l)\b)")),
    ("day", re.compile(rf"(?<!\w)(?P<day>[0-3]\d)(?:\d{{4}}z?)?(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?P<year>\d\d)?(?!\w)")),
    ("weekof", _pattern(r"(?:the )?(?:week of|semaine du) (?:the )?DAY\s+MONTHYEAR")),
    ("shortdays", re.compile(r"\b(?P<first>" + _SHORT_NAME + r")\.?\s?(?:(?:night|nite|soir)\s)?(?:->|→|-|–|/|to|au?)\s?(?P<second>" + _SHORT_NAME + r")\b\.?(?!\s?\d)")),
    ("weekdays", re.compile(rf"\b(?P<first>{'|'.join(WEEKDAYS)})(?:\s+(?:night|evening|soir))?(?:{_TO}|\s+a\s+)(?:ce\s+)?(?P<second>{'|'.join(WEEKDAYS)})\b")),
    ("range", _pattern(r"DAY\s+MONTH_TO_DAY2\s+MONTH2YEAR")),
    ("range", _pattern(r"DAY_TO_DAY2\s+(?:of\s+)?MONTHYEAR")),
    ("range", _pattern(r"MONTH\s+DAY_TO_MONTH2\s+DAY2YEAR")),
    ("range", _pattern(r"MONTH\s+DAY_TO_DAY2YEAR")),
    ("day", _pattern(r"DAY\s+(?:of\s+)?MONTHYEAR")),
    ("day", _pattern(r"MONTH\s+DAYYEAR")),
    ("range", re.compile(r"(?<![\w/.])(?P<day>[12]\d|3[01]|0?[1-9])(?:/(?P<month>0?[1-9]|1[0-2]))?\s*(?:-|–|to|and|au|et|a)\s*(?P<day2>[12]\d|3[01]|0?[1-9])/(?P<month2>0?[1-9]|1[0-2])(?:/(?P<year>(?:19|20)\d\d))?(?![\w/])")),
    ("day", re.compile(r"(?<=^)[^\w]*(?P<day>[0-3]\d)\.(?P<month>0[1-9]|1[0-2])(?P<year>(?!))?(?=\s*[,:;])")),
    ("day", re.compile(r"(?<![\w/.])(?P<day>[12]\d|3[01]|0?[1-9])/(?P<month>0[1-9]|1[0-2])(?:/(?P<year>\d\d))?(?![\w/])")),
    ("day", re.compile(r"(?<![\w/.])(?P<day>[12]\d|3[01]|0?[1-9])/(?P<month>[1-9])(?P<year>(?!))?(?=\s(?:\d{3,4}\b|\d{1,2}(?:h|:\d)|eve\b|am\b|pm\b|vers\b|abt\b|matin\b|soir\b|a \d|at \d|dawn\b|dusk\b|night\b|nuit\b)|\s?:)(?![\w/])")),
    ("day", re.compile(r"\b" + _SHORT + r"\.?\s+(?P<day>[12]\d|3[01]|0?[1-9])/(?P<month>1[0-2]|0?[1-9])(?P<year>(?!))?(?![\w/])")),
    ("part", _pattern(r"(?P<part>early|mid|late|debut|mi|fin|(?:la )?premiere decade|(?:the )?first (?:ten days|half) of|(?:la )?deuxieme decade|(?:la )?derniere decade|the (?:beginning|middle|end) of)[\s-]+(?:de\s+|d')?MONTHYEAR")),
    ("month", _pattern(r"(?P<cue>last|in|during|since|of|by|from|until|en|depuis|de|au mois de|fin|mois d'|d')?\s*MONTHYEAR(?P<lastyear> (?:of |de )?(?:last year|l'an dernier|l'annee derniere))?")),
    ("nights", re.compile(rf"\b{_SHORT}\.?\s+(?P<day>[12]\d|3[01]|0?[1-9])(?:er|st|nd|rd|th)?\s*(?:-|–|/|to|and|au|et|a)\s*(?:le\s+)?{_SHORT}\.?\s+(?P<day2>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?!\s+(?:{'|'.join(MONTHS)})\b)")),
    ("shortday", re.compile(r"\b(?P<weekday>" + _SHORT_NAME + r")\b\.?(?=\s?(?:dawn|dusk|eve\b|aft\b|avo\b|nite\b|noon|early|late|morning|afternoon|evening|night|am\b|pm\b|matin|midi|soir|apres-midi|nuit|:|(?:abt|about|ard|around|approx|vers)\.? \d|\d{1,2} ?h\b|\d{1,2}h\d\d\b|\d{3,4}\b))")),
    ("shortday", re.compile(r"\b(?P<weekday>fri|thu(?:rs?)?|wed|tues)\b(?=\s*[.,;)])")),
    ("dayofmonth", re.compile(rf"\b(?P<weekday>{'|'.join(WEEKDAYS)})\s+(?:the\s+)?(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|er)?\b(?!\s*(?:h\b|heures|hours|:\s?\d|/|{'|'.join(MONTHS)}))")),
    ("weekday", re.compile(rf"\b(?P<last>last\s+)?(?P<weekday>{'|'.join(WEEKDAYS)})(?P<last2>\s+(?:dernier|last))?\b(?!-la\b)")),
    ("dayofmonth", re.compile(r"\b(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|lun|mer|jeu|vend?|sam|dim)\b\.?\s+(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?=\s*(?:am\b|pm\b|\d{3,4}\b|[,:–-]|at\b|abt\b|about\b|around\b|ard\b|approx\b|dawn\b|dusk\b|noon\b|eve\b|aft\b|@|au\b|matin|midi|soir|nuit|night|morning|vers))")),
    ("daysago", re.compile(r"\b[jd]\s?-\s?(?P<count>[1-9])\b")),
    ("ago", re.compile(r"\b(?:il y a\s+)?(?P<count>\d{1,2}|two|three|four|five|deux|trois|quatre|cinq)\s+(?P<unit>days?|weeks?|jours?|semaines?)(?P<ago>\s+ago)?\b")),
    ("nights", re.compile(r"\b(?:nuit|night)\s+(?:du\s+|of\s+|from\s+)?(?P<day>[12]\d|3[01]|0?[1-9])\s*(?:-|–|/|au|to)\s*(?P<day2>[12]\d|3[01]|0?[1-9])\b(?![/\w]|\s+(?:" + "|".join(MONTHS) + r")\b)")),
    ("night", re.compile(r"\b(?P<words>overnight|during the night|in the night|(?:dans|pendant|durant) la nuit(?! (?:du|de|precedente))|cette nuit|nuit derniere|la nuit derniere|la nuit passee|nuit passee)\b(?! (?:\d|of|from|between|du|de|on (?:\d|the|mon|tue|wed|thu|fri|sat|sun)|mon\b|tues?\b|wed\b|thu|fri\b|sat\b|sun\b|monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b)")),
    ("relative", re.compile(r"\b(?P<words>ystdy|ystd|yday|y'day|last night|last nite|last nt|this a\.m|ytd|this am|this pm|over the (?:past )?weekend|last weekend|this weekend|at the weekend|ce week-end|le week-end(?: dernier)?|the day before yesterday|avant-hier|avant hier|yesterday|yest|hier|today|tonight|this (?:morning|morn|afternoon|evening)|ce (?:matin|midi|soir|jour)(?!-la)|cet apres-midi|j-1|j-2|d-1|aujourd'hui|last week|la semaine derniere|this week|cette semaine|last month|le mois dernier|last year|l'annee derniere|l'an dernier|this year|cette annee|this month|ce mois-ci)\b")),
    ("anchored", re.compile(r"\b(?P<words>the preceding night|the previous night|the night before(?! (?:last|the|a)\b)|la nuit precedente|some hours (?:before|earlier)|hours before|a few hours before|quelques heures avant|hours earlier|hours later|some hours later|a few hours (?:later|earlier)|quelques heures (?:plus tard|plus tot|auparavant)|the same day|same day|that day|le meme jour|(?<=^)meme jour|la meme journee|la meme nuit|le surlendemain|l'avant-veille|(?:the )?(?:next|following) (?:morning|afternoon|evening)|the following day|the next day|a day later|le lendemain|the day before(?! yesterday)|the previous (?:day|morning|afternoon|evening)|la veille|(?:a|one|un|two|three|four|five|deux|trois|quatre|cinq) (?:days?|jours?) (?:later|on(?=,)|afterwards|after|plus tard|apres|earlier|before|auparavant|plus tot|avant)|(?:a|one|une|two|three|deux|trois) (?:weeks?|semaines?) (?:later|earlier|before|plus tard|plus tot|auparavant)(?! le \w)|the day after|the morning after|that same day|that night|cette nuit-la|ce jour-la|ce matin-la|ce soir-la|ce meme jour|the same (?:morning|afternoon|evening|night)|le meme (?:matin|soir)|(?:^|^\W+)(?:in the (?:afternoon|evening)|dans l'apres-midi|dans la soiree)(?! (?:du|de|of)\b))\b")),
    ("numberday", re.compile(r"(?:(?<=^)|(?<=[\s(.;:]))(?:le\s+(?P<day>[12]\d|3[01]|[1-9])(?:er)?|(?:on\s+)?the\s+(?P<nth>[12]\d|3[01]|[1-9])(?:st|nd|rd|th))(?=\s*[,;:]|\s*\.?\s*$|\s+(?:au (?:matin|soir|petit)|vers \d|en soiree|dans (?:la|l')))")),
    ("numberday", re.compile(r"\b(?:on|(?:(?:on|in) the )?(?:morning|afternoon|evening|night) of) the (?P<day>[12]\d|3[01]|[1-9])(?P<nth>st|nd|rd|th)\b(?! (?:of|anniversary|day|week|month|floor|parallel|attempt|occasion|edition|session|regiment|battalion|brigade|district)\b)")),
    ("numberday", re.compile(r"(?:(?<=^)le (?P<day>[12]\d|3[01]|[1-9])(?:er)?|\ble (?P<nth>[12]\d|3[01]|[1-9])(?:er)? courant)\b(?=,? (?:courant|a|au|aux|en|pres|entre|des|un|une|le|la|les)\b| (?:l|d)')")),
    ("numberday", re.compile(r"(?<=, )(?P<day>[12]\d|3[01]|[1-9])(?P<nth>st|nd|rd|th)(?=,)")),
    ("year", re.compile(r"\b(?P<cue>in|since|en|depuis|de|of)\s+(?P<year>(?:19|20)\d\d)\b(?![-/])")),
)  # fmt: skip
# One of these words stands in every date of these patterns that has no figure.
TELLING_WHEN = word_set(
    f"{' '.join(MONTHS)} {' '.join(WEEKDAYS)} mon tue tues wed thu thur thurs fri sat sun lun mar mer jeu ven vend sam dim "
    "day days jour jours journee week weeks weekend semaine semaines month mois year annee an night "
    "nite nt nuit "
    "overnight yesterday yest ystdy ystd yday ytd hier today tonight aujourd morning morn afternoon evening am pm m "
    "matin midi soir soiree apres hours heures veille surlendemain lendemain"
)
DAYS_AGO = {
    **dict.fromkeys(
        ("today", "tonight", "aujourd'hui", "this morn", "this morning", "this afternoon", "this evening"), 0
    ),
    **dict.fromkeys(("ce matin", "ce midi", "ce soir", "ce jour", "cet apres-midi"), 0),
    **dict.fromkeys(("this am", "this pm", "this a.m"), 0),
    **dict.fromkeys(("last nite", "last nt"), 1),
    **dict.fromkeys(
        ("last night", "yesterday", "yest", "ystdy", "ystd", "yday", "y'day", "ytd", "hier", "j-1", "d-1"), 1
    ),
    **dict.fromkeys(("the day before yesterday", "avant-hier", "avant hier", "j-2"), 2),
}
_CLOCK = r"(?:(?:1[89]|2[0-3])(?:[:h][0-5]?\d?|[0-5]\d| ?(?:heures|hours|hrs?))(?: ?hrs?)?|(?:[6-9]|1[01]) ?p\.?m)\b"
_ABOUT = r"(?:(?:at|about|around|ard|ca|abt|approx|circa|between|from|vers|a|entre|aux environs de|aux alentours de)\b\.?\s*){1,2}"
# "Last night 2300", "last night (13 Sep) at 10 pm" is before midnight, and so is "last night in a bar, abt 22h".
EVENING = re.compile(
    rf"(?:\s*\([^)]{{2,12}}\)|,? \d{{1,2}}(?:st|nd|rd|th)? [a-z]{{3,9}}|,? \d{{1,2}}/\d{{1,2}})?\s*,?\s*(?:{_ABOUT})?~?\s*{_CLOCK}"
    rf"|.{{0,90}}?\b{_ABOUT}~?\s*{_CLOCK}"
    r"|.{0,90}?\b(?:evening|sunset|dusk|maghrib) prayers?|.{0,90}?\b(?:priere du (?:soir|crepuscule)|rupture du jeune)"
)
# "At approx. 20:15 last night".
EVENING_BEFORE = re.compile(rf"\b{_CLOCK}\s*$")
SMALL_HOURS = re.compile(r"\s*,?\s*(?:(?:vers|a|at|about|around)\s+){1,2}0?[1-6]\s?(?:h\b|h\d|am\b|a\.m)")
NIGHT_OF_WEEKDAY = re.compile(r"\s+night\b")
# A night lies on both of its days.
LAST_NIGHT = frozenset({"last night", "last nite", "last nt"})
SMALL_COUNTS = {
    "a": 1,
    "one": 1,
    "un": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
}
ANCHORS = {
    **dict.fromkeys(
        [
            f"{the}{next_} {part}"
            for the in ("the ", "")
            for next_ in ("next", "following")
            for part in ("morning", "afternoon", "evening")
        ],
        1,
    ),
    **dict.fromkeys(("the following day", "the next day", "a day later", "the day after"), 1),
    **dict.fromkeys(("the morning after", "le lendemain"), 1),
    **dict.fromkeys(("the day before", "la veille"), -1),
    **dict.fromkeys([f"the previous {part}" for part in ("day", "morning", "afternoon", "evening")], -1),
    "le surlendemain": 2,
    "l'avant-veille": -2,
}
# "Two days after the attack": what it follows comes behind.
AFTER_WHAT = re.compile(
    r"\s+(?:the|le|la|les|l'|a|an|un|une|des|men|gunmen|que|qu'|its|their|his|son|sa|cette|ce)\b"
)
# "Two days after the massacre at Ogossagou, seven more people were killed": a new deed, on the day of the sentence.
AFTER_ANOTHER = re.compile(
    r"\s+(?:the|an?|l'|la|le|une?|cette|ce) ?(?:[\w-]+ ){0,2}(?:attacks?|massacre|ambush|raid|killings?|bombing|assault|strike|attaque|"
    r"massacre|embuscade|tuerie|assaut|attentat|raid|frappe|incursion)\b(?P<deed>[^,;.]{0,60}),(?P<rest>[^;.]{0,160})"
)
DAY_NAMED = re.compile(rf"\b(?:{'|'.join([*WEEKDAYS, *MONTHS])})\b")
TELLS_OF = re.compile(
    r"\b(?:said|says|announced|reported|a annonce|ont annonce|a declare|a indique|a affirme|affirme)\b|\bhad killed\b"
)
NEW_DEED = re.compile(
    r"\b(?:killed|killing|shot|attacked|ambushed|abducted|kidnapped|raided|stormed|opened fire|exploded|struck|executed|beheaded|"
    r"(?:a|ont) (?:\w+ )?(?:tue|attaque|enleve|abattu|execute|egorge|frappe|ouvert le feu|explose|saute|pris d'assaut)|"
    r"(?:a|ont) ete (?:tue|abattu|enleve|execute|egorge|attaque)\w*|tuant|enlevant)\b"
)
LATER = frozenset({"later", "on", "tard", "after", "afterwards", "apres"})
SOONER = frozenset({"earlier", "before", "auparavant", "avant"})
NIGHTS_BEFORE = frozenset(
    {"the preceding night", "the previous night", "the night before", "la nuit precedente"}
)
# A night without a day: the one before the day on which it was told.
SOME_NIGHT = frozenset(
    {"overnight", "during the night", "in the night", "dans la nuit", "pendant la nuit", "durant la nuit"}
)
NIGHTS_AFTER = frozenset({"that night", "cette nuit-la", "la meme nuit", "the same night"})
SINCE = (
    "since",
    "since the",
    "depuis",
    "depuis le",
    "depuis ce",
    "depuis la mi",
    "depuis la fin",
    "as of",
    "a partir de",
    "began in",
    "started in",
    "debutee en",
    "commence en",
)
# What is to come, or to end.
UNTIL = (
    "by",
    "before",
    "as at",
    "jqa",
    "until",
    "till",
    "jusqu'a",
    "jusqu'au",
    "reporte a",
    "reportee a",
    "reporte au",
    "reportee au",
    "postponed to",
    "d'ici",
    "d'ici a",
    "prevu pour",
    "prevue pour",
    "prevu le",
    "prevue le",
    "planned for",
    "planned",
    "scheduled for",
    "due on",
    "from now to",
)
REPORTING = phrase_list(
    "revu|revue|actualise|actualisee|mis a jour|a fini par admettre|par admettre|a admis|"
    "ont admis|a fait etat|ont fait etat|fait etat|a confirme|insisted|maintained|replied|joint|"
    "jointe|joints|contacte|contactes|interroge|reached|contacted|interviewed|accuse|a accuse|"
    "ont accuse|a dementi|ont dementi|dementi|denied|rejected|a rejete|communique|in a statement|"
    "in a communique|dans un communique|warned|warns|a averti|ont averti|alerte|condemned|"
    "accounts|cr du|compte rendu du|sitrep|as of|au|situation du|point du|cut off|issued|rcvd|"
    "received|en parlait|parlait|a dresse|ont dresse|planait|planait encore|remained a mystery|appris|apprend|revele|rapporte|rapportent|recu|precise|explique|confie|signale|"
    "publie|publiee|diffuse|diffusee|dated|declaration du|communique du|"
    "message du|statement of|statement dated|report of|rapport du|communique date du|note du|"
    "deplore|ont rapporte|a rapporte|a rappele|ont confirme|a confirme|"
    "told reporters|reported|revealed|learned|learnt|told the agency|posted|deposited|said|told|"
    "announced|reported|stated|declared|confirmed|claimed|according|published|a annonce|"
    "ont annonce|a indique|ont indique|a declare|ont declare|a affirme|ont affirme|a fait savoir|ont fait savoir|a revendique|ont revendique|"
    "condemned|statement released|communique released|made public|rendu public|announced late|"
    "enterre|enterres|enterrees|inhumes|inhumees|buried"
)
CLAIMED_ON = re.compile(
    r"\b(?:publie|published|diffuse|posted|released|issued) (?:[\w'’]+ ){0,6}[\w'’]+$|\b(?:claimed|revendique) (?:the |this |l'|cette |la |le )?\w+$|\b(?:television|radio|telephone|(?:voice|audio) message|message (?:audio|vocal))$|\b(?:buried|burying) (?:\w+ ){1,2}(?:sons|dead|victims)(?: \w+)?$|\benterre depuis$"
)
# "A source told AFP on Saturday", "a confié à notre rédaction samedi": the day on which it was said.
TOLD_TO = re.compile(
    r"\btold (?!to |of |that |us that )(?:[\w'.-]+ ){0,3}[\w'.-]+$|"
    r"\b(?:dit|declare|indique|affirme|confie|confirme|explique|raconte) (?:a|au|aux) (?:l'|la |le |notre |nos |un |une )?(?:[\w'.-]+ ){0,2}[\w'.-]+$"
)
SAYS_NEXT = re.compile(
    r",?\s+(?:put (?:at|the)|puts (?:at|the)|accused|announced|denied|warned|condemned|confirmed|blamed|reported that|acknowledged|rejected|claimed(?! by\b)|"
    r"(?:a|ont) (?:revendique|annonce|affirme|accuse|dementi|condamne|denonce))\b"
)
# "Acknowledged heavy losses on Wednesday".
SAID_ON = re.compile(
    r"\b(?:acknowledged|admitted|announced|reported|deplored|condemned|claimed|confirmed|denied|revised|raised|"
    r"(?:a|ont) (?:reconnu|admis|annonce|rapporte|deplore|condamne|revendique|confirme|dementi|revise|dresse))\b[^.;]{0,60}$"
)
# "Next trip to Saraféré on Tuesday".
COMING = re.compile(
    r"\b(?:prochaine?|next (?:trip|mission|move|update|visit|convoy|rotation|report|point|sitrep)|prochain point)\b[^.;:]{0,30}$"
)
# "Date : mercredi 11/09, 10h30", "When: Thursday": the field of a form that says when it happened.
LABELLED = re.compile(
    r"\W*(?:date|when|quand|jour|date ?(?:/|et|and) ?(?:time|heure)|date de l'incident|date des faits|date of (?:the )?(?:incident|event))\s?:"
)
# "One of them died the next day".
DIED_AFTERWARDS = re.compile(r"\b(?:died|decede\w*|mort\w*|succombe\w*)$")
# A wounded man dies days after the event.
DIED_LATER = re.compile(
    r"\b(?:succumb\w*(?! in (?!a |an |the |hospital))|succomb\w*(?! (?:dans|lors|sous|pendant|au cours))|des suites|died (?:of|from) (?:his|her|their) (?:wounds|injuries)|died in hospital)\b[^.;]{0,30}$"
)
# "Stayed until dawn on".
LASTING_UNTIL = re.compile(
    r"\b(?:until|till|into|jusqu'a|jusqu'au|jusqu'aux)\b(?: (?:the|l'|le|la|au))?(?: ?(?:dawn|daybreak|sunrise|noon|early hours|small hours|morning|evening|night|aube|matin|lever du (?:jour|soleil)|petit matin|soir))?(?: (?:of|on|de|le|du))?\s*$"
)
# "They have been here since last week, when armed men ...": the day of what follows.
WHEN = re.compile(r"\s*,\s+(?:when|lorsqu|quand)")
NIGHT = ("night", "overnight", "nuit")
NIGHTLY = ("night", "nite", " nt", "nuit")
SHORT_DAYS = {
    name: number
    for number, names in enumerate(
        ("mon lun", "tue tues mar", "wed mer", "thu thur thurs jeu", "fri ven vend", "sat sam", "sun dim")
    )
    for name in names.split()
}
