from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0007_declarations")]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="summary",
            field=models.TextField(
                blank=True,
                help_text="While it is written; reviews keep their own.",
                max_length=4000,
                verbose_name="overall judgement",
            ),
        ),
    ]
