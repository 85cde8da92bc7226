"""What words alone would mislead about: who is only near, what is only said of, whose loss it was."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract.decisions.learnt import shipped
from incidents.ingest.gazetteer import Tables

from .only_incident import only_incident, toll_type_and_doers

PUBLISHED = date(2024, 7, 10)  # a Wednesday
VIOLENCE, BATTLES, EXPLOSIONS = "violence_against_civilians", "battles", "explosions_remote_violence"
NOBODY_KNOWN, ISLAMISTS = "unidentified-armed-group", "unidentified-islamist-militia"

# The text, how many died (None: not told, or no one figure), the event type, who did it.
TOLD: list[tuple[str, int | None, str, list[str]]] = [
    ('Two civilians were killed in the fire at Djibo on Monday between soldiers and men on motorbikes.', 2, VIOLENCE, [NOBODY_KNOWN]),
    ('Three soldiers died in the fire in Djibo on Monday when their post was shelled.', 3, EXPLOSIONS, [NOBODY_KNOWN]),
    ('The fire at the market in Bosso on Monday was the work of Boko Haram, which killed two traders.', 2, VIOLENCE, ['boko-haram']),
    ('Un incendie a ravagé le village de Bosso lundi, tuant deux enfants ; les habitants accusent Boko Haram.', 2, VIOLENCE, ['boko-haram']),
    ('Gunmen killed six people in Djibo on Monday, days before a vote that is planned for Sunday.', 6, VIOLENCE, [NOBODY_KNOWN]),
    ('Une attaque a fait six morts lundi à Djibo, où les obsèques sont prévues mardi.', 6, VIOLENCE, [NOBODY_KNOWN]),
    ('Gunmen who came to the area several months ago killed six people in Djibo on Monday.', 6, VIOLENCE, [NOBODY_KNOWN]),
    ('Six soldats tués lundi à Djibo contre 12 en face.', 18, BATTLES, [NOBODY_KNOWN]),
    ('Soldiers held out against 200 jihadists in Djibo on Monday; six died.', 6, BATTLES, [NOBODY_KNOWN]),
    ('Gunmen attacked worshippers who held prayers in Djibo on Monday, killing six.', 6, VIOLENCE, [NOBODY_KNOWN]),
    ('Gunmen left the hospital in Djibo on Monday after killing six patients.', 6, VIOLENCE, [NOBODY_KNOWN]),
    ("The hospital in Djibo recorded 12 deaths after Monday's attack by gunmen between the market and the mosque.", 12, VIOLENCE, [NOBODY_KNOWN]),
    ('Djibo recorded 12 deaths on Monday when gunmen attacked, the worst toll this year.', 12, VIOLENCE, [NOBODY_KNOWN]),
    ('A helicopter was attacked near Djibo on Monday; two soldiers died.', 2, BATTLES, [NOBODY_KNOWN]),
    ('The air force base was attacked in Gao on Monday; two soldiers died.', 2, BATTLES, [NOBODY_KNOWN]),
    ("Un avion de l'ONU a été attaqué lundi à Gao, deux casques bleus tués.", 2, BATTLES, [NOBODY_KNOWN]),
    ('A plane carrying aid workers was attacked near Djibo on Monday; two workers died.', 2, VIOLENCE, [NOBODY_KNOWN]),
    ('Un avion survolait la ville quand les jihadistes ont attaqué Djibo lundi, tuant six civils.', 6, VIOLENCE, [ISLAMISTS]),
    ('Helicopters came too late after gunmen attacked Djibo on Monday, killing six.', 6, VIOLENCE, [NOBODY_KNOWN]),
    ('A UN helicopter evacuated the wounded after an ambush in Boni on Monday; two soldiers died.', 2, BATTLES, [NOBODY_KNOWN]),
    ("Monday's bombing in Djibo by the army killed six civilians.", 6, EXPLOSIONS, ['burkina-armed-forces']),
    ('The bombing, blamed on the Malian army, killed six civilians in Djibo on Monday.', 6, EXPLOSIONS, ['fama']),
    ('Gunmen avenging the massacre of twelve herders killed six farmers in Djibo on Monday.', 6, VIOLENCE, [NOBODY_KNOWN]),
    ("Douze soldats, descendus d'un camion lundi à Djibo, ont été attaqués par des jihadistes; deux blessés.", None, BATTLES, [ISLAMISTS]),
    ('JNIM attacked Djibo on Monday, and the army lost six men.', 6, BATTLES, ['jnim']),
    ('JNIM says the army lost six men on Monday in Djibo.', 6, BATTLES, ['jnim']),
    ('A convoy struck an explosive device near Boni on Monday. The driver was killed and three passengers were hurt.', 1, EXPLOSIONS, []),
    ('A suicide bomber rammed a bus in Gao on Monday. Four passengers died, and the driver was killed too.', 5, EXPLOSIONS, [NOBODY_KNOWN]),
    ('A suicide bomber attacked Gao on Monday, killing a woman and the child with her.', 2, EXPLOSIONS, [NOBODY_KNOWN]),
    ('Two suicide bombers attacked the mosque in Bosso on Monday, killing the imam and six faithful with him.', 7, EXPLOSIONS, [NOBODY_KNOWN]),
    ('Lundi, un kamikaze a tué trois soldats à Bourem ainsi que leur conducteur.', 4, EXPLOSIONS, [NOBODY_KNOWN]),
    ('A suicide bomber in Gao on Monday killed four soldiers, not counting the wounded driver.', 4, EXPLOSIONS, [NOBODY_KNOWN]),
    ('Jihadists killed a chief in Djibo on Monday and left along with three women.', 1, VIOLENCE, [ISLAMISTS]),
    ('Gunmen killed two soldiers in Djibo on Monday, in addition to six civilians wounded.', 2, BATTLES, [NOBODY_KNOWN]),
    ("L'armée a tué quatre combattants lundi près de Djibo, en plus des trois suspects conduits à la gendarmerie.", 4, BATTLES, ['burkina-armed-forces']),
    ("Gunmen killed a herder near Djibo on Monday with his brother's gun.", 1, VIOLENCE, [NOBODY_KNOWN]),
    ('Deux soldats ont été tués par des jihadistes avec leurs trois chefs lundi à Djibo.', 2, BATTLES, [ISLAMISTS]),
    ('Four soldiers died, against sixty assailants, in Djibo on Monday.', 4, BATTLES, [NOBODY_KNOWN]),
    ('On Monday gunmen killed two residents of Gao and Ansongo and Menaka and 200 people fled.', 2, VIOLENCE, [NOBODY_KNOWN]),
    ('Des hommes armés ont tué six personnes le lundi 1 alors que Djibo dormait.', 6, VIOLENCE, [NOBODY_KNOWN]),
    ('Gunmen attacked Djibo on Saturday during the night, killing six, the army said on Tuesday.', 6, VIOLENCE, [NOBODY_KNOWN]),
    ('Au Burkina, lundi, trois éleveurs de Kelbo ont été tués, selon un élu à Ouagadougou.', 3, VIOLENCE, [NOBODY_KNOWN]),
    ('JNIM has not claimed the attack in Djibo on Monday that killed six soldiers.', 6, BATTLES, [NOBODY_KNOWN]),
    ('The army claimed on Tuesday the attack in Djibo on Monday killed six fighters.', 6, BATTLES, ['burkina-armed-forces']),
    ('Gunmen killed six people in Djibo on Monday, the night before the market.', 6, VIOLENCE, [NOBODY_KNOWN]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "killed", "event_type", "done_by"), TOLD)
def test_it_is_read_as_it_is_meant(
    text: str, killed: int | None, event_type: str, done_by: list[str], reference_tables: Tables
) -> None:
    incident = only_incident(text, reference_tables, published=PUBLISHED, learnt=shipped())
    assert toll_type_and_doers(incident) == (killed, event_type, done_by)
