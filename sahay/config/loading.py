"""From file and environment to Settings."""

import os
from collections.abc import Mapping
from pathlib import Path
from secrets import token_urlsafe

from sahay.config.channels import channel_secrets
from sahay.config.document import read_sections
from sahay.config.errors import ConfigError
from sahay.config.forwarding import chatwoot_secrets
from sahay.config.secret_store import stored_secrets
from sahay.config.sections import Backend, Mail, Settings

ROOT = Path(__file__).resolve().parents[2]
"""The project's directory, from which data, models and the settings file are found."""

PORTS = {"PORT": 8000, "ENGINE_PORT": 5005, "ACTIONS_PORT": 5055}
SECRETS = ("SAHAY_SESSION_KEY", "SAHAY_ENGINE_TOKEN")
SECRET_CHARACTERS = 16
# https://www.rfc-editor.org/rfc/rfc7518#section-3.2: as long as the hash at least.
IDENTITY_SECRET_BYTES = 32
# Where a password may go unencrypted: it does not leave the machine.
LOOPBACK = ("localhost", "127.0.0.1", "::1")
DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


def load_settings(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of the file at `path` (SAHAY_CONFIG, or sahay.yml) and of `environ` (os.environ).

    Makes the data directory, and in it the secrets that are not set. Raises ConfigError: one line.
    """
    environ = os.environ if environ is None else environ
    sections = read_sections(path or Path(environ.get("SAHAY_CONFIG") or ROOT / "sahay.yml"))
    ports = {name: _port(environ, name, default) for name, default in PORTS.items()}
    var = Path(environ.get("SAHAY_VAR") or "var").absolute()
    secrets = _secrets(environ, var)
    smtp_user, smtp_password = _smtp_login(environ, sections["mail"])
    return Settings(
        **sections,
        port=ports["PORT"],
        engine_port=ports["ENGINE_PORT"],
        actions_port=ports["ACTIONS_PORT"],
        var=var,
        database_url=_database_url(environ, var),
        engine_database_url=_engine_database_url(environ, var),
        session_key=secrets["SAHAY_SESSION_KEY"],
        engine_token=secrets["SAHAY_ENGINE_TOKEN"],
        proxies=_proxies(environ),
        metrics_token=environ.get("SAHAY_METRICS_TOKEN") or None,
        identity_secret=_identity_secret(environ),
        demo_secret=_demo_secret(environ, sections["backend"]),
        smtp_user=smtp_user,
        smtp_password=smtp_password,
        chatwoot=chatwoot_secrets(environ, sections["forwarding"]),
        channel_secrets=channel_secrets(environ, sections["channels"]),
    )


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise ConfigError(f"{name}: must be a port from 1 to 65535, not {text!r}")
    return int(text)


def _proxies(environ: Mapping[str, str]) -> int:
    text = environ.get("SAHAY_PROXIES") or "0"
    if not (text.isascii() and text.isdigit() and len(text) == 1):
        raise ConfigError(f"SAHAY_PROXIES: must be the number of reverse proxies before the app, not {text!r}")
    return int(text)


def _identity_secret(environ: Mapping[str, str]) -> str | None:
    """What the shop signs its log-in tokens with; None when it signs none."""
    secret = environ.get("SAHAY_IDENTITY_SECRET") or None
    if secret and len(secret.encode()) < IDENTITY_SECRET_BYTES:
        raise ConfigError(f"SAHAY_IDENTITY_SECRET: must have {IDENTITY_SECRET_BYTES} bytes or more")
    return secret


def _demo_secret(environ: Mapping[str, str], backend: Backend) -> str | None:
    """What the demo's own log-in signs with, another one at each start; None without SAHAY_DEMO. Refused where the
    customers may be real."""
    if (environ.get("SAHAY_DEMO") or "0") == "0":
        return None
    if not may_be_demo(environ, backend):
        raise ConfigError("SAHAY_DEMO: logs anybody in, and is for the demo shop in its own SQLite only")
    return token_urlsafe(IDENTITY_SECRET_BYTES)


def may_be_demo(environ: Mapping[str, str], backend: Backend) -> bool:
    """Whether nothing says that the shop is a real one: a secret of its own, a server's database, another system."""
    is_sqlite = (environ.get("DATABASE_URL") or "sqlite").startswith("sqlite")
    return is_sqlite and backend.is_demo and not environ.get("SAHAY_IDENTITY_SECRET")


def _smtp_login(environ: Mapping[str, str], mail: Mail) -> tuple[str | None, str | None]:
    user, password = (environ.get(name) or None for name in ("SAHAY_SMTP_USER", "SAHAY_SMTP_PASSWORD"))
    if bool(user) != bool(password):
        raise ConfigError("SAHAY_SMTP_USER, SAHAY_SMTP_PASSWORD: set both or neither")
    if user and mail.security == "plain" and mail.host not in LOOPBACK:
        raise ConfigError("SAHAY_SMTP_PASSWORD: would go unencrypted; set mail.security to starttls or tls")
    return user, password


def _database_url(environ: Mapping[str, str], var: Path) -> str:
    """The address with the driver that we use. Never shown in an error: it may hold a password."""
    url = environ.get("DATABASE_URL")
    if not url:
        return f"sqlite+aiosqlite:///{var / 'sahay.db'}"
    scheme, separator, rest = url.partition("://")
    if scheme not in DRIVERS or not separator:
        raise ConfigError("DATABASE_URL: must begin with postgresql:// or sqlite://")
    return f"{DRIVERS[scheme]}://{rest}"


def _engine_database_url(environ: Mapping[str, str], var: Path) -> str:
    """Where the bot keeps its memory of each conversation: what the engine and its launcher take if nothing is set."""
    if url := environ.get("SAHAY_ENGINE_DATABASE_URL"):
        return url
    shared = _database_url(environ, var)
    return f"sqlite:///{var / 'engine.db'}" if shared.startswith("sqlite") else shared


def _secrets(environ: Mapping[str, str], var: Path) -> dict[str, str]:
    given = {name: environ[name] for name in SECRETS if environ.get(name)}
    for name, value in given.items():
        if len(value) < SECRET_CHARACTERS:
            raise ConfigError(f"{name}: must have {SECRET_CHARACTERS} characters or more, not {len(value)}")
    unset = tuple(name for name in SECRETS if name not in given)
    return given | stored_secrets(var / "secrets.json", unset)
