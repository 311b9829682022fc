"""Kinds of columns."""

from enum import StrEnum

from sqlalchemy import Enum


def one_of(values: type[StrEnum]) -> Enum:
    """Kept as its value. Without a CHECK, so that a new state needs no migration."""
    return Enum(
        values,
        native_enum=False,
        create_constraint=False,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )
