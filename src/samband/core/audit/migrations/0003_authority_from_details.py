from django.db import migrations


def authority_from_details(apps, schema_editor):
    """Events about roles have always said in their details which authority they concern."""
    event = apps.get_model("audit", "Event")
    for row in event.objects.filter(event__startswith="access.role_", authority="").iterator():
        if row.details.get("authority"):
            event.objects.filter(pk=row.pk).update(authority=row.details["authority"])


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_authority_of_an_event")]

    operations = [migrations.RunPython(authority_from_details, migrations.RunPython.noop)]
