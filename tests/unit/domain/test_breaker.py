"""The circuit breaker, moment by moment."""

from sahay.domain.breaker import CircuitBreaker
from tests.fakes import ManualClock


def tripped(clock: ManualClock) -> CircuitBreaker:
    breaker = CircuitBreaker(clock, failures=3, reset_seconds=10)
    for _ in range(3):
        breaker.failed()
    return breaker


def test_it_stays_closed_below_its_limit() -> None:
    breaker = CircuitBreaker(ManualClock(), failures=3, reset_seconds=10)
    breaker.failed()
    breaker.failed()

    assert breaker.allows()


def test_a_success_between_failures_starts_the_count_anew() -> None:
    breaker = CircuitBreaker(ManualClock(), failures=2, reset_seconds=10)
    breaker.failed()
    breaker.succeeded()
    breaker.failed()

    assert breaker.allows()


def test_it_opens_at_its_limit_and_stays_open_for_the_pause() -> None:
    clock = ManualClock()
    breaker = tripped(clock)

    clock.forward(9.9)
    assert breaker.is_open
    assert not breaker.allows()


def test_after_the_pause_one_trial_goes_through_and_others_wait_for_its_result() -> None:
    clock = ManualClock()
    breaker = tripped(clock)

    clock.forward(10)
    assert [breaker.allows(), breaker.allows()] == [True, False]


def test_the_trials_success_closes_it() -> None:
    clock = ManualClock()
    breaker = tripped(clock)
    clock.forward(10)
    breaker.allows()
    breaker.succeeded()

    assert not breaker.is_open
    assert breaker.allows()


def test_the_trials_failure_opens_it_for_another_pause() -> None:
    clock = ManualClock()
    breaker = tripped(clock)
    clock.forward(10)
    breaker.allows()
    breaker.failed()
    clock.forward(9.9)

    assert not breaker.allows()
