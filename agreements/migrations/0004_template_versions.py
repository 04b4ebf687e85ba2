"""A template gets a name of its own; what was called a template is one version of it in one language."""

import core.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0003_default_templates"),
        ("program", "0004_agreements"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RemoveConstraint("agreementtemplate", "agreement_template_kind_is_known"),
        migrations.RemoveConstraint("agreementtemplate", "agreement_template_version_is_unique"),
        migrations.RemoveConstraint("agreementtemplate", "agreement_template_is_current_once"),
        migrations.RenameModel("AgreementTemplate", "TemplateVersion"),
        migrations.CreateModel(
            name="AgreementTemplate",
            fields=[
                ("id", models.UUIDField(default=core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("mentoring", "Mentoring"), ("coaching", "Coaching")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "shape",
                    models.CharField(
                        choices=[
                            ("pair", "Two people"),
                            ("group", "A group"),
                            ("sponsored", "Two people and a sponsor"),
                        ],
                        default="pair",
                        max_length=10,
                        verbose_name="for",
                    ),
                ),
                ("shipped_key", models.CharField(blank=True, max_length=40)),
                (
                    "is_default",
                    models.BooleanField(default=False, verbose_name="used where no other was chosen"),
                ),
                ("archived_at", models.DateTimeField(blank=True, null=True, verbose_name="archived")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement template",
                "verbose_name_plural": "agreement templates",
                "ordering": ("kind", "shape", "name", "id"),
            },
        ),
        migrations.AddField(
            "templateversion",
            "template",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="agreements.agreementtemplate",
            ),
        ),
        migrations.AddField(
            "templateversion",
            "state",
            models.CharField(
                choices=[
                    ("draft", "Being written"),
                    ("published", "In use"),
                    ("retired", "Replaced by a newer version"),
                ],
                default="draft",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddField("templateversion", "is_shipped", models.BooleanField(default=False)),
        migrations.AddField(
            "templateversion",
            "published_at",
            models.DateTimeField(blank=True, null=True, verbose_name="published"),
        ),
    ]
