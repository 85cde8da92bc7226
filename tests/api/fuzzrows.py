"""Fills a new database with rows of every kind, and prints keys of tokens and what is known, as JSON.

Run by `fuzzsite.py`, in a process with the site's settings.
"""

from __future__ import annotations

import json
from typing import Any

import django


def fill() -> dict[str, Any]:
    from incidents import changes, releases, review
    from incidents.codes import TokenScope
    from incidents.models import Annotation, ApiToken, Comment, Release
    from tests import make

    there = [make.published_incident(external_ids=(f"ours:{number}",)) for number in range(3)]
    made = [
        *there,
        make.retracted(),
        make.merged(there[0]),
        make.for_analysts_only(),
        make.in_review(),
        make.draft(),
    ]
    make.edited(there[1], verification="confirmed")
    open_proposal = make.read(make.fresh(there[2])).with_values({"verification": "disputed"})
    review.revise(make.fresh(there[2]), open_proposal, by=make.editor(), reason="new information")
    comments = [
        Comment.objects.create(
            incident=there[0], author=make.editor(), text="Which bridge?", desk_only=False
        ),
        Comment.objects.create(
            incident=there[0], author=make.editor(), field="place", text="East of the town."
        ),
    ]
    Annotation.objects.create(kind="other", label="The desk's own", date_start="2018-10-01", public=False)
    changes.number_changes()
    releases.make("2026-10")
    review.redact(make.fresh(there[0]), fields=["summaries"], by=make.reviewer(), reason="names a witness")
    changes.number_changes()
    for row in Release.objects.all():
        releases.reissue(row)
    releases.make("2026-11")
    keys = {
        user.username: ApiToken.issue(user=user, name="fuzz", scopes=list(TokenScope))[1]
        for user in (make.analyst(), make.editor(), make.admin())
    }
    return {
        "keys": dict(zip(("analyst", "editor", "admin"), keys.values(), strict=True)),
        "known": {
            "incidents": [str(incident.public_id) for incident in made],
            "numbers": [
                *(comment.pk for comment in comments),
                make.report().pk,
                make.report(submitted_by=make.editor()).pk,
            ],
            "releases": [str(row) for row in Release.objects.all()],
            "features": [*(str(incident.public_id) for incident in made), "ml-ansongo", "ML07"],
            "versions": ["*"],
            "files": ["incidents.csv", "incidents.geojson"],
        },
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(fill()))
