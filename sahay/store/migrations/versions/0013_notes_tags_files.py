"""Notes, tags, canned responses, files; the search

Revision: 0013
After: 0012

The search finds any part of a word, in any script: SQLite by an FTS5 table of trigrams that triggers keep in step with
the log, PostgreSQL by an index of trigrams where its extension may be had, and without one where not.
"""

import sqlalchemy as sa
from alembic import op

from sahay.store.schema import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# FTS5 knows its lines by a number that must never change; `message` has none of its own.
_SQLITE = (
    """CREATE TABLE message_search_line (
        id INTEGER PRIMARY KEY, conversation_id VARCHAR(40) NOT NULL, seq INTEGER NOT NULL,
        UNIQUE (conversation_id, seq))""",
    "CREATE VIRTUAL TABLE message_search USING fts5(text, tokenize = 'trigram')",
    "INSERT INTO message_search_line (conversation_id, seq) SELECT conversation_id, seq FROM message",
    """INSERT INTO message_search (rowid, text)
        SELECT line.id, message.text FROM message_search_line AS line JOIN message USING (conversation_id, seq)""",
    """CREATE TRIGGER message_search_added AFTER INSERT ON message BEGIN
        INSERT INTO message_search_line (conversation_id, seq) VALUES (new.conversation_id, new.seq);
        INSERT INTO message_search (rowid, text) SELECT id, new.text FROM message_search_line
            WHERE conversation_id = new.conversation_id AND seq = new.seq; END""",
    """CREATE TRIGGER message_search_changed AFTER UPDATE OF text ON message BEGIN
        UPDATE message_search SET text = new.text WHERE rowid = (SELECT id FROM message_search_line
            WHERE conversation_id = new.conversation_id AND seq = new.seq); END""",
    """CREATE TRIGGER message_search_removed AFTER DELETE ON message BEGIN
        DELETE FROM message_search WHERE rowid = (SELECT id FROM message_search_line
            WHERE conversation_id = old.conversation_id AND seq = old.seq);
        DELETE FROM message_search_line WHERE conversation_id = old.conversation_id AND seq = old.seq; END""",
)
_POSTGRESQL = (
    """DO $$ BEGIN
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE INDEX message_search ON message USING gin (text gin_trgm_ops);
    EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
        RAISE NOTICE 'pg_trgm is not to be had: the search reads the whole log';
    END $$""",
)
_CREATE = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
_DROP = {
    "sqlite": (
        *(f"DROP TRIGGER message_search_{event}" for event in ("added", "changed", "removed")),
        "DROP TABLE message_search",
        "DROP TABLE message_search_line",
    ),
    "postgresql": ("DROP INDEX IF EXISTS message_search",),
}


def upgrade() -> None:
    with op.batch_alter_table("message") as batch_op:
        batch_op.add_column(sa.Column("files", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("message") as batch_op:
        batch_op.alter_column("files", existing_type=sa.JSON(), server_default=None)
    _create_tables()
    for statement in _CREATE[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in _DROP[op.get_bind().dialect.name]:
        op.execute(statement)
    for table in ("file", "canned", "conversation_tag", "note"):
        op.drop_table(table)
    with op.batch_alter_table("message") as batch_op:
        batch_op.drop_column("files")


def _create_tables() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("after_seq", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mentions", sa.JSON(), nullable=False),
        sa.Column("client_id", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["agent.id"], name=op.f("fk_note_author_id")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=op.f("fk_note_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint(
            "conversation_id", "author_id", "client_id", name=op.f("uq_note_conversation_id_author_id_client_id")
        ),
    )
    op.create_index(op.f("ix_note_conversation_id"), "note", ["conversation_id"])
    op.create_table(
        "conversation_tag",
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_conversation_tag_conversation_id")
        ),
        sa.PrimaryKeyConstraint("conversation_id", "tag", name=op.f("pk_conversation_tag")),
    )
    op.create_index(op.f("ix_conversation_tag_tag"), "conversation_tag", ["tag"])
    op.create_table(
        "canned",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.String(length=40), nullable=True),
        sa.Column("shortcut", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("updated_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["agent.id"], name=op.f("fk_canned_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned")),
    )
    op.create_index(op.f("ix_canned_owner_id"), "canned", ["owner_id"])
    op.create_table(
        "file",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.String(length=40), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_file_agent_id")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=op.f("fk_file_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
    )
    op.create_index(op.f("ix_file_conversation_id"), "file", ["conversation_id"])
