"""The three processes: how each is started, and when it counts as ready."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import make_url

from sahay.config import ROOT, Settings
from sahay.config.loading import may_be_demo

# What a turn may take beside its slowest action, so that the engine answers before the app stops waiting.
TURN_SECONDS = 3.0

ENGINE_PYTHON = ROOT / ".venv" / "engine" / "bin" / "python"


@dataclass(frozen=True)
class Service:
    """A process that the supervisor keeps alive. `command` begins with an absolute path; `ready_url` answers
    200 once it can serve."""

    name: str
    command: tuple[str, ...]
    ready_url: str
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    patience_seconds: float = 30.0


def services(settings: Settings, model: Path) -> tuple[Service, ...]:
    """The engine with `model`, the actions and the app. None waits for another: the app serves without them."""
    environment = child_environment(settings)
    loopback = "http://127.0.0.1"
    # Without Rasa's HTTP API: our channel is the only way in, and its token stays out of the list of processes.
    engine = f"run -i 127.0.0.1 -p {settings.engine_port} --endpoints endpoints.yml --credentials credentials.yml"
    return (
        Service(
            name="engine",
            command=(str(ENGINE_PYTHON), "-m", "components.launcher", *engine.split(), "--model", str(model)),
            ready_url=f"{loopback}:{settings.engine_port}/webhooks/sahay/",
            environment=environment,
            patience_seconds=120.0,
        ),
        Service(
            name="actions",
            command=(sys.executable, "-m", "actions"),
            ready_url=f"{loopback}:{settings.actions_port}/health",
            environment={**environment, "SANIC_HOST": "127.0.0.1"},  # rasa-sdk listens everywhere otherwise
        ),
        Service(
            name="app",
            command=(sys.executable, "-m", "sahay.http"),
            ready_url=f"{loopback}:{settings.port}/readyz",
            environment=environment,
        ),
    )


def child_environment(settings: Settings) -> dict[str, str]:
    """What every child is told, on top of our own environment: the settings as they were read here, so that all
    mean the same ports, data and secrets."""
    environment = {
        **os.environ,
        "PORT": str(settings.port),
        "ENGINE_PORT": str(settings.engine_port),
        "ACTIONS_PORT": str(settings.actions_port),
        "SAHAY_VAR": str(settings.var),
        "DATABASE_URL": settings.database_url,
        "SAHAY_SESSION_KEY": settings.session_key,
        "SAHAY_ENGINE_TOKEN": settings.engine_token,
        "SAHAY_LANGUAGE": settings.languages.default,
        "SAHAY_TIMEZONE": settings.shop.timezone.key,
        "SAHAY_ORDER_NUMBERS": ",".join(settings.shop.order_numbers),
        "SAHAY_ACTION_TIMEOUT": str(max(1.0, settings.engine.timeout_seconds - TURN_SECONDS)),
        "OMP_NUM_THREADS": "1",  # NumPy's threads cost more than they bring for one short text
        "PYTHONUNBUFFERED": "1",
        "RASA_TELEMETRY_ENABLED": "false",
    }
    if not settings.database_url.startswith("sqlite"):
        # Engines that share a conversation's memory share the app's PostgreSQL; they reach it by another driver.
        url = make_url(settings.database_url).set(drivername="postgresql")
        environment.setdefault("SAHAY_ENGINE_DATABASE_URL", url.render_as_string(hide_password=False))
    if may_be_demo(environment, settings.backend):
        environment.setdefault("SAHAY_DEMO", "1")  # which the shop's page offers to log in to
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a restart should not compile everything again
    return environment
