from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0003_texts_of_reports")]
    operations = [migrations.RemoveField("report", name) for name in ("progress", "challenges", "next_steps")]
