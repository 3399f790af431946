# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ethics", "0009_advice")]

    operations = [
        migrations.AddField(model_name="meeting", name="absent", field=models.JSONField(default=list)),
    ]
