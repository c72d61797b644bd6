"""When a film's knowledge is stale, and in how many films a word occurs."""

from django.db import migrations, models

import houselights.base.clock


class Migration(migrations.Migration):
    dependencies = [("spoilers", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="filmknowledge",
            name="stamp",
            field=models.CharField(db_index=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="Spread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.JSONField()),
                ("films", models.PositiveIntegerField()),
                ("counted_at", models.DateTimeField(default=houselights.base.clock.now)),
            ],
        ),
    ]
