from django.db import migrations

COLUMNS = ("progress", "challenges", "next_steps")


def make_sections(apps, schema_editor):
    """The three texts that stood in columns of a report become sections."""
    Report, ReportText = (apps.get_model("monitoring", name) for name in ("Report", "ReportText"))
    rows = [
        ReportText(report=report, key=key, text=getattr(report, key))
        for report in Report.objects.all()
        for key in COLUMNS
        if getattr(report, key)
    ]
    ReportText.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0002_reports_in_numbers")]
    operations = [migrations.RunPython(make_sections, migrations.RunPython.noop, elidable=True)]
