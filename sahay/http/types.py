"""Sanic's generic names, as this app uses them."""

from types import SimpleNamespace
from typing import Any

from sanic import Config, Sanic

App = Sanic[Config, SimpleNamespace]
Json = dict[str, Any]
