from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0005_all_sessions_end_at_once")]

    operations = [
        migrations.AlterField(
            model_name="rolegrant",
            name="role",
            field=models.CharField(
                choices=[
                    ("administrator", "administrator"),
                    ("analyst", "analyst"),
                    ("interviewer", "interviewer"),
                    ("contact", "contact"),
                    ("secretary", "secretary"),
                    ("councillor", "councillor"),
                ],
                max_length=20,
            ),
        ),
    ]
