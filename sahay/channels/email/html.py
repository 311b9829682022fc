"""The words of a mail that has HTML alone. Nothing of it is ever shown as HTML."""

from html.parser import HTMLParser

_SILENT = frozenset({"script", "style", "head", "title", "template"})
_BLOCKS = frozenset(
    {"address", "article", "br", "div", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p"}
    | {"pre", "section", "table", "tr", "ul", "blockquote"}
)


def words_of(html: str) -> str:
    """Line by line; a quotation's begin with ">", as in a plain mail."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return "\n".join(reader.lines)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._silent = 0

    def end_line(self) -> None:
        line = " ".join("".join(self._line).split())
        self._line = []
        if line or (self.lines and self.lines[-1]):
            self.lines.append(f"> {line}" if self._quotes and line else line)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.end_line()
        self._silent += tag in _SILENT
        self._quotes += tag == "blockquote"

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_line()
        self._silent = max(0, self._silent - (tag in _SILENT))
        self._quotes = max(0, self._quotes - (tag == "blockquote"))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._line.append(data)
