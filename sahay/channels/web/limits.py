"""What our own page can carry: the limits are ours."""

from sahay.channels.base import Capabilities
from sahay.domain.attachment import ENDINGS, FILE_BYTES

# An agent's reply and the bot's bubbles are shorter; the page itself shows any length.
TEXT = 20_000
# More would fill a phone's screen.
BUTTONS = 20
BUTTON_TITLE = 200

CAPABILITIES = Capabilities(
    text=TEXT,
    caption=TEXT,
    buttons=BUTTONS,
    button_title=BUTTON_TITLE,
    media=dict.fromkeys(ENDINGS, FILE_BYTES),
    typing=True,
    idempotent=True,
)
