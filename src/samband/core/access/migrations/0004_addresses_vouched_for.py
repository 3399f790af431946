from django.db import migrations


def vouch(apps, schema_editor):
    """The association wrote the addresses of its people itself; sign-in by a provider asks whether they are known."""
    address = apps.get_model("account", "EmailAddress")
    for user in apps.get_model("access", "User").objects.iterator():
        address.objects.update_or_create(
            user_id=user.pk, email=user.email, defaults={"verified": True, "primary": True}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_substitutes"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(vouch, migrations.RunPython.noop)]
