"""How the pauses grow, and when they begin anew."""

from sahay.launch.backoff import Backoff


def test_doubles_up_to_half_a_minute():
    backoff = Backoff()
    assert [backoff.after(0.0) for _ in range(9)] == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]


def test_a_healthy_minute_is_forgiven():
    backoff = Backoff()
    lives = [0.0, 1.0, 59.9, 60.0, 3.0]  # seconds of health before each death
    assert [backoff.after(life) for life in lives] == [0.5, 1.0, 2.0, 0.5, 1.0]
