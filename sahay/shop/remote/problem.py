"""Problem details (https://www.rfc-editor.org/rfc/rfc9457), with `why` when they are a refusal."""

from http import HTTPStatus
from http.client import responses

import msgspec

from sahay.shop.refusal import Refusal, Why

MEDIA_TYPE = "application/problem+json"

_STATUS = {
    Why.NOT_FOUND: HTTPStatus.NOT_FOUND,
    Why.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    Why.UNSUPPORTED: HTTPStatus.NOT_IMPLEMENTED,
}


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    title: str
    status: int
    type: str = "about:blank"
    why: Why | None = None
    detail: str = ""

    @property
    def refusal(self) -> Refusal | None:
        """What the shop refuses; None when this is trouble."""
        return Refusal(self.why, self.detail) if self.why else None


def of_refusal(refusal: Refusal) -> Problem:
    status = _STATUS.get(refusal.why, HTTPStatus.CONFLICT)
    return Problem(title="Refused", status=status, why=refusal.why, detail=refusal.detail)


def of_status(status: int, detail: str = "") -> Problem:
    """Trouble, titled as its status."""
    return Problem(title=responses.get(status, "Error"), status=status, detail=detail)
