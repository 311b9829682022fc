"""What somebody has written themselves: without the mail that they answer, and without their signature.

Mail programs mark both in many ways, by language; a table has those of the languages that are spoken here. What no row
knows stays: too much is better than too little.
"""

import re

# The end of the line above a quotation: "On Sat, 21 Nov 2026 at 10:04, Saral Store <care@...> wrote:".
_WROTE = re.compile(
    r"(?:\bwrote"  # English
    r"|ने लिखा(?: है)?"  # Hindi
    r"|લખ્યું(?: છે)?"  # Gujarati
    r"|लिहिले(?: आहे)?"  # Marathi
    r")\s*:\s*$"
)
# Such a line names a time or an address: "he wrote:" is somebody's own.
_WHEN = re.compile(r"\d{4}|\d{1,2}[:.]\d{2}|@|[०-९]{4}|[૦-૯]{4}")
# How many lines it may be folded into.
_FOLDED = 3

# From such a line on nothing is theirs.
_ENDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"-- ?",  # RFC 3676, 4.3: the signature
        r"_{10,}",  # Outlook on the web
        r"-{2,}\s*(?:original message|forwarded message|मूल संदेश|अग्रेषित संदेश|મૂળ સંદેશ|ફોરવર્ડ કરેલો સંદેશ)\s*-{2,}",
        r"begin forwarded message:",
        r"(?:sent from my|sent from outlook|sent from yahoo|get outlook for)\b.{0,80}",
        r"मेरे .{1,30} से भेजा गया.?",
        r"મારા .{1,30} (?:પરથી|થી) મોકલ(?:ેલ|ાવેલ|્યું|ેલું).?",
    )
)
# Outlook's head of a quotation: a sender and, in the lines after it, a date.
_FROM = re.compile(r"\*?(?:From|प्रेषक|द्वारा|પ્રેષક|તરફથી)\s*:\*?\s*\S.*", re.IGNORECASE)
_SENT = re.compile(r"\*?(?:Sent|Date|भेजा गया|दिनांक|तारीख|મોકલ્યું|તારીખ)\s*:\*?\s*\S.*", re.IGNORECASE)
_HEAD_LINES = 3


def own_words(text: str) -> str:
    """What is new in a mail; all of it where nothing would be left."""
    lines = text.replace("\r\n", "\n").replace("\u00a0", " ").split("\n")
    kept: list[str] = []
    for number, line in enumerate(lines):
        if _is_end(lines, number):
            break
        if _is_attribution(kept, line):
            _take_back(kept)
            if not _is_quoted_next(lines, number):
                break
        elif not line.lstrip().startswith(">"):
            kept.append(line.rstrip())
    return _tidy(kept) or _tidy(lines)


def _is_end(lines: list[str], number: int) -> bool:
    line = lines[number].rstrip("\r\n")
    if any(end.fullmatch(line) or end.fullmatch(line.strip()) for end in _ENDS):
        return True
    below = lines[number + 1 : number + 1 + _HEAD_LINES]
    return bool(_FROM.fullmatch(line.strip())) and any(_SENT.fullmatch(each.strip()) for each in below)


def _is_attribution(before: list[str], line: str) -> bool:
    if not _WROTE.search(line) or line.lstrip().startswith(">"):
        return False
    folded = [*_folded(before), line]
    return bool(_WHEN.search(" ".join(folded)))


def _folded(before: list[str]) -> list[str]:
    """The lines above that belong to it."""
    above: list[str] = []
    for line in reversed(before[-(_FOLDED - 1) :]):
        if not (line.strip() and _WHEN.search(line)):
            break
        above.insert(0, line)
    return above


def _take_back(kept: list[str]) -> None:
    del kept[len(kept) - len(_folded(kept)) :]


def _is_quoted_next(lines: list[str], number: int) -> bool:
    """Whether the quotation is marked, so that an answer may stand below it."""
    below = next((line for line in lines[number + 1 :] if line.strip()), "")
    return below.lstrip().startswith(">")


def _tidy(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()
