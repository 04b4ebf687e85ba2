from django.db import migrations


class Migration(migrations.Migration):
    """Once put the shipped templates in place; `agreements.services.shipping` does that after every migrate now."""

    dependencies = [("agreements", "0002_guards")]
    operations = []
