"""What the Cloud API takes."""

from collections.abc import Mapping
from datetime import timedelta

from sahay.channels.base import Capabilities
from sahay.domain.attachment import TEXT as PLAIN

# https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages#text-object
TEXT = 4096
CAPTION = 1024

# https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-reply-buttons-messages
INTERACTIVE = 1024
REPLY_BUTTONS = 3
BUTTON_TITLE = 20

# https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-list-messages
LIST_ROWS = 10
LIST_BUTTON = 20
ROW_TITLE = 24
ROW_DESCRIPTION = 72
# Of a row; a button's may have 256.
CHOICE_ID = 200

# https://developers.facebook.com/docs/whatsapp/message-templates/guidelines: a value has no line breaks and no more
# than four spaces in a row; with it the body has 1,024 characters at most.
TEMPLATE_VALUE = 900

# https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages#message-object
OPAQUE = 512

# https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types
MEGABYTE = 1024 * 1024
IMAGE_BYTES = 5 * MEGABYTE
DOCUMENT_BYTES = 100 * MEGABYTE
AUDIO_BYTES = VIDEO_BYTES = 16 * MEGABYTE
KINDS: Mapping[str, str] = {
    "image/jpeg": "image",
    "image/png": "image",
    "application/pdf": "document",
    PLAIN: "document",
    "audio/ogg": "audio",
    "video/mp4": "video",
}
_BYTES = {"image": IMAGE_BYTES, "document": DOCUMENT_BYTES, "audio": AUDIO_BYTES, "video": VIDEO_BYTES}
# What is sent without a word of ours.
WITHOUT_CAPTION = frozenset({"audio"})

# https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows
WINDOW = timedelta(hours=24)

# https://developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput
NUMBER_PER_SECOND = 80
# https://developers.facebook.com/docs/whatsapp/cloud-api/overview#pair-rate-limits: one in six seconds to one customer,
# and 45 at once on credit; a third of that is enough for any turn, and leaves room for the agent.
PAIR_SECONDS = 6.0
PAIR_BURST = 15

# https://developers.facebook.com/docs/graph-api/webhooks/getting-started: a notification has 3 MB at most.
BODY_BYTES = 3 * MEGABYTE

CAPABILITIES = Capabilities(
    text=TEXT,
    caption=CAPTION,
    buttons=REPLY_BUTTONS,
    button_title=BUTTON_TITLE,
    rows=LIST_ROWS,
    row_title=ROW_TITLE,
    row_description=ROW_DESCRIPTION,
    choice_text=INTERACTIVE,
    choice_id=CHOICE_ID,
    media={kind: _BYTES[form] for kind, form in KINDS.items()},
    typing=True,
    receipts=True,
    templates=True,
    merges=True,
    window=WINDOW,
)
