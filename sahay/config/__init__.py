"""The settings: `sahay.yml` and the environment, checked once and then frozen."""

from sahay.config.desk import Desk
from sahay.config.errors import ConfigError
from sahay.config.loading import ROOT, load_settings
from sahay.config.sections import (
    Backend,
    Engine,
    Handoff,
    Hours,
    Identity,
    Languages,
    Limits,
    Mail,
    Policies,
    Settings,
    Shop,
    Tickets,
    Verification,
)

__all__ = [
    "ROOT",
    "Backend",
    "ConfigError",
    "Desk",
    "Engine",
    "Handoff",
    "Hours",
    "Identity",
    "Languages",
    "Limits",
    "Mail",
    "Policies",
    "Settings",
    "Shop",
    "Tickets",
    "Verification",
    "load_settings",
]
