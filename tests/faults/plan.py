"""What happens in one run, decided by its seed alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tests.faults.proxy import Weather

# What a line may be like for a while. 2G as browsers' own tools have it: 300 ms and 50 kbit/s, each way.
WEATHERS = {
    "drops": Weather(drops=4000),
    "drops at once": Weather(drops=300),
    "2G": Weather(latency=0.3, bytes_per_second=6_250),
    "silence": Weather(is_silent=True),
    "cut": Weather(is_cut=True),
}
KILL, RELOAD = "kill", "reload"
WRITERS = ("tab 1", "tab 2", "agent")
STEPS = 32
# One in so many steps is a fault, or a reload.
FAULTS_EVERY = 4
PAUSE = 0.5
FAULT_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Step:
    """After `pause` seconds somebody (`who`) says `text`, or a fault (`what`) begins and lasts for `seconds`."""

    pause: float
    who: str = ""
    text: str = ""
    what: str = ""
    seconds: float = 0.0


def plan(seed: int) -> Iterator[Step]:
    """Every run has each kind of writer, at least one change of the weather, one killed server and one reload."""
    random = Random(seed)  # noqa: S311 (to be repeated, not to be guessed)
    faults = [random.choice(list(WEATHERS)), KILL, RELOAD]
    faults += random.choices([*WEATHERS, *WEATHERS, KILL, RELOAD], k=STEPS // FAULTS_EVERY - len(faults))
    said = [*WRITERS, *random.choices(WRITERS, k=STEPS - len(faults) - len(WRITERS))]
    steps = [*faults, *said]
    random.shuffle(steps)
    for number, step in enumerate(steps):
        pause = random.random() * PAUSE
        if step in WRITERS:
            yield Step(pause, who=step, text=f"{number} of {step}, seed {seed}")
        else:
            who = random.choice(WRITERS[:2]) if step == RELOAD else ""
            yield Step(pause, who=who, what=step, seconds=random.uniform(0.3, FAULT_SECONDS))
