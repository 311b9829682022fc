"""The settings: `sahay.yml` and the environment, checked once and then frozen."""

from sahay.config.errors import ConfigError
from sahay.config.loading import ROOT, load_settings
from sahay.config.sections import (
    Engine,
    Handoff,
    Hours,
    Languages,
    Limits,
    Settings,
    Shop,
    Verification,
)

__all__ = [
    "ROOT",
    "ConfigError",
    "Engine",
    "Handoff",
    "Hours",
    "Languages",
    "Limits",
    "Settings",
    "Shop",
    "Verification",
    "load_settings",
]
