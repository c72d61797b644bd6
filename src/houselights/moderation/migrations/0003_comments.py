"""Comments can be reported and decided about."""

from django.db import migrations, models

KINDS = [
    ("review", "Review"),
    ("question", "Question"),
    ("answer", "Answer"),
    ("comment", "Comment"),
]


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_acts_about_questions")]

    operations = [
        migrations.AlterField(
            model_name=model,
            name="kind",
            field=models.CharField(choices=KINDS, max_length=10),
        )
        for model in ("logentry", "report")
    ]
