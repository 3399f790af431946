from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0004_addresses_vouched_for")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="session_epoch",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
