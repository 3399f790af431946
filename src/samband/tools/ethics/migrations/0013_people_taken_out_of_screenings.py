import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("ethics", "0012_figures_reckoned_once"), ("people", "0003_indexes_for_search")]

    operations = [
        migrations.SeparateDatabaseAndState(  # the table is there: Django had made it by itself
            state_operations=[
                migrations.CreateModel(
                    name="ScreenedPerson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "screening",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to="ethics.screening"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "ethics_screening_people",
                        "unique_together": {("screening", "person")},
                    },
                ),
                migrations.AlterField(
                    model_name="screening",
                    name="people",
                    field=models.ManyToManyField(
                        related_name="+", through="ethics.ScreenedPerson", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="screenedperson",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddIndex(
            model_name="screenedperson",
            index=models.Index(
                condition=Q(person__isnull=True), fields=["screening"], name="ethics_screened_is_gone"
            ),
        ),
    ]
