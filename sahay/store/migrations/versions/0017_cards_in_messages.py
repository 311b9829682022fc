"""Cards in messages

Revision: 0017
After: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message", sa.Column("card", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    # Not as a batch, which would make the table anew on SQLite, without the triggers of the search.
    op.drop_column("message", "card")
