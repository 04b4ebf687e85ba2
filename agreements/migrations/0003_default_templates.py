from django.db import migrations


def put_in_place(apps, schema_editor):
    """Every database has the templates that ship."""
    from agreements.services import templates

    templates.put_in_place(apps.get_model("agreements", "AgreementTemplate"))


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_guards")]
    operations = [migrations.RunPython(put_in_place, migrations.RunPython.noop)]
