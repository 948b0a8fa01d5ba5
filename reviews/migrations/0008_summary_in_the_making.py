from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0005_every_row_has_its_rubric")]

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
