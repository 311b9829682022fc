"""What a provider's refusal means for a message of ours."""

from dataclasses import dataclass

from sahay.channels.base import DeliveryError, Verdict


@dataclass(frozen=True, slots=True)
class Meaning:
    """`text` is for the desk. `seconds`: try again no sooner. See DeliveryError for the rest."""

    text: str
    verdict: Verdict
    seconds: float | None = None
    is_blocked: bool = False
    halts: bool = False

    def error(self, wish_seconds: float | None = None) -> DeliveryError:
        """`wish_seconds`: when the provider itself wants to be asked again."""
        return DeliveryError(
            self.text,
            self.verdict,
            after_seconds=wish_seconds or self.seconds,
            is_blocked=self.is_blocked,
            halts=self.halts,
        )


def unknown(channel: str, code: int | None, status: int) -> Meaning:
    """A code that we do not know counts by the answer's HTTP status: later if it is theirs, never if it is ours."""
    again = status in (408, 429) or status >= 500
    said = f"code {code}" if code is not None else f"status {status}"
    return Meaning(f"{channel}: refused with {said}", Verdict.RETRY if again else Verdict.GIVE_UP)
