from django.db import migrations, models

import houselights.base.rawtext


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0003_marks'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='fold_locked',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='draft',
            name='harmless',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='draft',
            name='headline_covered',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='draft',
            name='neutral_headline',
            field=models.CharField(blank=True, max_length=240),
        ),
        migrations.AddField(
            model_name='revision',
            name='neutral_headline',
            field=houselights.base.rawtext.RawTextField(blank=True, default=''),
        ),
    ]
