
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('program', '0002_matching_wishes'),
    ]

    operations = [
        migrations.AddField(
            model_name='cohort',
            name='rank_until',
            field=models.DateField(blank=True, null=True, verbose_name='rank until'),
        ),
    ]
