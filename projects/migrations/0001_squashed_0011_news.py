"""The tables as they are, made at once; portals from before go on by the steps that it replaces."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import notifications.models
from django.conf import settings
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


class Migration(migrations.Migration):

    replaces = [('projects', '0001_initial'), ('projects', '0002_public_records'), ('projects', '0003_publication_facts'), ('projects', '0004_stories'), ('projects', '0005_followers'), ('projects', '0006_iati_activities'), ('projects', '0007_search'), ('projects', '0008_states'), ('projects', '0009_amendments'), ('projects', '0010_iati_identifiers'), ('projects', '0011_news')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('applications', '0001_squashed_0011_kinds_of_documents'),
        ('content', '0001_squashed_0006_document_templates'),
        ('funding', '0001_squashed_0008_notices'),
        ('plans', '0001_squashed_0002_measures'),
    ]

    operations = [
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='amendment', serialize=False, to='plans.planversion')),
                ('extends', models.BooleanField(default=False, verbose_name='Extension without further money')),
                ('revises_budget', models.BooleanField(default=False, verbose_name='Budget revision')),
                ('changes_framework', models.BooleanField(default=False, verbose_name='Change of results, activities or risks')),
                ('agreed_ends_on', models.DateField(verbose_name='end last agreed')),
                ('extends_by_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='longer by, in months')),
                ('new_ends_on', models.DateField(blank=True, null=True, verbose_name='new end')),
                ('requested_on', models.DateField(blank=True, null=True, verbose_name='first submitted on')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='last day for the request')),
                ('override_reason', models.TextField(blank=True, max_length=4000, verbose_name='why it may be late')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                ('confirmation_comment', models.TextField(blank=True, max_length=4000, verbose_name='comment')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('overridden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'amendment',
                'verbose_name_plural': 'amendments',
                'ordering': ['version'],
                'constraints': [models.CheckConstraint(condition=models.Q(('extends', True), ('revises_budget', True), ('changes_framework', True), _connector='OR'), name='amendment_asks_for_something'), models.CheckConstraint(condition=models.Q(models.Q(('extends', True), ('extends_by_months__isnull', False), ('new_ends_on__isnull', False), ('extends_by_months__gt', 0), ('new_ends_on__gt', models.F('agreed_ends_on'))), models.Q(('extends', False), ('extends_by_months', None), ('new_ends_on', None)), _connector='OR'), name='extension_has_a_later_end'), models.CheckConstraint(condition=models.Q(models.Q(('overridden_by', None), ('override_reason', '')), models.Q(('overridden_by__isnull', False), models.Q(('override_reason', ''), _negated=True)), _connector='OR'), name='late_amendment_is_allowed_with_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('confirmation_comment', ''), ('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='confirmed_amendment_is_signed')],
            },
        ),
        migrations.CreateModel(
            name='Catalogue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.BigIntegerField(default=0)),
                ('removal', models.BigIntegerField(default=0)),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name': 'state of the catalogue',
                'verbose_name_plural': 'state of the catalogue',
            },
        ),
        migrations.CreateModel(
            name='GovernmentAgreement',
            fields=[
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('file_path', models.CharField(max_length=200)),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('amendment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='government', serialize=False, to='projects.amendment')),
                ('name', models.CharField(max_length=200, verbose_name='who agreed')),
                ('office', models.CharField(max_length=200, verbose_name='ministry or agency')),
                ('agreed_on', models.DateField(verbose_name='date of the letter')),
                ('recorded_at', models.DateTimeField(auto_now=True, verbose_name='added')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'agreement of a government',
                'verbose_name_plural': 'agreements of governments',
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(help_text='The project code where there is one.', max_length=80, unique=True, verbose_name='address')),
                ('code', models.CharField(blank=True, max_length=10, null=True, unique=True, validators=[django.core.validators.RegexValidator('^([A-Z]{2}\\.\\d{4}|[A-Z0-9]{3}-805)$')], verbose_name='project code')),
                ('prima_id', models.CharField(blank=True, max_length=12, null=True, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z]{2}(10|99)P\\d{4}$')], verbose_name='PRIMA ID')),
                ('title', models.CharField(max_length=500, verbose_name='title')),
                ('title_language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish')], default='en', max_length=2, verbose_name='language of the title')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('summary_en', models.TextField(blank=True, null=True, verbose_name='summary')),
                ('summary_fr', models.TextField(blank=True, null=True, verbose_name='summary')),
                ('summary_es', models.TextField(blank=True, null=True, verbose_name='summary')),
                ('coverage', models.CharField(blank=True, choices=[('NATIONAL', 'National'), ('REGIONAL', 'Regional'), ('MULTI_REGIONAL', 'Multi-regional'), ('GLOBAL', 'Global')], max_length=20, verbose_name='coverage')),
                ('state', models.CharField(choices=[('UNKNOWN', 'Status not known'), ('ACTIVATION', 'Approved, not started'), ('ACTIVE', 'Active'), ('SUSPENDED', 'Suspended'), ('COMPLETED', 'Completed'), ('CLOSED', 'Closed'), ('CANCELLED', 'Cancelled')], default='UNKNOWN', max_length=20, verbose_name='status')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True, verbose_name='amount (USD)')),
                ('funding_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='funding year')),
                ('start_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='start year')),
                ('end_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='end year')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='start')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='end')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('focal_point_name', models.CharField(blank=True, max_length=150, verbose_name='government focal point')),
                ('focal_point_title', models.CharField(blank=True, max_length=150, verbose_name='title of the focal point')),
                ('focal_point_ministry', models.CharField(blank=True, max_length=200, verbose_name='ministry of the focal point')),
                ('focal_point_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail of the focal point')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='time of publication')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('application', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='project', to='applications.application', verbose_name='application')),
                ('countries', models.ManyToManyField(related_name='projects', to='funding.country', verbose_name='benefiting Member States')),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='funding.fundingline', verbose_name='funding line')),
                ('manager', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='managed_projects', to=settings.AUTH_USER_MODEL, verbose_name='project manager')),
                ('plan', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='project', to='plans.plan')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='funding.region', verbose_name='region')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='funding.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'project',
                'verbose_name_plural': 'projects',
                'ordering': [models.OrderBy(models.F('start_year'), descending=True, nulls_last=True), 'title'],
                'indexes': [models.Index(fields=['-published_at'], name='projects_pr_publish_2cc856_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount', None), ('amount__gte', 0), _connector='OR'), name='project_amount_not_negative'), models.CheckConstraint(condition=models.Q(('start_year', None), ('end_year', None), ('end_year__gte', models.F('start_year')), _connector='OR'), name='project_years_in_order'), models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='project_dates_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('application__isnull', False), ('state', 'ACTIVE'), _negated=True), models.Q(('code__isnull', False), ('ends_on__isnull', False), ('starts_on__isnull', False)), _connector='OR'), name='active_project_has_code_and_dates')],
            },
        ),
        migrations.CreateModel(
            name='ArticleSubjects',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='kept_subjects', serialize=False, to='content.article', verbose_name='article')),
                ('countries', models.ManyToManyField(blank=True, related_name='+', to='funding.country', verbose_name='places')),
                ('themes', models.ManyToManyField(blank=True, related_name='+', to='funding.theme', verbose_name='themes')),
                ('projects', models.ManyToManyField(blank=True, related_name='+', to='projects.project', verbose_name='projects')),
            ],
            options={
                'verbose_name': 'subjects of an article',
                'verbose_name_plural': 'subjects of articles',
            },
        ),
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish')], max_length=2, verbose_name='language')),
                ('token', models.CharField(default=notifications.models.new_token, editable=False, max_length=40, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time of request')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='time of confirmation')),
                ('query', models.CharField(blank=True, max_length=500, verbose_name='search')),
                ('frequency', models.CharField(choices=[('AT_ONCE', 'As it happens, at most once an hour'), ('WEEKLY', 'Once a week, on Monday'), ('MONTHLY', 'Once a month, on the first day')], default='WEEKLY', max_length=10, verbose_name='how often')),
                ('key', models.CharField(db_index=True, default=notifications.models.new_token, editable=False, max_length=40)),
                ('told_revision', models.BigIntegerField(default=0)),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last turn')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='projects.project', verbose_name='project')),
            ],
            options={
                'verbose_name': 'follower of the catalogue',
                'verbose_name_plural': 'followers of the catalogue',
                'ordering': ['confirmed_at', 'pk'],
                'indexes': [models.Index(fields=['frequency', 'told_at'], name='projects_fo_frequen_6391e9_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('project', None)), fields=('email', 'query'), name='one_follower_a_search'), models.UniqueConstraint(fields=('email', 'project'), name='one_follower_a_project'), models.CheckConstraint(condition=models.Q(('project', None), ('query', ''), _connector='OR'), name='follows_search_or_project')],
            },
        ),
        migrations.CreateModel(
            name='IatiIdentifier',
            fields=[
                ('project', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='iati_identifier', serialize=False, to='projects.project')),
                ('code', models.CharField(max_length=10, unique=True, verbose_name='project code')),
                ('given_at', models.DateTimeField(verbose_name='first in the file')),
            ],
            options={
                'verbose_name': 'IATI identifier',
                'verbose_name_plural': 'IATI identifiers',
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('status', models.CharField(choices=[('PREPARED', 'Waits for a second person'), ('PUBLISHED', 'Published'), ('RETURNED', 'Not published'), ('WITHDRAWN', 'Withdrawn')], default='PREPARED', max_length=10, verbose_name='status')),
                ('shows_money', models.BooleanField(default=False, help_text='Shows what accepted reports say was spent. The amount of the project is always public.', verbose_name='spending is cleared for publication')),
                ('correction', models.TextField(blank=True, help_text="Everybody reads it on the project's page, with the date. Empty when nothing published was wrong.", max_length=1000, verbose_name='what is corrected')),
                ('correction_en', models.TextField(blank=True, help_text="Everybody reads it on the project's page, with the date. Empty when nothing published was wrong.", max_length=1000, null=True, verbose_name='what is corrected')),
                ('correction_fr', models.TextField(blank=True, help_text="Everybody reads it on the project's page, with the date. Empty when nothing published was wrong.", max_length=1000, null=True, verbose_name='what is corrected')),
                ('correction_es', models.TextField(blank=True, help_text="Everybody reads it on the project's page, with the date. Empty when nothing published was wrong.", max_length=1000, null=True, verbose_name='what is corrected')),
                ('facts', models.JSONField(blank=True, default=dict, help_text="What publishing changes in a record of the Fund's published lists: field → new value.", verbose_name='corrected facts')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='note to the second person')),
                ('prepared_at', models.DateTimeField(auto_now_add=True, verbose_name='prepared')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='prepared by')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='projects.project', verbose_name='project')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
                'ordering': ['project', '-number'],
                'constraints': [models.UniqueConstraint(fields=('project', 'number'), name='publication_number_once'), models.UniqueConstraint(condition=models.Q(('status', 'PREPARED')), fields=('project',), name='one_publication_waits_a_project'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('status', 'WITHDRAWN'), ('decided_by', models.F('prepared_by'))), models.Q(models.Q(('status', 'WITHDRAWN'), _negated=True), models.Q(('decided_by', models.F('prepared_by')), _negated=True)), _connector='OR'), name='publication_four_eyes'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('status', 'PREPARED')), models.Q(models.Q(('status', 'PREPARED'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='decided_publication_is_signed')],
            },
        ),
        migrations.CreateModel(
            name='PublicRecord',
            fields=[
                ('project', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='record', serialize=False, to='projects.project')),
                ('revision', models.BigIntegerField(db_index=True)),
                ('address', models.CharField(max_length=80, unique=True, verbose_name='address')),
                ('code', models.CharField(blank=True, db_index=True, max_length=10, verbose_name='project code')),
                ('prima_id', models.CharField(blank=True, db_index=True, max_length=12, verbose_name='PRIMA ID')),
                ('title', models.CharField(max_length=500, verbose_name='title')),
                ('title_language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish')], max_length=2, verbose_name='language of the title')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('summary_en', models.TextField(blank=True, null=True, verbose_name='summary')),
                ('summary_fr', models.TextField(blank=True, null=True, verbose_name='summary')),
                ('summary_es', models.TextField(blank=True, null=True, verbose_name='summary')),
                ('country_codes', models.JSONField(default=list, verbose_name='benefiting Member States')),
                ('goal_codes', models.JSONField(default=list, verbose_name='global goals')),
                ('coverage', models.CharField(blank=True, choices=[('NATIONAL', 'National'), ('REGIONAL', 'Regional'), ('MULTI_REGIONAL', 'Multi-regional'), ('GLOBAL', 'Global')], max_length=20, verbose_name='coverage')),
                ('state', models.CharField(choices=[('UNKNOWN', 'Status not known'), ('ACTIVATION', 'Approved, not started'), ('ACTIVE', 'Active'), ('SUSPENDED', 'Suspended'), ('COMPLETED', 'Completed'), ('CLOSED', 'Closed'), ('CANCELLED', 'Cancelled')], max_length=20, verbose_name='status')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=15, null=True, verbose_name='amount (USD)')),
                ('funding_year', models.PositiveSmallIntegerField(null=True, verbose_name='funding year')),
                ('start_year', models.PositiveSmallIntegerField(null=True, verbose_name='start year')),
                ('end_year', models.PositiveSmallIntegerField(null=True, verbose_name='end year')),
                ('starts_on', models.DateField(null=True, verbose_name='start')),
                ('ends_on', models.DateField(null=True, verbose_name='end')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('counterpart', models.CharField(blank=True, max_length=200, verbose_name='government counterpart')),
                ('partners', models.JSONField(default=list, help_text='Of each: name, kind, role; a withheld one has no name.', verbose_name='partners')),
                ('results', models.JSONField(default=dict, help_text='The tree of the plan in force with the values of accepted reports; empty without a plan.', verbose_name='results')),
                ('money', models.JSONField(default=dict, help_text='Budget by period, commitments; what was paid and spent only where cleared.', verbose_name='money')),
                ('documents', models.JSONField(default=list, verbose_name='documents')),
                ('corrections', models.JSONField(default=list, verbose_name='corrections')),
                ('has_results', models.BooleanField(default=False, verbose_name='has results')),
                ('has_evaluation', models.BooleanField(default=False, verbose_name='has an evaluation')),
                ('plan_number', models.PositiveIntegerField(null=True, verbose_name='version of the plan')),
                ('published_at', models.DateTimeField(verbose_name='time of publication')),
                ('changed_at', models.DateTimeField(verbose_name='changed')),
                ('line', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funding.fundingline', verbose_name='funding line')),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funding.region', verbose_name='region')),
                ('theme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funding.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'public record',
                'verbose_name_plural': 'public records',
                'ordering': [models.OrderBy(models.F('start_year'), descending=True, nulls_last=True), 'title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='IatiActivity',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='activity', serialize=False, to='projects.publicrecord')),
                ('code', models.CharField(blank=True, max_length=10, verbose_name='project code')),
                ('xml', models.TextField(verbose_name='XML')),
                ('findings', models.JSONField(default=list, help_text='Keys of the rules that it breaks.', verbose_name='findings')),
                ('blocking', models.PositiveSmallIntegerField(default=0, verbose_name='findings that block')),
                ('to_fix', models.PositiveSmallIntegerField(default=0, verbose_name='findings to be mended')),
                ('to_better', models.PositiveSmallIntegerField(default=0, verbose_name='findings that could be better')),
                ('is_exported', models.BooleanField(default=False, verbose_name='in the file')),
                ('exported_at', models.DateTimeField(null=True, verbose_name='first in the file')),
                ('changed_at', models.DateTimeField(verbose_name='changed')),
            ],
            options={
                'verbose_name': 'IATI activity',
                'verbose_name_plural': 'IATI activities',
                'constraints': [models.CheckConstraint(condition=models.Q(('is_exported', False), ('blocking', 0), _connector='OR'), name='exported_activity_is_sound')],
            },
        ),
        migrations.CreateModel(
            name='RecordChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.BigIntegerField(db_index=True, verbose_name='revision')),
                ('kind', models.CharField(choices=[('PUBLISHED', 'New in the catalogue'), ('STATE', 'Status'), ('RESULTS', 'New results'), ('EVALUATION', 'An evaluation is published'), ('CORRECTION', 'Correction')], max_length=12, verbose_name='kind')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='projects.publicrecord')),
            ],
            options={
                'verbose_name': 'change of a public record',
                'verbose_name_plural': 'changes of public records',
                'ordering': ['-revision', 'record', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('record', 'revision', 'kind'), name='one_change_of_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Redaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('PARTNER', 'Name of a partner'), ('PLACE', 'Name of a place')], max_length=10, verbose_name='kind')),
                ('words', models.CharField(max_length=200, verbose_name='words to withhold')),
                ('reason', models.CharField(help_text='Stays inside the Fund.', max_length=500, verbose_name='reason')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='redactions', to='projects.publication')),
            ],
            options={
                'verbose_name': 'words withheld',
                'verbose_name_plural': 'words withheld',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('publication', 'words'), name='words_withheld_once')],
            },
        ),
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
            name='Story',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(blank=True, help_text='Made from the title when left empty.', max_length=80, unique=True, verbose_name='address')),
                ('title', models.CharField(max_length=150, verbose_name='title')),
                ('title_en', models.CharField(max_length=150, null=True, verbose_name='title')),
                ('title_fr', models.CharField(max_length=150, null=True, verbose_name='title')),
                ('title_es', models.CharField(max_length=150, null=True, verbose_name='title')),
                ('lead', models.CharField(help_text='One or two sentences for lists and previews.', max_length=400, verbose_name='lead')),
                ('lead_en', models.CharField(help_text='One or two sentences for lists and previews.', max_length=400, null=True, verbose_name='lead')),
                ('lead_fr', models.CharField(help_text='One or two sentences for lists and previews.', max_length=400, null=True, verbose_name='lead')),
                ('lead_es', models.CharField(help_text='One or two sentences for lists and previews.', max_length=400, null=True, verbose_name='lead')),
                ('text', models.TextField(blank=True, help_text='Paragraphs, headings and links, as elsewhere.', verbose_name='text')),
                ('text_en', models.TextField(blank=True, help_text='Paragraphs, headings and links, as elsewhere.', null=True, verbose_name='text')),
                ('text_fr', models.TextField(blank=True, help_text='Paragraphs, headings and links, as elsewhere.', null=True, verbose_name='text')),
                ('text_es', models.TextField(blank=True, help_text='Paragraphs, headings and links, as elsewhere.', null=True, verbose_name='text')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Lower numbers come first.', verbose_name='position')),
                ('is_public', models.BooleanField(default=False, verbose_name='public')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stories', to='projects.project', verbose_name='project')),
            ],
            options={
                'verbose_name': 'story',
                'verbose_name_plural': 'stories',
                'ordering': ['position', 'pk'],
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
        migrations.RunPython(add_words, migrations.RunPython.noop),
        migrations.RunPython(add_indexes, migrations.RunPython.noop),
    ]
