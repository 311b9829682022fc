"""The words of a mail that has HTML alone. Nothing of it is ever shown as HTML.

The standard library's parser looks for the end of what has none again and again: a hundred kilobytes of "<a " take it
minutes. Here nothing is read twice, and all that is asked of a tag is its name.
"""

import re
from html import unescape

# What is silent, a comment or a declaration, a tag, words. What has no end reaches to the end of the mail.
_PIECES = re.compile(
    r"<(?P<silent>script|style|title|template)\b.*?(?:</(?P=silent)[^>]*>|\Z)"
    r"|<!--.*?(?:-->|\Z)|<[!?][^>]*>?"
    r"""|<(?P<end>/?)(?P<tag>[a-z][^\s/>]*+)(?:[^>"']|"[^"]*+"|'[^']*+')*+>?"""
    r"|(?P<words>[^<]++|<)",
    re.DOTALL | re.IGNORECASE,
)
# More digits are no letter, and more of them than Python reads.
_NO_LETTER = re.compile(r"&#x?[0-9a-f]{9,};?", re.IGNORECASE)
_BLOCKS = frozenset(
    {"address", "article", "br", "div", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p"}
    | {"pre", "section", "table", "tr", "ul", "blockquote"}
)


def words_of(html: str) -> str:
    """Line by line; a quotation's begin with ">", as in a plain mail."""
    reader = _Reader()
    for piece in _PIECES.finditer(html):
        if tag := piece["tag"]:
            reader.tag(tag.lower(), is_end=bool(piece["end"]))
        else:
            reader.words(piece["words"] or "")
    reader.end_line()
    return "\n".join(reader.lines)


class _Reader:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._heads = 0

    def words(self, html: str) -> None:
        if not self._heads:
            self._line.append(unescape(_NO_LETTER.sub("", html)))

    def tag(self, name: str, *, is_end: bool) -> None:
        if name in _BLOCKS:
            self.end_line()
        step = -1 if is_end else 1
        self._heads = max(0, self._heads + step * (name == "head"))
        self._quotes = max(0, self._quotes + step * (name == "blockquote"))

    def end_line(self) -> None:
        line = " ".join("".join(self._line).split())
        self._line = []
        if line or (self.lines and self.lines[-1]):
            self.lines.append(f"> {line}" if self._quotes and line else line)
