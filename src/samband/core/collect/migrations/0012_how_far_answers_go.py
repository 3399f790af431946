# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("collect", "0011_mailing_by_another_way")]

    operations = [
        migrations.AddField(
            model_name="response", name="extent", field=models.CharField(blank=True, max_length=12)
        ),
        migrations.AddField(
            model_name="response", name="ended_by", field=models.CharField(blank=True, max_length=80)
        ),
    ]
