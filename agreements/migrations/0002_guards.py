from django.db import migrations

CREATE = """
CREATE TRIGGER agreement_event_is_evidence BEFORE UPDATE OR DELETE ON agreements_agreementevent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION keep_proposed_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.content_hash <> '' AND (NEW.content IS DISTINCT FROM OLD.content OR NEW.content_hash <> OLD.content_hash) THEN
        RAISE EXCEPTION 'the text of a proposed agreement version never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreement_version_keeps_its_text BEFORE UPDATE ON agreements_agreementversion
    FOR EACH ROW EXECUTE FUNCTION keep_proposed_text();

CREATE FUNCTION keep_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.voided_at IS NOT NULL
       OR (to_jsonb(NEW) - 'voided_at') IS DISTINCT FROM (to_jsonb(OLD) - 'voided_at') THEN
        RAISE EXCEPTION 'a signature is kept as it was given; it can only be marked as voided'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER signature_is_kept BEFORE UPDATE OR DELETE ON agreements_signature
    FOR EACH ROW EXECUTE FUNCTION keep_signature();

CREATE FUNCTION signature_is_on_the_proposed_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM agreements_agreementversion v JOIN agreements_agreementparty p ON p.agreement_id = v.agreement_id
                   WHERE v.id = NEW.version_id AND p.id = NEW.party_id AND v.content_hash = NEW.content_hash
                     AND v.state = 'proposed') THEN
        RAISE EXCEPTION 'a signature is given by a party, on the text that is proposed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER signature_is_on_the_proposed_text BEFORE INSERT ON agreements_signature
    FOR EACH ROW EXECUTE FUNCTION signature_is_on_the_proposed_text();

CREATE FUNCTION all_have_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'in_force' AND OLD.state <> 'in_force' AND EXISTS (
        SELECT 1 FROM agreements_agreementparty p WHERE p.agreement_id = NEW.agreement_id AND NOT EXISTS (
            SELECT 1 FROM agreements_signature s
            WHERE s.version_id = NEW.id AND s.party_id = p.id AND s.voided_at IS NULL)) THEN
        RAISE EXCEPTION 'a version comes into force only when every party has signed it' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreement_version_is_signed_by_all BEFORE UPDATE ON agreements_agreementversion
    FOR EACH ROW EXECUTE FUNCTION all_have_signed();

CREATE FUNCTION active_needs_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'active' AND OLD.state = 'forming' AND NOT EXISTS (
        SELECT 1 FROM agreements_agreement a JOIN agreements_agreementversion v ON v.agreement_id = a.id
        WHERE a.partnership_id = NEW.id AND v.state = 'in_force') THEN
        RAISE EXCEPTION 'a partnership becomes active only with an agreement in force' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER partnership_is_active_with_agreement BEFORE UPDATE ON matching_partnership
    FOR EACH ROW EXECUTE FUNCTION active_needs_agreement();

-- The sections of a version are its draft. Once it is proposed they stay, because meetings are made from them.
CREATE FUNCTION keep_proposed_sections() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM agreements_agreementversion v WHERE v.id = NEW.version_id AND v.state = 'draft') THEN
        RAISE EXCEPTION 'the sections of a proposed agreement version never change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreement_section_is_kept BEFORE INSERT OR UPDATE ON agreements_agreementsection
    FOR EACH ROW EXECUTE FUNCTION keep_proposed_sections();
"""
DROP = """
DROP TRIGGER agreement_section_is_kept ON agreements_agreementsection;
DROP FUNCTION keep_proposed_sections();
DROP TRIGGER partnership_is_active_with_agreement ON matching_partnership;
DROP FUNCTION active_needs_agreement();
DROP TRIGGER agreement_version_is_signed_by_all ON agreements_agreementversion;
DROP FUNCTION all_have_signed();
DROP TRIGGER signature_is_on_the_proposed_text ON agreements_signature;
DROP FUNCTION signature_is_on_the_proposed_text();
DROP TRIGGER signature_is_kept ON agreements_signature;
DROP FUNCTION keep_signature();
DROP TRIGGER agreement_version_keeps_its_text ON agreements_agreementversion;
DROP FUNCTION keep_proposed_text();
DROP TRIGGER agreement_event_is_evidence ON agreements_agreementevent;
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_first_models"), ("core", "0003_guards"), ("matching", "0002_guards")]
    operations = [migrations.RunSQL(CREATE, DROP)]
