"""Texts for searches move out of the public records into a narrow table, which PostgreSQL reads with its dictionaries."""

from itertools import pairwise

import django.db.models.deletion
from django.db import migrations, models

LANGUAGES = ("english", "french", "spanish")
TABLE = "projects_searchtext"


def in_all_languages(column, weight):
    return " || ".join(f"setweight(to_tsvector('{language}'::regconfig, {column}), '{weight}')" for language in LANGUAGES)


def add_words(apps, schema_editor):
    """Columns that the database fills itself. Wide values lie outside the rows: a common word visits all of these."""
    if schema_editor.connection.vendor != "postgresql":
        return
    title, text = in_all_languages("title", "A"), in_all_languages("text", "D")
    pairs = "setweight(to_tsvector('simple'::regconfig, pairs), 'D')"
    schema_editor.execute(f"ALTER TABLE {TABLE} SET (toast_tuple_target = 128)")
    schema_editor.execute(f"ALTER TABLE {TABLE} ADD COLUMN title_words tsvector GENERATED ALWAYS AS ({title}) STORED")
    schema_editor.execute(f"ALTER TABLE {TABLE} ADD COLUMN all_words tsvector GENERATED ALWAYS AS ({title} || {text} || {pairs}) STORED")


def add_indexes(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for column in ("title_words", "all_words"):
        schema_editor.execute(f"CREATE INDEX {TABLE}_{column} ON {TABLE} USING gin ({column}) WITH (gin_pending_list_limit = 1024)")


def move_texts(apps, schema_editor):
    PublicRecord, SearchText = (apps.get_model("projects", name) for name in ("PublicRecord", "SearchText"))
    rows = PublicRecord.objects.order_by("pk").values_list("pk", "search_title", "search_text")
    for start in range(0, rows.count(), 1000):
        SearchText.objects.bulk_create(
            SearchText(record_id=key, title=title, text=text[len(title) + 1 :], pairs=following(text))
            for key, title, text in rows[start : start + 1000]
        )


def following(text):
    """As ``catalogue.words.pairs`` on the day of this migration."""
    stems = [word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in text.split()]
    return " ".join(dict.fromkeys(f"{one}0{other}" for one, other in pairwise(stems)))


def move_back(apps, schema_editor):
    schema_editor.execute(
        "UPDATE projects_publicrecord SET search_title = coalesce((SELECT title FROM projects_searchtext "
        "WHERE record_id = project_id), ''), search_text = coalesce((SELECT title || ' ' || text FROM projects_searchtext "
        "WHERE record_id = project_id), '')"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0006_iati_activities'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search', serialize=False, to='projects.publicrecord')),
                ('title', models.TextField()),
                ('text', models.TextField()),
                ('pairs', models.TextField()),
            ],
            options={
                'verbose_name': 'text for searches',
                'verbose_name_plural': 'texts for searches',
            },
        ),
        migrations.CreateModel(
            name='Synonyms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(help_text='One a line, in all languages. A search for one of them finds the others too. Accents and capitals do not matter, nor does a final s.', max_length=2000, unique=True, verbose_name='expressions')),
                ('note', models.CharField(blank=True, help_text='Stays inside the Fund.', max_length=200, verbose_name='note')),
            ],
            options={
                'verbose_name': 'synonyms',
                'verbose_name_plural': 'synonyms',
                'ordering': ['words'],
            },
        ),
        migrations.RunPython(move_texts, move_back, elidable=True),
        migrations.RunPython(add_words, migrations.RunPython.noop),
        migrations.RunPython(add_indexes, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='publicrecord',
            name='search_text',
        ),
        migrations.RemoveField(
            model_name='publicrecord',
            name='search_title',
        ),
    ]
