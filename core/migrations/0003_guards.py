from django.db import migrations

# One function for every table whose rows are evidence. TRUNCATE (the tests' reset) is not affected.
CREATE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows are evidence: they are never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_entry_is_evidence BEFORE UPDATE OR DELETE ON core_auditentry
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
DROP = """
DROP TRIGGER audit_entry_is_evidence ON core_auditentry;
DROP FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_first_models")]
    operations = [migrations.RunSQL(CREATE, DROP)]
