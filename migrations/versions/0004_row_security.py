"""Who may touch which rows: row-level security and grants on PostgreSQL; nothing on SQLite, which has neither."""

from alembic import op
from sqlalchemy import text

from journal.core.choices import NAME, REST
from journal.core.roles import APP, BACKUP, MAINTENANCE, ROLES
from journal.core.row_security import CLINIC, KEY_CHECK, PERSON, protect

revision = "0004_row_security"
down_revision = "0003_sharing"

# Every table whose rows belong to somebody, and what the server may do with the rows of whom it acts for. It deletes
# nothing, and no UPDATE of its reaches whose a row is, to whom it is open, or until when.
OWNED = {
    "people": "SELECT, INSERT, UPDATE (name, password_hash, zone, guest, deactivated_at)",
    "keys.data_keys": "SELECT, INSERT",
    "devices": "SELECT, INSERT, UPDATE (token_hash, seen_at, ended_at)",
    "phone_keys": "SELECT, INSERT",
    "invitations": "SELECT, INSERT, UPDATE (token_hash, used_at, declined_at, cancelled_at)",
    "resets": "SELECT, UPDATE (token_hash, used_at, expires_at)",
    "care": "SELECT, INSERT, UPDATE (ended_at, ended_by)",
    "caseloads": "SELECT, INSERT",
    "audit_lines": "SELECT, INSERT",
    "treatments": "SELECT, INSERT, UPDATE",
    "entries": "SELECT, INSERT, UPDATE",
    "entry_revisions": "SELECT, INSERT",
    "checkins": "SELECT, INSERT, UPDATE",
    "checkin_revisions": "SELECT, INSERT",
    "summaries": "SELECT, INSERT, UPDATE",
    "shares": "SELECT, INSERT, UPDATE (snapshot, ended_at, ended, ended_by, acknowledged_at)",
}
# The tables that have no owner.
COMMON = [
    f"GRANT SELECT ON alembic_version, clinics, addresses, sweep_marks TO {APP}, {MAINTENANCE}",
    f"GRANT INSERT ON addresses TO {APP}, {MAINTENANCE}",
    f"GRANT INSERT, UPDATE ON clinics, sweep_marks TO {MAINTENANCE}",
    # Of nobody, and counted before anybody is signed in.
    "ALTER TABLE attempt_counts ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE attempt_counts FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY every ON attempt_counts TO {APP}, {MAINTENANCE} USING (true)",
    f"GRANT SELECT, INSERT, UPDATE ON attempt_counts TO {APP}, {MAINTENANCE}",
    f"GRANT DELETE ON attempt_counts TO {MAINTENANCE}",
    f"GRANT DELETE ON addresses TO {MAINTENANCE}",
    f"GRANT USAGE ON SCHEMA keys TO {APP}, {MAINTENANCE}, {BACKUP}",
    f"GRANT SELECT ON ALL TABLES IN SCHEMA public, keys TO {BACKUP}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public, keys GRANT SELECT ON TABLES TO {BACKUP}",
    f"REVOKE UPDATE, DELETE ON audit_lines FROM {MAINTENANCE}",
]
# A deleted key is gone from the files when its table is written anew, which only an owner may do.
REWRITE = [
    """CREATE FUNCTION keys.rewrite() RETURNS void LANGUAGE sql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp AS 'CLUSTER keys.data_keys USING pk_data_keys'""",
    "REVOKE ALL ON FUNCTION keys.rewrite() FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION keys.rewrite() TO {MAINTENANCE}",
]
# What policies ask of other tables, each under its own policies. In functions, whose plans PostgreSQL keeps: written
# out in every policy, they made planning a brief take longer than all else.
ASKED = {
    "care_goes_on(patient uuid, therapist uuid)": """EXISTS (SELECT FROM public.care
        WHERE care.owner_id = patient AND care.therapist_id = therapist AND care.ended_at IS NULL)""",
    "care_lasts(patient uuid, care_id uuid)": """EXISTS (SELECT FROM public.care
        WHERE care.owner_id = patient AND care.id = care_id AND care.ended_at IS NULL)""",
    "is_visible(person uuid)": "EXISTS (SELECT FROM public.people WHERE people.owner_id = person)",
    "shares_with(patient uuid, therapist uuid)": """EXISTS (SELECT FROM public.shares
        WHERE shares.owner_id = patient AND shares.therapist_id = therapist AND shares.ended_at IS NULL)""",
}
_THERAPIST = f"owner_id <> {PERSON} AND public.care_goes_on({PERSON}, owner_id)"
_PATIENT = f"owner_id <> {PERSON} AND public.care_goes_on(owner_id, {PERSON})"
_SHARED = f"therapist_id = {PERSON} AND ended_at IS NULL AND public.care_lasts(owner_id, care_id)"
# What somebody else than the owner sees. When a share is open until is left to the queries, which go by the
# application's clock. FOR UPDATE policies let a row be locked FOR SHARE; what they let be written is still the owner's.
GRANTED = [
    ("care", "therapist", f"FOR SELECT TO {APP} USING (therapist_id = {PERSON} AND ended_at IS NULL)"),
    # A patient adds the pointer to the care that they gave.
    (
        "caseloads",
        "patient",
        f"FOR INSERT TO {APP} WITH CHECK (EXISTS (SELECT FROM care WHERE care.owner_id = patient_id"
        " AND care.id = caseloads.id AND care.therapist_id = caseloads.owner_id AND care.ended_at IS NULL))",
    ),
    ("people", "in_care", f"FOR SELECT TO {APP} USING (({_THERAPIST}) OR ({_PATIENT}))"),
    ("people", "lock", f"FOR UPDATE TO {APP} USING ({_THERAPIST}) WITH CHECK (owner_id = {PERSON})"),
    ("people", "admin", f"FOR SELECT TO {APP} USING (clinic_id = {CLINIC})"),
    ("people", "key_check", f"FOR SELECT USING ({PERSON} = '{KEY_CHECK}')"),
    ("shares", "therapist", f"FOR SELECT TO {APP} USING ({_SHARED})"),
    ("shares", "lock", f"FOR UPDATE TO {APP} USING ({_SHARED}) WITH CHECK (owner_id = {PERSON})"),
    (
        "audit_lines",
        "receipt",
        f"FOR INSERT TO {APP} WITH CHECK (actor_id = {PERSON} AND EXISTS (SELECT FROM shares"
        " WHERE shares.owner_id = audit_lines.owner_id AND shares.id = audit_lines.subject_id))",
    ),
    (
        "keys.data_keys",
        "name",
        f"FOR SELECT TO {APP} USING (kind = '{NAME}' AND owner_id <> {PERSON} AND public.is_visible(owner_id))",
    ),
    (
        "keys.data_keys",
        "rest",
        f"FOR SELECT TO {APP} USING"
        f" (kind = '{REST}' AND owner_id <> {PERSON} AND public.shares_with(owner_id, {PERSON}))",
    ),
    ("keys.data_keys", "key_check", f"FOR SELECT USING ({PERSON} = '{KEY_CHECK}')"),
]


def upgrade() -> None:
    """Go to this revision."""
    if op.get_bind().dialect.name != "postgresql":
        return
    _require_roles()
    for function, asked in ASKED.items():
        _run(f"CREATE FUNCTION {function} RETURNS boolean LANGUAGE plpgsql STABLE AS 'BEGIN RETURN {asked}; END'")
    for table, verbs in OWNED.items():
        _run(*protect(table, verbs))
    _run(*(f"CREATE POLICY {name} ON {table} {rule}" for table, name, rule in GRANTED), *COMMON, *REWRITE)


def downgrade() -> None:
    """Go back."""
    if op.get_bind().dialect.name != "postgresql":
        return
    _run("DROP FUNCTION keys.rewrite()")
    names = {(table, name) for table in OWNED for name in ("own", "every")} | {row[:2] for row in GRANTED}
    names |= {("attempt_counts", "every")}
    _run(*(f"DROP POLICY {name} ON {table}" for table, name in sorted(names)))
    _run(*(f"DROP FUNCTION {function}" for function in ASKED))
    for table in (*OWNED, "attempt_counts"):
        _run(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    _run(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public, keys REVOKE SELECT ON TABLES FROM {BACKUP}")
    for schema in ("public", "keys"):
        _run(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {APP}, {MAINTENANCE}, {BACKUP}")
    _run(f"REVOKE USAGE ON SCHEMA keys FROM {APP}, {MAINTENANCE}, {BACKUP}")


def _require_roles() -> None:
    """Raise SystemExit if a role is missing: only an operator can make it."""
    found = set(op.get_bind().execute(text("SELECT rolname FROM pg_roles")).scalars())
    if missing := [role for role in ROLES if role not in found]:
        raise SystemExit(f"PostgreSQL has no role {missing[0]}. The README says how to make the four.")


def _run(*statements: str) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)
