from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0018_touched_without_a_join'),
    ]

    operations = [
        migrations.AddField(
            model_name='ingestrun',
            name='publish_duplicates',
            field=models.BooleanField(default=False, verbose_name='publish possible duplicates, too'),
        ),
    ]
