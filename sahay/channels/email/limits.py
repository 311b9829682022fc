"""What a mail takes."""

from datetime import timedelta

from sahay.channels.base import Capabilities
from sahay.domain.attachment import ENDINGS, FILE_BYTES

# Our own: nobody reads a longer one. Mail itself has no limit.
TEXT = 20_000
SUBJECT = 200
# One file of ours in base64 (RFC 2045, 6.8: a third more), with the text. https://support.google.com/mail/answer/6584
# has 25 MB for a whole mail.
MAIL_BYTES = 16 * 1024 * 1024
FILES = 10
# How much of a mail is looked at. What is longer is cut, what has more parts is refused: the standard library's time
# grows with the square of a header's length, and with each part.
WORDS = 10 * TEXT
MARKUP = 1_000_000
PARTS = 50
DASHES = 500  # lines that could be the border of a part
STRUCTURED = 998  # RFC 5322, 2.1.1, in characters of a header that is more than words
HEADER = 10_000
# As long as the column that keeps addresses.
ADDRESS = 128
# RFC 5322, 2.1.1: a line has 998 characters at most.
MESSAGE_ID = 300
REFERENCES = 20

# So many mails of one address are taken in an hour; what is more waits in the mailbox. Two machines that answer one
# another get no further.
HOURLY = 20
HOUR = timedelta(hours=1)

CAPABILITIES = Capabilities(text=TEXT, caption=TEXT, media=dict.fromkeys(ENDINGS, FILE_BYTES), merges=True)
