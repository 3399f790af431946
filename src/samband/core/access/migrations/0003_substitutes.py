import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0002_attempts_shared_by_processes")]

    operations = [
        migrations.AddField(
            model_name="rolegrant",
            name="substitute_for",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="substitutes",
                to="access.rolegrant",
            ),
        ),
        migrations.AddIndex(
            model_name="rolegrant",
            index=models.Index(fields=["authority", "role"], name="role_grant_authority"),
        ),
    ]
