"""Tags, dates and feedback of the FAQ

Revision: 0005
After: 0004
"""

import sqlalchemy as sa
from alembic import op

from sahay.store.schema import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("faq_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tags", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
        batch_op.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("valid_until", sa.Date(), nullable=True))
    op.create_table(
        "faq_feedback",
        sa.Column("message_id", sa.String(length=100), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("entry_key", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("shown_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=True),
        sa.Column("rated_at", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_faq_feedback")),
    )
    with op.batch_alter_table("faq_feedback", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_faq_feedback_conversation_id_entry_key_shown_at"),
            ["conversation_id", "entry_key", "shown_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_faq_feedback_entry_key"), ["entry_key"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("faq_feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_faq_feedback_entry_key"))
        batch_op.drop_index(batch_op.f("ix_faq_feedback_conversation_id_entry_key_shown_at"))
    op.drop_table("faq_feedback")
    with op.batch_alter_table("faq_entry", schema=None) as batch_op:
        batch_op.drop_column("valid_until")
        batch_op.drop_column("valid_from")
        batch_op.drop_column("tags")
