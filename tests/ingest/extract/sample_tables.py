"""Small tables for tests. Positions are those of the curated list, rounded."""

from __future__ import annotations

from incidents.ingest.gazetteer import ActorEntry, ActorName, PlaceEntry, RegionEntry, Tables

# key, name, other names, feature, country, admin1, admin2, latitude, longitude, curated
PLACES = (
    ("ml-gao", "Gao", (), "town", "MLI", "ML07", "ML0703", 16.2717, -0.0447, True),
    ("ml-ansongo", "Ansongo", (), "town", "MLI", "ML07", "ML0701", 15.6597, 0.5022, True),
    ("ml-menaka", "Ménaka", ("Menaka", "Minaka"), "town", "MLI", "ML10", "ML1001", 15.9182, 2.4022, True),
    (
        "ml-amalaoulaou",
        "Amalaoulaou",
        ("Amalaou-laou",),
        "well",
        "MLI",
        "ML07",
        "ML0701",
        15.4024,
        1.297,
        True,
    ),
    (
        "ml-indelimane",
        "Indelimane",
        ("In-Delimane",),
        "village",
        "MLI",
        "ML07",
        "ML0701",
        15.8708,
        1.5198,
        True,
    ),
    ("ml-tin-hama", "Tin Hama", ("Tin-Hama",), "village", "MLI", "ML07", "ML0701", 15.9, 1.05, True),
    ("ml-wagadou", "Wagadou", (), "forest", "MLI", "ML04", None, 15.2, -6.3, True),
    ("ne-inates", "Inates", ("In-Atès",), "village", "NER", "NE006", None, 15.2275, 1.3135, True),
    ("ne-abala", "Abala", (), "town", "NER", "NE006", None, 14.93, 3.43, True),
    ("ne-ayorou", "Ayorou", ("Ayérou",), "town", "NER", "NE006", None, 14.731, 0.917, True),
    ("bf-djibo", "Djibo", (), "town", "BFA", "BF56", None, 14.1, -1.63, True),
    ("bf-gao", "Gao", (), "village", "BFA", "BF57", None, 11.65, -2.18, False),
    ("ml-fafa-1", "Fafa", (), "village", "MLI", "ML07", None, 15.32, 0.72, False),
    ("ml-fafa-2", "Fafa", (), "village", "MLI", "ML05", None, 14.2, -4.5, False),
    ("ml-madina-1", "Madina", (), "village", "MLI", "ML01", None, 13.5, -10.2, False),
    ("ml-madina-2", "Madina", (), "village", "MLI", "ML02", None, 12.6, -8.1, False),
    ("ml-mina", "Mina", (), "village", "MLI", "ML02", None, 13.1, -7.9, False),
)
# code, name, other names, level, country, parent, latitude, longitude, radius
REGIONS = (
    ("MLI", "Mali", (), 0, "MLI", None, 17.6, -4.0, 1_000_000),
    ("NER", "Niger", (), 0, "NER", None, 17.6, 8.1, 1_000_000),
    ("BFA", "Burkina Faso", ("Burkina",), 0, "BFA", None, 12.2, -1.5, 450_000),
    ("ML07", "Gao", (), 1, "MLI", "MLI", 16.5, 0.4, 230_000),
    ("ML10", "Ménaka", ("Menaka",), 1, "MLI", "MLI", 16.3, 2.8, 190_000),
    ("NE006", "Tillabéri", ("Tillaberi",), 1, "NER", "NER", 14.0, 2.0, 280_000),
    ("BF56", "Sahel", (), 1, "BFA", "BFA", 14.2, -0.5, 150_000),
    ("ML0701", "Ansongo", (), 2, "MLI", "ML07", 15.5, 0.9, 110_000),
    ("ML1001", "Ménaka", ("Menaka",), 2, "MLI", "ML10", 15.9, 2.4, 90_000),
)
# slug, inter, country, community, names (name, language, kind, from, to)
ACTORS = (
    ("fama", 1, "MLI", None, (("Malian Armed Forces", "en", "official", None, None), ("FAMa", None, "acronym", None, None))),
    ("niger-armed-forces", 1, "NER", None, (("Niger Armed Forces", "en", "official", None, None),)),
    ("burkina-armed-forces", 1, "BFA", None, (("Burkina Faso Armed Forces", "en", "official", None, None),)),
    ("barkhane", 8, "FRA", None, (("Operation Barkhane", "en", "official", "2014", "2022"), ("Barkhane", None, "alias", None, None))),
    ("minusma", 8, None, None, (("MINUSMA", None, "acronym", "2013", "2023"),)),
    (
        "isgs", 2, None, None,
        (
            ("Islamic State in the Greater Sahara", "en", "official", "2015", "2019"),
            ("ISGS", "en", "acronym", "2015", "2022-02"),
            ("EIGS", "fr", "acronym", "2015", None),
            ("ISSP", "en", "acronym", "2022-03", None),
        ),
    ),
    ("jnim", 2, None, None, (("JNIM", "en", "acronym", "2017", None), ("GSIM", "fr", "acronym", "2017", None))),
    ("msa", 3, "MLI", "daoussahak", (("MSA", None, "acronym", None, None),)),
    ("unidentified-armed-group", 3, None, None, (("Unidentified Armed Group", "en", "official", None, None), ("gunmen", "en", "alias", None, None))),
    ("civilians", 7, None, None, (("Civilians", "en", "official", None, None),)),
    ("protesters", 6, None, None, (("Protesters", "en", "official", None, None), ("manifestants", "fr", "alias", None, None))),
)  # fmt: skip


def sample_tables() -> Tables:
    places = [
        PlaceEntry(key, name, names, feature, country, admin1, admin2, latitude, longitude, 4000, curated)
        for key, name, names, feature, country, admin1, admin2, latitude, longitude, curated in PLACES
    ]
    actors = [
        ActorEntry(slug, tuple(ActorName(*name) for name in names), inter, country, community)
        for slug, inter, country, community, names in ACTORS
    ]
    return Tables(places, actors, [RegionEntry(*row) for row in REGIONS], "test")
