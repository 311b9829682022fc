"""Errors of WordPress and WooCommerce."""

from typing import Any


class Error(Exception):
    """`data` is usually {"status": ...}; where WooCommerce gives a number instead, WordPress answers with 500."""

    def __init__(self, status: int, code: str, message: str, data: Any = None) -> None:
        super().__init__(code)
        self.status = status
        self.body = {"code": code, "message": message, "data": {"status": status} if data is None else data}
