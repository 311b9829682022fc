"""What is tried with each parser, whatever it reads."""

DEEP = 100_000


def documents(most: int) -> dict[str, bytes]:
    """Some of them have so many bytes."""
    return {name: data[: max(most, DEEP)] for name, data in _documents(most).items()}


def _documents(most: int) -> dict[str, bytes]:
    return {
        "nothing": b"",
        "a NUL": b"\x00",
        "no UTF-8": b"\xff\xfe\xfa",
        "half a character": b'{"text": "\\ud83d"}',
        "deep lists": b"[" * DEEP,
        "deep lists, closed": b"[" * DEEP + b"]" * DEEP,
        "deep objects": b'{"a":' * DEEP,
        "a list": b"[]",
        "a number of many digits": b"9" * most,
        "a float that is none": b'{"update_id": NaN}',
        "many keys": b"{" + b",".join(b'"%d":0' % number for number in range(most // 10)) + b"}",
        "a long text": b'{"a": "' + b"a" * most + b'"}',
        "quotes": b'"' * most,
        "backslashes": b"\\" * most,
        "ampersands": b"&" * most,
        "percents": b"MessageSid=" + b"%00" * (most // 3),
    }


# What made a library look for the same end again and again, or lose its way.
MARKUP = ("<", "<!", "<!--", "<a ", "<a b=", "<a b='", "</", "<![", "<?", "<script>", "</script ", "<title><", "<p>")
MARKUP += ("<blockquote>", "&#", "&#9", "x&a", "<![CDATA[", "<!--x--!>", "<a/", "<a \"'")
LINES = (">\n", "On 2024 @ wrote:\n", "2024 @\n", "From: x\n", "\n", " ", "\n ", "-- ", "On 2024 wrote :", "From: \t")
HEADERS = ("From", "Subject", "References", "Content-Type", "Content-Disposition")
TOKENS = ('"', "\\", "<", "<a", "(", "=?utf-8?b?", "a@b,", ";a=", "*0*=a;", ";a*0*=utf-8''x", "[", ":", "\r\n ", "<<a>")
SIZE = 20_000


def texts() -> dict[str, bytes]:
    """All of one thing."""
    return {repr(each): _much(each) for each in (*MARKUP, *LINES)}


def mails() -> dict[str, bytes]:
    """Mails that are."""
    sender, end = b"From: a@example.com\r\n", b"\r\n\r\nhello"
    html = sender + b"Content-Type: text/html\r\n\r\n"
    found = {f"html of {each}": html + _much(each) for each in MARKUP}
    found |= {f"lines of {each!r}": sender + b"\r\n" + _much(each) for each in LINES}
    found |= {
        f"{header}: {each}": (b"" if header == "From" else sender) + f"{header}: ".encode() + _much(each) + end
        for header in HEADERS
        for each in TOKENS
    }
    border = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n"
    return found | {
        "parts": sender + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\n\r\n" * 20_000,
        "parts in parts": sender + b"".join(border % (each, each) for each in range(1000)),
        "mails in mails": sender + b"Content-Type: message/rfc822\r\n\r\n" * 2000,
        "headers": sender + b"X: y\r\n" * 20_000 + end,
        "letters that are none": sender + b"Content-Type: text/plain; charset=idna\r\n\r\n" + b"\xff" * SIZE,
        "half a character": sender + b"Content-Type: text/plain; charset=utf-7\r\n\r\n+2AA-",
    }


def _much(text: str) -> bytes:
    return (text * SIZE)[:SIZE].encode()
