from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0006_interviewers")]

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
                    ("employee", "employee"),
                ],
                max_length=20,
            ),
        ),
    ]
