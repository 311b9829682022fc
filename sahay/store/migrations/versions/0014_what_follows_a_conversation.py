"""What follows a conversation: service levels, waits, ratings and follow-ups, transcripts

Revision: 0014
After: 0013
"""

import sqlalchemy as sa
from alembic import op

from sahay.store.schema import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "service_level",
        _conversation(),
        sa.Column("began_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("is_snoozed", sa.Boolean(), nullable=False),
        sa.Column("awaited_since", UtcDateTime(timezone=True), nullable=True),
        sa.Column("first_answer_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("spent_seconds", sa.Float(), nullable=False),
        sa.Column("running_since", UtcDateTime(timezone=True), nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        *_of_conversation("service_level"),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_service_level")),
    )
    op.create_table(
        "queue_wait",
        _number(),
        _conversation(),
        sa.Column("team", sa.String(length=40), nullable=True),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        *_of_conversation("queue_wait"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_wait")),
    )
    op.create_table(
        "inquiry",
        _number(),
        _conversation(),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("agent_id", sa.String(length=40), nullable=True),
        sa.Column("resolved_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("answered_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        *_of_conversation("inquiry"),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_inquiry_agent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
    )
    op.create_table(
        "no_follow_up",
        sa.Column("contact_id", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_no_follow_up_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_no_follow_up")),
    )
    op.create_table(
        "transcript",
        _number(),
        _conversation(),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        *_of_conversation("transcript"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript")),
    )
    for table, columns in _INDEXES:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns, unique=False)


def downgrade() -> None:
    for table, columns in reversed(_INDEXES):
        op.drop_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table_name=table)
    for table in ("transcript", "no_follow_up", "inquiry", "queue_wait", "service_level"):
        op.drop_table(table)


_INDEXES = (
    ("service_level", ["is_open"]),
    ("queue_wait", ["conversation_id"]),
    ("queue_wait", ["ended_at"]),
    ("inquiry", ["conversation_id", "kind"]),
    ("inquiry", ["due_at"]),
    ("transcript", ["conversation_id"]),
)


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _conversation() -> sa.Column[str]:
    return sa.Column("conversation_id", sa.String(length=40), nullable=False)


def _of_conversation(table: str) -> tuple[sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_conversation_id")
    return (sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=name, ondelete="CASCADE"),)
