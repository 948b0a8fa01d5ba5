"""The tables as they are, made at once; portals from before go on by the steps that it replaces."""

import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('plans', '0001_initial'), ('plans', '0002_measures')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('funding', '0001_squashed_0008_notices'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish')], default='en', max_length=2, verbose_name='language')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'plan',
                'verbose_name_plural': 'plans',
            },
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='number')),
                ('status', models.CharField(choices=[('DRAFT', 'Draft'), ('SUBMITTED', 'Submitted'), ('RETURNED', 'Returned'), ('APPROVED', 'Approved'), ('SUPERSEDED', 'Superseded'), ('WITHDRAWN', 'Withdrawn')], default='DRAFT', max_length=20, verbose_name='status')),
                ('origin', models.CharField(choices=[('APPLICATION', 'Proposal'), ('AMENDMENT', 'Amendment')], default='APPLICATION', max_length=20, verbose_name='origin')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('currency', models.CharField(default='USD', max_length=3, verbose_name='currency')),
                ('duration_months', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='duration in months')),
                ('submitted_at', models.DateTimeField(null=True)),
                ('approved_at', models.DateTimeField(null=True)),
                ('content_hash', models.CharField(blank=True, max_length=64)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='plans.planversion')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='plans.plan')),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'plan version',
                'verbose_name_plural': 'plan versions',
                'ordering': ['plan', 'number'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='plan_version_numbered_once'), models.UniqueConstraint(condition=models.Q(('status', 'APPROVED')), fields=('plan',), name='one_approved_plan_version'), models.UniqueConstraint(condition=models.Q(('status__in', ['DRAFT', 'SUBMITTED', 'RETURNED'])), fields=('plan',), name='one_open_plan_version'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['APPROVED', 'SUPERSEDED']), _negated=True), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('submitted_by__isnull', False), models.Q(('content_hash', ''), _negated=True)), _connector='OR'), name='approved_plan_version_is_signed'), models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('submitted_by')), _negated=True), _connector='OR'), name='plan_version_four_eyes'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='amendment_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('based_on', None), ('number', 1)), models.Q(('based_on__isnull', False), ('number__gt', 1)), _connector='OR'), name='amendment_is_based_on_a_version'), models.CheckConstraint(condition=models.Q(('currency', 'USD')), name='plan_in_usd')],
            },
        ),
        migrations.CreateModel(
            name='CrossCutting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lineage', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('theme', models.CharField(choices=[('RIGHTS', 'Human rights'), ('GENDER', 'Gender equality'), ('ENVIRONMENT', 'Environment'), ('DISABILITY', 'Disability inclusion'), ('ACCOUNTABILITY', 'Accountability to people')], max_length=20, verbose_name='concern')),
                ('marker', models.PositiveSmallIntegerField(choices=[(0, '0 – not aimed at'), (1, '1 – a significant aim'), (2, '2 – a principal aim')], verbose_name='marker')),
                ('explanation', models.TextField(blank=True, max_length=1000, verbose_name='how')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cross_cutting', to='plans.planversion')),
            ],
            options={
                'verbose_name': 'cross-cutting concern',
                'verbose_name_plural': 'cross-cutting concerns',
                'ordering': ['version', 'position'],
                'constraints': [models.UniqueConstraint(fields=('version', 'theme'), name='one_marker_a_concern'), models.CheckConstraint(condition=models.Q(('marker__range', (0, 2))), name='marker_from_0_to_2')],
            },
        ),
        migrations.CreateModel(
            name='Removal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=200, verbose_name='what was removed')),
                ('rows', models.TextField(help_text="The removed rows in Django's JSON, parents first; numbers as text.")),
                ('removed_at', models.DateTimeField(auto_now_add=True)),
                ('removed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='removals', to='plans.planversion')),
            ],
            options={
                'verbose_name': 'removal',
                'verbose_name_plural': 'removals',
                'ordering': ['-removed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ResultNode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lineage', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('level', models.CharField(choices=[('OBJECTIVE', 'Objective'), ('OUTCOME', 'Outcome'), ('OUTPUT', 'Output')], max_length=10, verbose_name='level')),
                ('code', models.CharField(blank=True, max_length=10, verbose_name='number')),
                ('statement', models.TextField(max_length=1000, verbose_name='statement')),
                ('assumptions', models.TextField(blank=True, max_length=1000, verbose_name='assumptions')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='plans.resultnode')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nodes', to='plans.planversion')),
            ],
            options={
                'verbose_name': 'result',
                'verbose_name_plural': 'results',
                'ordering': ['version', 'code', 'position'],
                'constraints': [models.UniqueConstraint(fields=('version', 'lineage'), name='node_lineage_once'), models.UniqueConstraint(condition=models.Q(('level', 'OBJECTIVE')), fields=('version',), name='one_objective'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'OBJECTIVE'), ('parent', None)), models.Q(models.Q(('level', 'OBJECTIVE'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='only_the_objective_has_no_parent'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'OBJECTIVE'), _negated=True), ('assumptions', ''), _connector='OR'), name='objective_has_no_assumptions')],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lineage', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('code', models.CharField(blank=True, max_length=12, verbose_name='number')),
                ('title', models.CharField(max_length=300, verbose_name='activity')),
                ('responsible_party', models.CharField(max_length=200, verbose_name='responsible party')),
                ('start_month', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='first month')),
                ('end_month', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='last month')),
                ('milestone', models.CharField(blank=True, max_length=200, verbose_name='milestone')),
                ('milestone_month', models.PositiveSmallIntegerField(blank=True, help_text='Empty: the last month of the activity.', null=True, verbose_name='month of the milestone')),
                ('output', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='plans.resultnode')),
            ],
            options={
                'verbose_name': 'activity',
                'verbose_name_plural': 'activities',
                'ordering': ['output', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('output', 'lineage'), name='activity_lineage_once'), models.CheckConstraint(condition=models.Q(('end_month__gte', models.F('start_month')), ('start_month__gte', 1)), name='activity_ends_after_start'), models.CheckConstraint(condition=models.Q(('milestone_month', None), models.Q(('milestone_month__gte', models.F('start_month')), ('milestone_month__lte', models.F('end_month'))), _connector='OR'), name='milestone_within_the_activity')],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lineage', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('category', models.CharField(choices=[('STAFF', 'Staff'), ('OFFICE', 'Office'), ('OPERATIONAL', 'Operational')], max_length=12, verbose_name='part of the budget')),
                ('description', models.CharField(max_length=300, verbose_name='description')),
                ('unit', models.CharField(max_length=60, verbose_name='unit')),
                ('quantity', models.DecimalField(decimal_places=2, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='quantity')),
                ('periods', models.DecimalField(decimal_places=2, default=1, max_digits=8, validators=[django.core.validators.MinValueValidator(0)], verbose_name='times or months')),
                ('unit_cost', models.DecimalField(decimal_places=2, max_digits=15, validators=[django.core.validators.MinValueValidator(0)], verbose_name='unit cost (USD)')),
                ('share_percent', models.DecimalField(decimal_places=2, default=100, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='share charged (%)')),
                ('amount', models.DecimalField(decimal_places=2, default=0, max_digits=15, verbose_name='amount (USD)')),
                ('calculation_note', models.CharField(blank=True, max_length=500, verbose_name='how it was worked out')),
                ('is_evaluation', models.BooleanField(default=False, verbose_name='evaluation line')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='plans.activity', verbose_name='activity')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='plans.planversion')),
            ],
            options={
                'verbose_name': 'budget line',
                'verbose_name_plural': 'budget lines',
                'ordering': ['version', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('version', 'lineage'), name='line_lineage_once'), models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('periods__gt', 0), ('quantity__gt', 0), ('unit_cost__gte', 0)), name='line_not_negative'), models.CheckConstraint(condition=models.Q(('share_percent__gt', 0), ('share_percent__lte', 100)), name='line_share_in_range'), models.CheckConstraint(condition=models.Q(models.Q(('category', 'OPERATIONAL'), _negated=True), ('activity__isnull', False), ('is_evaluation', True), _connector='OR'), name='operational_line_follows_an_activity'), models.CheckConstraint(condition=models.Q(('is_evaluation', False), ('category', 'OPERATIONAL'), _connector='OR'), name='evaluation_is_operational')],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lineage', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=300, verbose_name='indicator')),
                ('definition', models.CharField(blank=True, max_length=500, verbose_name='definition')),
                ('kind', models.CharField(choices=[('NUMBER', 'Number'), ('PERCENTAGE', 'Percentage'), ('SCALE', 'Step on a scale'), ('YES_NO', 'Yes or no'), ('QUALITATIVE', 'In words')], default='NUMBER', max_length=12, verbose_name='kind')),
                ('unit', models.CharField(blank=True, max_length=60, verbose_name='unit')),
                ('direction', models.CharField(choices=[('INCREASE', 'Should rise'), ('DECREASE', 'Should fall'), ('KEEP', 'Should stay')], default='INCREASE', max_length=10, verbose_name='direction')),
                ('over_time', models.CharField(choices=[('SUM', 'Each report adds to the total'), ('LATEST', 'The latest report counts')], default='SUM', max_length=10, verbose_name='over time')),
                ('baseline_state', models.CharField(choices=[('KNOWN', 'Known'), ('TBD', 'To be determined'), ('NOT_APPLICABLE', 'Not applicable')], default='KNOWN', max_length=15, verbose_name='baseline')),
                ('baseline_value', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name='baseline value')),
                ('baseline_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1990), django.core.validators.MaxValueValidator(2100)], verbose_name='baseline year')),
                ('baseline_text', models.CharField(blank=True, max_length=300, verbose_name='baseline in words')),
                ('baseline_due_month', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='month by which the baseline will be known')),
                ('target_value', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name='target value')),
                ('may_exceed_100', models.BooleanField(default=False, verbose_name='may exceed 100 %')),
                ('target_text', models.CharField(blank=True, max_length=300, verbose_name='target in words')),
                ('source_and_method', models.CharField(max_length=300, verbose_name='data source and collection method')),
                ('frequency', models.CharField(blank=True, choices=[('MONTHLY', 'Every month'), ('QUARTERLY', 'Every three months'), ('SEMIANNUAL', 'Every six months'), ('ANNUAL', 'Every year'), ('END', 'At the end'), ('ONCE', 'Once')], max_length=10, verbose_name='frequency')),
                ('responsible', models.CharField(blank=True, max_length=200, verbose_name='who measures')),
                ('counts_people', models.BooleanField(default=False, verbose_name='counts people')),
                ('axes', models.ManyToManyField(blank=True, related_name='+', to='funding.axis', verbose_name='split by')),
                ('goals', models.ManyToManyField(blank=True, related_name='+', to='funding.goal', verbose_name='contributes to')),
                ('scale', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funding.ratingscale', verbose_name='rating scale')),
                ('node', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='plans.resultnode')),
            ],
            options={
                'verbose_name': 'indicator',
                'verbose_name_plural': 'indicators',
                'ordering': ['node', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('node', 'lineage'), name='indicator_lineage_once'), models.CheckConstraint(condition=models.Q(('over_time', 'LATEST'), ('kind', 'NUMBER'), _connector='OR'), name='only_numbers_add_up'), models.CheckConstraint(condition=models.Q(('over_time', 'LATEST'), ('baseline_value', None), ('baseline_value', 0), _connector='OR'), name='a_sum_starts_at_zero'), models.CheckConstraint(condition=models.Q(models.Q(('baseline_state', 'KNOWN'), _negated=True), ('kind', 'QUALITATIVE'), models.Q(('baseline_value__isnull', False), ('baseline_year__isnull', False)), _connector='OR'), name='known_baseline_has_value_and_year'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'QUALITATIVE'), _negated=True), models.Q(('baseline_value', None), ('target_value', None)), _connector='OR'), name='words_have_no_number'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'PERCENTAGE'), _negated=True), ('target_value', None), ('target_value__range', (0, 100)), models.Q(('may_exceed_100', True), ('target_value__gte', 0)), _connector='OR'), name='percentage_target_in_range'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'SCALE'), ('scale__isnull', False)), models.Q(models.Q(('kind', 'SCALE'), _negated=True), ('scale', None)), _connector='OR'), name='only_steps_have_a_scale')],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='month')),
                ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name='value')),
                ('text', models.CharField(blank=True, max_length=300, verbose_name='in words')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='plans.indicator')),
            ],
            options={
                'verbose_name': 'milestone',
                'verbose_name_plural': 'milestones',
                'ordering': ['indicator', 'month'],
                'constraints': [models.UniqueConstraint(fields=('indicator', 'month'), name='one_milestone_a_month'), models.CheckConstraint(condition=models.Q(('value__isnull', False), models.Q(('text', ''), _negated=True), _connector='OR'), name='milestone_says_something')],
            },
        ),
        migrations.CreateModel(
            name='PhaseAmount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='half-year')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=15, verbose_name='amount (USD)')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phase_amounts', to='plans.budgetline')),
            ],
            options={
                'verbose_name': 'amount of a half-year',
                'verbose_name_plural': 'amounts of half-years',
                'ordering': ['line', 'phase'],
                'constraints': [models.UniqueConstraint(fields=('line', 'phase'), name='one_amount_a_phase'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='phase_amount_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Risk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lineage', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('description', models.CharField(max_length=300, verbose_name='risk')),
                ('cause', models.CharField(blank=True, max_length=300, verbose_name='cause')),
                ('likelihood', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='likelihood (1–5)')),
                ('impact', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='impact (1–5)')),
                ('response', models.CharField(blank=True, max_length=500, verbose_name='response')),
                ('owner', models.CharField(blank=True, max_length=200, verbose_name='who watches it')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='risks', to='plans.planversion')),
            ],
            options={
                'verbose_name': 'risk',
                'verbose_name_plural': 'risks',
                'ordering': ['version', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('version', 'lineage'), name='risk_lineage_once'), models.CheckConstraint(condition=models.Q(('impact__range', (1, 5)), ('likelihood__range', (1, 5))), name='risk_rated_from_1_to_5')],
            },
        ),
        migrations.CreateModel(
            name='SplitTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(decimal_places=4, max_digits=18, verbose_name='target value')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='split_targets', to='plans.indicator')),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funding.axisvalue', verbose_name='part of a split')),
            ],
            options={
                'verbose_name': 'target of a part',
                'verbose_name_plural': 'targets of parts',
                'ordering': ['indicator', 'part'],
                'constraints': [models.UniqueConstraint(fields=('indicator', 'part'), name='one_target_a_part')],
            },
        ),
    ]
