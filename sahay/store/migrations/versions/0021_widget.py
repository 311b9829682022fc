"""The widget's settings

Revision: 0021
After: 0020
"""

import sqlalchemy as sa
from alembic import op

from sahay.store.schema import UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "widget_setting",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("updated_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_widget_setting")),
    )


def downgrade() -> None:
    op.drop_table("widget_setting")
