"""Conversations of the website that go on elsewhere

Revision: 0022
After: 0021
"""

import sqlalchemy as sa
from alembic import op

from sahay.store.schema import UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "continuation",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("claimed_by", sa.String(length=40), nullable=True),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=op.f("fk_continuation_conversation_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_continuation")),
    )
    for column in ("conversation_id", "claimed_by", "expires_at"):
        op.create_index(op.f(f"ix_continuation_{column}"), "continuation", [column])


def downgrade() -> None:
    op.drop_table("continuation")
