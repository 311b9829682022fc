"""What the operator has set for the chat on the shop's pages."""

from sqlalchemy import JSON, Column, Integer, Table

from sahay.store.schema import UtcDateTime, metadata

# One row, or none: sahay.yml holds.
widget_setting = Table(
    "widget_setting",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("document", JSON, nullable=False),  # as the section `widget:` of sahay.yml
    Column("updated_at", UtcDateTime, nullable=False),
)
