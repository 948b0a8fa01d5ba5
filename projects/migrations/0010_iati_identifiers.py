import django.db.models.deletion
from django.db import migrations, models


def keep_identifiers(apps, schema_editor):
    """Projects that stand in the file keep the code under which they came into it."""
    activities = apps.get_model("projects", "IatiActivity").objects.filter(exported_at__isnull=False).exclude(code="")
    model = apps.get_model("projects", "IatiIdentifier")
    rows = activities.order_by("exported_at", "pk").values_list("pk", "code", "exported_at")
    model.objects.bulk_create(
        [model(project_id=key, code=code, given_at=given_at) for key, code, given_at in rows],
        batch_size=500,
        ignore_conflicts=True,  # of two projects under one code the first keeps it
    )


class Migration(migrations.Migration):

    dependencies = [
        ("projects", "0009_amendments"),
    ]

    operations = [
        migrations.CreateModel(
            name="IatiIdentifier",
            fields=[
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="iati_identifier",
                        serialize=False,
                        to="projects.project",
                    ),
                ),
                ("code", models.CharField(max_length=10, unique=True, verbose_name="project code")),
                ("given_at", models.DateTimeField(verbose_name="first in the file")),
            ],
            options={
                "verbose_name": "IATI identifier",
                "verbose_name_plural": "IATI identifiers",
            },
        ),
        migrations.AlterField(
            model_name="publicrecord",
            name="money",
            field=models.JSONField(
                default=dict,
                help_text="Budget by period, commitments; what was paid and spent only where cleared.",
                verbose_name="money",
            ),
        ),
        migrations.RunPython(keep_identifiers, migrations.RunPython.noop, elidable=True),
    ]
