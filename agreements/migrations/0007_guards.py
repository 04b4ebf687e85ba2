from datetime import timedelta

from django.db import migrations

SIGNATURES = """
CREATE OR REPLACE FUNCTION keep_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.voided_at IS NOT NULL
       OR (to_jsonb(NEW) - 'voided_at' - 'void_reason') IS DISTINCT FROM (to_jsonb(OLD) - 'voided_at' - 'void_reason') THEN
        RAISE EXCEPTION 'a signature is kept as it was given; it can only be marked as voided'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
CREATE = """
CREATE OR REPLACE FUNCTION signature_is_on_the_proposed_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM agreements_agreementversion v JOIN agreements_agreementparty p ON p.agreement_id = v.agreement_id
                   WHERE v.id = NEW.version_id AND p.id = NEW.party_id AND v.content_hash = NEW.content_hash
                     AND v.state = 'proposed' AND p.left_at IS NULL) THEN
        RAISE EXCEPTION 'a signature is given by a party, on the text that is proposed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

-- Whoever left does not hold the others up; the two who remain always sign.
CREATE OR REPLACE FUNCTION all_have_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'in_force' AND OLD.state <> 'in_force' AND EXISTS (
        SELECT 1 FROM agreements_agreementparty p WHERE p.agreement_id = NEW.agreement_id AND p.left_at IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM agreements_signature s
            WHERE s.version_id = NEW.id AND s.party_id = p.id AND s.voided_at IS NULL)) THEN
        RAISE EXCEPTION 'a version comes into force only when every party has signed it' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION keep_published_template() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND (NEW.sections IS DISTINCT FROM OLD.sections OR NEW.name <> OLD.name
                                 OR NEW.language <> OLD.language OR NEW.number <> OLD.number) THEN
        RAISE EXCEPTION 'a published template version never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER template_version_keeps_its_text BEFORE UPDATE ON agreements_templateversion
    FOR EACH ROW EXECUTE FUNCTION keep_published_template();

CREATE FUNCTION keep_sealed_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'sealed' THEN
        RAISE EXCEPTION 'a sealed document stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sealed_document_is_kept BEFORE UPDATE OR DELETE ON agreements_sealeddocument
    FOR EACH ROW EXECUTE FUNCTION keep_sealed_document();

CREATE TRIGGER section_revision_is_kept BEFORE UPDATE ON agreements_sectionrevision
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
DROP = """
DROP TRIGGER section_revision_is_kept ON agreements_sectionrevision;
DROP TRIGGER sealed_document_is_kept ON agreements_sealeddocument;
DROP FUNCTION keep_sealed_document();
DROP TRIGGER template_version_keeps_its_text ON agreements_templateversion;
DROP FUNCTION keep_published_template();
"""
OFFER_LASTS = timedelta(days=30)


def give_reasons(apps, schema_editor):
    """Say of what was there before why it does not count, until when it is offered, and what it was begun for."""
    versions = apps.get_model("agreements", "AgreementVersion").objects
    versions.filter(state="voided", declined_at=None).update(void_reason="changed")
    versions.filter(state="voided", declined_at__isnull=False).update(void_reason="declined")
    for version in versions.filter(state="proposed"):
        versions.filter(pk=version.pk).update(expires_at=version.proposed_at + OFFER_LASTS)
    for version in versions.filter(number__gt=1):
        earlier = versions.filter(agreement=version.agreement_id, number__lt=version.number)
        if earlier.filter(in_force_at__isnull=False).exists():
            versions.filter(pk=version.pk).update(occasion="amendment")
    signatures = apps.get_model("agreements", "Signature").objects
    signatures.filter(voided_at__isnull=False, version__declined_at=None).update(void_reason="changed")
    signatures.filter(voided_at__isnull=False, version__declined_at__isnull=False).update(void_reason="declined")


class Migration(migrations.Migration):
    dependencies = [("agreements", "0006_written_together"), ("core", "0003_guards")]
    operations = [
        migrations.RunSQL(SIGNATURES, migrations.RunSQL.noop),
        migrations.RunPython(give_reasons, migrations.RunPython.noop),
        migrations.RunSQL(CREATE, DROP),
    ]
