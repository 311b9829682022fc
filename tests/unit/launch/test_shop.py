"""A mistake in the settings is said before a model is trained."""

from dataclasses import replace

import pytest

from sahay.config import ConfigError
from sahay.config.sections import Backend
from sahay.launch.shop import require_shop


def test_the_demo_can_be_asked(settings):
    require_shop(settings)


def test_a_language_needs_texts(settings):
    languages = replace(settings.languages, offered=("en", "mr"))
    with pytest.raises(ConfigError, match=r"^languages\.offered: mr: there are no texts in data/responses/mr$"):
        require_shop(replace(settings, languages=languages))


def test_a_system_needs_its_options(settings):
    with pytest.raises(ConfigError, match=r"^sahay\.yml: backend\.url: is missing$"):
        require_shop(replace(settings, backend=Backend(kind="http")))
