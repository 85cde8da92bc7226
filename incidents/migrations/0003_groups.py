"""The roles: groups with their permissions. Accounts are put into groups; nothing checks for names."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

VIEWED_BY_DESK = [
    "source", "report", "incident", "proposal", "evidence", "place", "region", "actor",
    "ingestrun", "ingestitem", "change", "revision", "summary", "exactlocation", "externalid",
    "placename", "actorname", "actorrelation", "casualtyestimate", "involvement", "reportlink",
]  # fmt: skip
ENTERED_BY_EDITORS = [
    "report", "incident", "place", "placename", "actor", "actorname", "actorrelation", "summary",
    "casualtyestimate", "involvement", "reportlink", "externalid", "exactlocation",
]  # fmt: skip

EDITOR = (
    [f"view_{name}" for name in VIEWED_BY_DESK]
    + [f"{verb}_{name}" for name in ENTERED_BY_EDITORS for verb in ("add", "change")]
    + [f"delete_{name}" for name in ("summary", "casualtyestimate", "involvement", "reportlink", "externalid")]
    + ["change_proposal", "add_ingestrun", "change_ingestrun", "change_ingestitem", "submit_report"]
    + ["view_exact_location"]
)
GROUPS = {
    "analyst": ["view_incident"],
    "editor": EDITOR,
    "reviewer": [*EDITOR, "publish_incident"],
}


def make_groups(apps: Apps, schema_editor) -> None:
    # Permissions are made after all migrations; the groups need them now.
    config = apps.get_app_config("incidents")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        group, _made = Group.objects.get_or_create(name=name)
        found = Permission.objects.filter(content_type__app_label="incidents", codename__in=codenames)
        missing = set(codenames) - set(found.values_list("codename", flat=True))
        if missing:
            raise RuntimeError(f"unknown permissions: {sorted(missing)}")
        group.permissions.set(found)
    Group.objects.get_or_create(name="demo")


def remove_groups(apps: Apps, schema_editor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=[*GROUPS, "demo"]).delete()


class Migration(migrations.Migration):
    dependencies = [("incidents", "0002_models"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make_groups, remove_groups)]
