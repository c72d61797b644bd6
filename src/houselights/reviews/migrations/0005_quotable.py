from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0004_neutral_headline'),
    ]

    operations = [
        migrations.AddField(
            model_name='revision',
            name='quotable',
            field=models.JSONField(default=list),
        ),
    ]
