"""The whole desk: roles, availability, priority, teams, offers

Revision: 0010
After: 0009
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from sahay.store.schema import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def _agent() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("role", sa.String(length=20), nullable=False, server_default="agent"),
        sa.Column("teams", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("languages", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("capacity", sa.Integer(), nullable=False, server_default="6"),
        sa.Column("availability", sa.String(length=10), nullable=False, server_default="offline"),
        sa.Column("seen_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("assigned_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False, server_default=sa.true()),
    )


def _contact() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("blocked_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("merged_into", sa.String(length=40), nullable=True),
    )


def _conversation() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("priority", sa.String(length=10), nullable=False, server_default="normal"),
        sa.Column("team", sa.String(length=40), nullable=True),
        sa.Column("queued_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("ranked_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("offered_to", sa.String(length=40), nullable=True),
        sa.Column("offered_until", UtcDateTime(timezone=True), nullable=True),
        sa.Column("passed", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("resolved_by", sa.String(length=40), nullable=True),
        sa.Column("resolved_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("expects", sa.String(length=20), nullable=True),
    )


def _transition() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("by_id", sa.String(length=40), nullable=True),
        sa.Column("to_id", sa.String(length=40), nullable=True),
        sa.Column("team", sa.String(length=40), nullable=True),
        sa.Column("detail", sa.String(length=200), nullable=True),
    )


# Existing rows need a value; new ones say theirs.
_FILLED = {"agent": _agent, "conversation": _conversation}


def upgrade() -> None:
    with op.batch_alter_table("agent") as batch_op:
        for column in _agent():
            batch_op.add_column(column)
        batch_op.alter_column("password_hash", existing_type=sa.String(length=255), nullable=True)
    with op.batch_alter_table("contact") as batch_op:
        for column in _contact():
            batch_op.add_column(column)
        batch_op.create_foreign_key(batch_op.f("fk_contact_merged_into"), "contact", ["merged_into"], ["id"])
        batch_op.create_index(batch_op.f("ix_contact_merged_into"), ["merged_into"], unique=False)
    with op.batch_alter_table("conversation") as batch_op:
        for column in _conversation():
            batch_op.add_column(column)
        for name in ("offered_to", "resolved_by"):
            batch_op.create_foreign_key(batch_op.f(f"fk_conversation_{name}"), "agent", [name], ["id"])
        batch_op.drop_index(batch_op.f("ix_conversation_owner_waiting_since"))
        batch_op.create_index(batch_op.f("ix_conversation_owner_ranked_at"), ["owner", "ranked_at"], unique=False)
    with op.batch_alter_table("transition") as batch_op:
        for column in _transition():
            batch_op.add_column(column)
    for table, columns in _FILLED.items():
        with op.batch_alter_table(table) as batch_op:
            for column in columns():
                if column.server_default is not None:
                    batch_op.alter_column(column.name, existing_type=column.type, server_default=None)
    op.execute("UPDATE conversation SET queued_at = waiting_since, ranked_at = waiting_since WHERE owner = 'queued'")
    # Somebody must be able to give rights: who was there first.
    op.execute("UPDATE agent SET role = 'admin' WHERE created_at = (SELECT min(created_at) FROM agent)")


def downgrade() -> None:
    with op.batch_alter_table("transition") as batch_op:
        for column in _transition():
            batch_op.drop_column(column.name)
    with op.batch_alter_table("conversation") as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_owner_ranked_at"))
        batch_op.create_index(
            batch_op.f("ix_conversation_owner_waiting_since"), ["owner", "waiting_since"], unique=False
        )
        for name in ("offered_to", "resolved_by"):
            batch_op.drop_constraint(batch_op.f(f"fk_conversation_{name}"), type_="foreignkey")
        for column in _conversation():
            batch_op.drop_column(column.name)
    with op.batch_alter_table("contact") as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_merged_into"))
        batch_op.drop_constraint(batch_op.f("fk_contact_merged_into"), type_="foreignkey")
        for column in _contact():
            batch_op.drop_column(column.name)
    op.execute("DELETE FROM agent WHERE password_hash IS NULL")
    with op.batch_alter_table("agent") as batch_op:
        batch_op.alter_column("password_hash", existing_type=sa.String(length=255), nullable=False)
        for column in _agent():
            batch_op.drop_column(column.name)
