# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=24, unique=True)),
                ('name', models.CharField(max_length=160)),
                ('kind', models.CharField(choices=[('company', 'company'), ('joint_body', 'joint_body')], max_length=16)),
                ('organisation_number', models.CharField(blank=True, max_length=20)),
                ('owners', models.JSONField(default=list)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.CharField(max_length=24)),
                ('member_kind', models.CharField(choices=[('authority', 'authority'), ('company', 'company'), ('joint_body', 'joint_body')], max_length=16)),
                ('scope', models.CharField(max_length=32)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('notice_given_on', models.DateField(null=True)),
                ('reason', models.CharField(choices=[('joined', 'joined'), ('inherited', 'inherited'), ('withdrawn', 'withdrawn'), ('excluded', 'excluded'), ('ceased', 'ceased'), ('agreed', 'agreed')], max_length=16)),
                ('end_reason', models.CharField(blank=True, choices=[('joined', 'joined'), ('inherited', 'inherited'), ('withdrawn', 'withdrawn'), ('excluded', 'excluded'), ('ceased', 'ceased'), ('agreed', 'agreed')], max_length=16)),
                ('source', models.CharField(max_length=300)),
                ('note', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.CharField(max_length=80)),
                ('superseded_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['scope', 'superseded_at'], name='members_membership_scope')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('member', 'scope', 'valid_from'), name='members_membership_once'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='members_membership_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('superseded_at__isnull', True), ('superseded_at__gte', models.F('recorded_at')), _connector='OR'), name='members_membership_is_superseded_after_it_is_recorded')],
            },
        ),
        migrations.CreateModel(
            name='ScopeDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.CharField(max_length=24)),
                ('scope', models.CharField(max_length=32)),
                ('on', models.DateField()),
                ('is_member', models.BooleanField()),
                ('source', models.CharField(max_length=300)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.CharField(max_length=80)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('member', 'scope', 'on'), name='members_scope_decided_once')],
            },
        ),
    ]
