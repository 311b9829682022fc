"""The web chat's token: signed, bound to one conversation, with an end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadSignature, SignatureExpired, TimestampSigner, URLSafeTimedSerializer
from sanic import Request

from sahay.domain.clock import Clock
from sahay.http.errors import ApiError

# A customer who comes back within a month finds the conversation where it was.
TOKEN_LIFE = timedelta(days=30)
# A link to a file opens it without the token, as a browser follows links. Whoever reads the log again gets a new one.
LINK_LIFE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Token:
    value: str
    expires_at: datetime


class Tokens:
    def __init__(self, key: str, clock: Clock) -> None:
        class Signer(TimestampSigner):
            def get_timestamp(self) -> int:
                return int(clock.now().timestamp())

        self._clock = clock
        self._serializer = URLSafeTimedSerializer(key, salt="sahay.chat", signer=Signer)
        self._links = URLSafeTimedSerializer(key, salt="sahay.chat.file", signer=Signer)

    def issue(self, conversation_id: str) -> Token:
        value = str(self._serializer.dumps(conversation_id))
        return Token(value, self._clock.now() + TOKEN_LIFE)

    def conversation_of(self, request: Request) -> str:
        """The conversation that the request's bearer token opens. Raises ApiError 401."""
        if not request.token:
            raise ApiError(401, "token_missing", "Send the session's token as a bearer token.")
        try:
            conversation_id = self._serializer.loads(request.token, max_age=int(TOKEN_LIFE.total_seconds()))
        except SignatureExpired:
            raise ApiError(401, "token_expired", "The session has ended. Begin a new one.") from None
        except (BadSignature, UnicodeError):
            raise ApiError(401, "token_invalid", "The token is not one of ours.") from None
        return str(conversation_id)

    def key_to(self, conversation_id: str, file_id: str) -> str:
        """What opens one file of one conversation, for a day."""
        return str(self._links.dumps([conversation_id, file_id]))

    def conversation_with(self, file_id: str, key: str) -> str:
        """The conversation whose file the key opens. Raises ApiError 401."""
        try:
            conversation_id, opened = self._links.loads(key, max_age=int(LINK_LIFE.total_seconds()))
        except (BadSignature, UnicodeError, ValueError):
            opened = None
        if opened != file_id:
            raise ApiError(401, "link_invalid", "This link has ended. Open the chat again for a new one.")
        return str(conversation_id)
