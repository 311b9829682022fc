"""How long to wait before a process that died is started again."""

FIRST_SECONDS = 0.5
LONGEST_SECONDS = 30.0
HEALTHY_SECONDS = 60.0


class Backoff:
    """Doubles from death to death, and begins anew after a life of HEALTHY_SECONDS."""

    def __init__(self) -> None:
        self._pause = 0.0

    def after(self, healthy_seconds: float) -> float:
        """The pause, in seconds, after a process that was healthy for so long."""
        if not self._pause or healthy_seconds >= HEALTHY_SECONDS:
            self._pause = FIRST_SECONDS
        else:
            self._pause = min(self._pause * 2, LONGEST_SECONDS)
        return self._pause
