from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0007_guards")]
    operations = [
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'voided'), ('void_reason__in', ('changed', 'declined', 'expired', 'party_left'))), models.Q(models.Q(('state', 'voided'), _negated=True), ('void_reason', '')), _connector='OR'), name='agreement_version_voided_has_its_reason'),
        ),
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'proposed'), _negated=True), ('expires_at__isnull', False), _connector='OR'), name='agreement_version_proposed_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at__isnull', True)), models.Q(('void_reason__in', ['changed', 'declined', 'expired', 'party_left', 'withdrawn']), ('voided_at__isnull', False)), _connector='OR'), name='signature_voided_has_its_reason'),
        ),
    ]
