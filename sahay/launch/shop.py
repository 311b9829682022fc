"""What the settings say of the shop, looked at before a model is trained for a minute."""

from sahay.config import ROOT, ConfigError, Settings
from sahay.shop.opening import open_backend
from sahay.store.database import open_database

TEXTS = "data/responses"


def require_shop(settings: Settings) -> None:
    """Raises ConfigError for a language without texts, and for a system that cannot be asked as it is described."""
    for language in settings.languages.offered:
        if not (ROOT / TEXTS / language).is_dir():
            raise ConfigError(f"languages.offered: {language}: there are no texts in {TEXTS}/{language}")
    open_backend(settings, open_database(settings.database_url))
