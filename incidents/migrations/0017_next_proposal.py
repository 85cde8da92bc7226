"""The review screen asks for the next open proposal: an index of the open ones by their number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incidents", "0016_duplicates")]
    operations = [
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(condition=models.Q(("state", "open")), fields=["id"], name="proposal_next"),
        )
    ]
