"""What a server's environment says beside the settings file."""

from pathlib import Path

import pytest

from sahay.config import ConfigError, load_settings


@pytest.mark.parametrize(("text", "proxies"), [("", 0), ("0", 0), ("1", 1), ("2", 2)])
def test_the_proxies_before_the_app_are_counted(tmp_path: Path, text: str, proxies: int) -> None:
    assert load_settings(environ={"SAHAY_VAR": str(tmp_path), "SAHAY_PROXIES": text}).proxies == proxies


@pytest.mark.parametrize("text", ["-1", "one", "10", "१"])
def test_anything_else_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match="SAHAY_PROXIES"):
        load_settings(environ={"SAHAY_VAR": str(tmp_path), "SAHAY_PROXIES": text})


def test_the_token_for_the_metrics_is_not_shown(tmp_path: Path) -> None:
    settings = load_settings(environ={"SAHAY_VAR": str(tmp_path), "SAHAY_METRICS_TOKEN": "scrape-me"})

    assert settings.metrics_token == "scrape-me"
    assert "scrape-me" not in repr(settings)
