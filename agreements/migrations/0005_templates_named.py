from django.db import migrations

KEYS = {
    ("mentoring", False): ("mentoring", "pair", "Mentoring"),
    ("coaching", False): ("coaching", "pair", "Coaching"),
    ("coaching", True): ("coaching_with_sponsor", "sponsored", "Coaching with a sponsor"),
}


def give_names(apps, schema_editor):
    """Join the versions of each kind of agreement under one template."""
    version_model = apps.get_model("agreements", "TemplateVersion")
    template_model = apps.get_model("agreements", "AgreementTemplate")
    for (kind, has_sponsor), (key, shape, name) in KEYS.items():
        versions = version_model.objects.filter(kind=kind, has_sponsor=has_sponsor)
        if not versions.exists():
            continue
        template = template_model.objects.create(
            name=name, kind=kind, shape=shape, shipped_key=key, is_default=True
        )
        for version in versions:
            version.template, version.is_shipped = template, True
            version.state = "published" if version.is_current else "retired"
            version.published_at = version.created_at
            version.save()


class Migration(migrations.Migration):
    dependencies = [("agreements", "0004_template_versions")]
    operations = [migrations.RunPython(give_names, migrations.RunPython.noop)]
