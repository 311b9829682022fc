"""People and safety

Revision: 0012
After: 0011
"""

import sqlalchemy as sa
from alembic import op

from sahay.store.schema import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_MOMENT = UtcDateTime(timezone=True)
# The audit log is append-only: a row is never changed, and goes only once it is older than the horizon.
_SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
    """
    CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
    WHEN NOT EXISTS (SELECT 1 FROM audit_horizon WHERE OLD.at < audit_horizon.before)
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
)
_POSTGRESQL_TRIGGERS = (
    """
    CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF EXISTS (SELECT 1 FROM audit_horizon WHERE OLD.at < audit_horizon.before) THEN
                RETURN OLD;
            END IF;
        END IF;
        RAISE EXCEPTION 'the audit log is append-only';
    END $$
    """,
    """
    CREATE TRIGGER audit_row_stays BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()
    """,
    """
    CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()
    """,
)


def upgrade() -> None:
    # Sessions are a day's at most: whoever is signed in does so once more.
    op.execute("DELETE FROM agent_session")
    with op.batch_alter_table("agent_session", recreate="always") as batch_op:
        batch_op.add_column(sa.Column("created_at", _MOMENT, nullable=False))
        batch_op.add_column(sa.Column("seen_at", _MOMENT, nullable=False))
        batch_op.add_column(sa.Column("address", sa.String(length=45), nullable=True))
        batch_op.add_column(sa.Column("browser", sa.String(length=200), nullable=True))
        batch_op.create_index(batch_op.f("ix_agent_session_agent_id"), ["agent_id"], unique=False)
    _make_ways_in()
    _make_audit()
    op.create_table(
        "erasure",
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("contact_id", sa.String(length=40), nullable=False),
        sa.Column("why", sa.String(length=10), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_erasure")),
    )
    op.create_index(op.f("ix_erasure_contact_id"), "erasure", ["contact_id"], unique=False)


def _make_ways_in() -> None:
    op.create_table(
        "agent_invitation",
        _agent_id(),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        _belongs_to_agent("agent_invitation"),
        sa.PrimaryKeyConstraint("agent_id", name=op.f("pk_agent_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_agent_invitation_token_hash")),
    )
    op.create_table(
        "agent_second_factor",
        _agent_id(),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", _MOMENT, nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        _belongs_to_agent("agent_second_factor"),
        sa.PrimaryKeyConstraint("agent_id", name=op.f("pk_agent_second_factor")),
    )
    op.create_table(
        "agent_recovery_code",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        _agent_id(),
        _belongs_to_agent("agent_recovery_code"),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_agent_recovery_code")),
    )
    op.create_index(op.f("ix_agent_recovery_code_agent_id"), "agent_recovery_code", ["agent_id"], unique=False)
    op.create_table(
        "agent_device",
        sa.Column("id", sa.String(length=64), nullable=False),
        _agent_id(),
        sa.Column("expires_at", _MOMENT, nullable=False),
        _belongs_to_agent("agent_device"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent_device")),
    )
    op.create_index(op.f("ix_agent_device_agent_id"), "agent_device", ["agent_id"], unique=False)
    op.create_table(
        "login_failure",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", _MOMENT, nullable=False),
        sa.Column("locked_until", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_login_failure")),
    )
    op.create_index(op.f("ix_login_failure_failed_at"), "login_failure", ["failed_at"], unique=False)


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor_id", sa.String(length=40), nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=True),
        sa.Column("address", sa.String(length=45), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("target_kind", sa.String(length=20), nullable=True),
        sa.Column("target_id", sa.String(length=100), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    for columns in (["at"], ["actor_id", "at"], ["action", "at"], ["target_id", "at"]):
        op.create_index(op.f(f"ix_audit_{'_'.join(columns)}"), "audit", columns, unique=False)
    op.create_table(
        "audit_horizon",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("before", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_horizon")),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _SQLITE_TRIGGERS if is_sqlite else _POSTGRESQL_TRIGGERS:
        op.execute(statement)


def _agent_id() -> sa.Column[str]:
    return sa.Column("agent_id", sa.String(length=40), nullable=False)


def _belongs_to_agent(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f(f"fk_{table}_agent_id"), ondelete="CASCADE")


def downgrade() -> None:
    for table in ("erasure", "audit", "audit_horizon", "login_failure", "agent_device", "agent_recovery_code"):
        op.drop_table(table)
    op.drop_table("agent_second_factor")
    op.drop_table("agent_invitation")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_is_append_only()")
    with op.batch_alter_table("agent_session") as batch_op:
        batch_op.drop_index(batch_op.f("ix_agent_session_agent_id"))
        for column in ("browser", "address", "seen_at", "created_at"):
            batch_op.drop_column(column)
