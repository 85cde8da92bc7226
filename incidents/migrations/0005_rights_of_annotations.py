"""Editors write annotations of the timeline. Saved views need no right: each account has its own."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

RIGHTS = ["view_annotation", "add_annotation", "change_annotation", "delete_annotation"]


def give(apps: Apps, schema_editor) -> None:
    config = apps.get_app_config("incidents")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="incidents", codename__in=RIGHTS
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["editor", "reviewer"]):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0004_annotations_and_saved_views")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
