from django.db import migrations

# Capacity, where the services could be wrong: a place is one of 1..capacity of the enrollment when it is taken.
# Lowering the capacity later ejects nobody.
CREATE = """
CREATE FUNCTION slot_is_within_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.slot IS NOT NULL AND (NEW.slot < 1 OR NEW.slot > (
        SELECT capacity FROM program_enrollment WHERE id = NEW.enrollment_id)) THEN
        RAISE EXCEPTION 'no place % within the capacity of the enrollment', NEW.slot USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER partnership_member_slot_is_within_capacity
    BEFORE INSERT OR UPDATE OF slot, enrollment_id ON matching_partnershipmember
    FOR EACH ROW EXECUTE FUNCTION slot_is_within_capacity();
"""
DROP = """
DROP TRIGGER partnership_member_slot_is_within_capacity ON matching_partnershipmember;
DROP FUNCTION slot_is_within_capacity();
"""


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_first_models")]
    operations = [migrations.RunSQL(CREATE, DROP)]
