from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_events")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="authority",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["authority", "at"], name="audit_event_authority"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["by", "at"], name="audit_event_by"),
        ),
    ]
