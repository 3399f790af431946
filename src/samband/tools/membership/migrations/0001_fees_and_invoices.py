# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Buyer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.CharField(max_length=24, unique=True)),
                ('organisation_number', models.CharField(max_length=20)),
                ('street', models.CharField(blank=True, max_length=160)),
                ('postal_code', models.CharField(blank=True, max_length=16)),
                ('city', models.CharField(blank=True, max_length=80)),
                ('endpoint', models.CharField(blank=True, max_length=60)),
                ('reference', models.CharField(blank=True, max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='Seller',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160)),
                ('organisation_number', models.CharField(max_length=20)),
                ('street', models.CharField(max_length=160)),
                ('postal_code', models.CharField(max_length=16)),
                ('city', models.CharField(max_length=80)),
                ('country', models.CharField(default='NO', max_length=2)),
                ('is_in_company_register', models.BooleanField(default=False)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('bank_account', models.CharField(max_length=40)),
                ('days_to_pay', models.PositiveSmallIntegerField(default=30)),
                ('vat_reason', models.CharField(max_length=200)),
                ('first_number', models.PositiveIntegerField(default=1)),
                ('receivable_account', models.CharField(blank=True, max_length=16)),
                ('income_account', models.CharField(blank=True, max_length=16)),
            ],
        ),
        migrations.CreateModel(
            name='FeeModel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60)),
                ('version', models.PositiveSmallIntegerField()),
                ('name', models.JSONField()),
                ('year', models.PositiveSmallIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('body', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('remark', models.CharField(blank=True, max_length=300)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.CharField(max_length=80)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='membership_one_model_version')],
            },
        ),
        migrations.CreateModel(
            name='FeeYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('revision', models.PositiveSmallIntegerField()),
                ('rules_digest', models.CharField(max_length=64)),
                ('minor_units', models.PositiveSmallIntegerField()),
                ('choices', models.JSONField(default=dict)),
                ('body', models.CharField(max_length=120)),
                ('decided_on', models.DateField()),
                ('case_number', models.CharField(max_length=60)),
                ('decision', models.TextField()),
                ('register', models.CharField(max_length=120)),
                ('is_synthetic', models.BooleanField(default=False)),
                ('seal', models.CharField(max_length=64)),
                ('frozen_at', models.DateTimeField()),
                ('frozen_by', models.CharField(max_length=80)),
                ('model', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='membership.feemodel')),
            ],
        ),
        migrations.CreateModel(
            name='FrozenFee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.CharField(max_length=24)),
                ('name', models.CharField(max_length=160)),
                ('kind', models.CharField(max_length=32)),
                ('tariff', models.CharField(max_length=60)),
                ('size', models.BigIntegerField(null=True)),
                ('part_of_year', models.CharField(max_length=24)),
                ('amount', models.BigIntegerField()),
                ('values', models.JSONField()),
                ('lines', models.JSONField()),
                ('fee_year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fees', to='membership.feeyear')),
            ],
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('is_credit', models.BooleanField(default=False)),
                ('member', models.CharField(max_length=24)),
                ('name', models.CharField(max_length=160)),
                ('amount', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('issued_on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('document', models.JSONField()),
                ('state', models.CharField(choices=[('issued', 'issued'), ('sent', 'sent'), ('paid', 'paid')], max_length=8)),
                ('sent_on', models.DateField(null=True)),
                ('paid_on', models.DateField(null=True)),
                ('credits', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credited_by', to='membership.invoice')),
                ('fee_year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='membership.feeyear')),
            ],
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.CharField(max_length=24)),
                ('scope', models.CharField(max_length=32)),
                ('decided_on', models.DateField()),
                ('case_number', models.CharField(blank=True, max_length=60)),
                ('text', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('prepared', 'prepared'), ('registered', 'registered'), ('returned', 'returned')], max_length=12)),
                ('prepared_at', models.DateTimeField()),
                ('prepared_by', models.CharField(max_length=80)),
                ('settled_at', models.DateTimeField(null=True)),
                ('remark', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'prepared')), fields=('member', 'scope'), name='membership_one_open_notice')],
            },
        ),
        migrations.AddConstraint(
            model_name='feeyear',
            constraint=models.UniqueConstraint(fields=('year', 'revision'), name='membership_one_revision_of_a_year'),
        ),
        migrations.AddConstraint(
            model_name='frozenfee',
            constraint=models.UniqueConstraint(fields=('fee_year', 'member'), name='membership_one_fee_of_a_member'),
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(fields=['member'], name='membership_invoice_member'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__lt', 0), ('credits__isnull', False), ('is_credit', True)), models.Q(('amount__gt', 0), ('is_credit', False)), _connector='OR'), name='membership_invoice_has_the_sign_of_its_kind'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('due_on__gte', models.F('issued_on')), _connector='OR'), name='membership_invoice_is_due_after_it_is_issued'),
        ),
    ]
