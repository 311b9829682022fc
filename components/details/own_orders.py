"""What the shop's own order numbers look like, by an example of each form: `shop.order_numbers` of sahay.yml."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

_RUNS: Final = re.compile(r"[A-Z]+|\d+|[^A-Z\d]+")
_SIGNS: Final = r"[\s/_.#-]{0,3}"  # what customers write between the parts, or leave out
_JOINT: Final = r"[/_.-]?"  # the same where no letters say that it is an order's: "98250 12345" is none


class Found(NamedTuple):
    """An order number as the shop writes it, and its place in the text."""

    value: str
    start: int
    end: int


class OrderForms:
    """In an example each digit stands for any digit, all else for itself: "ORD-2026-0042" is also "ord 2026 0042" and
    "2026-0042". What begins with a digit begins with a 0 only if its example does."""

    def __init__(self, examples: Sequence[str]) -> None:
        self.example = examples[0]
        """As customers are shown one."""
        forms = [_Form(example.upper()) for example in examples]
        self._bare = [form for form in forms if form.is_one_number]
        self._written = [form for form in forms if not form.is_plain]

    @classmethod
    def of(cls, listed: str) -> "OrderForms":
        """Examples with commas between them."""
        return cls([example for each in listed.split(",") if (example := each.strip())] or [_DEFAULT])

    def bare(self, digits: str) -> str | None:
        """The order number that these digits are without its letters and signs."""
        return next((form.written([digits]) for form in self._bare if form.has(digits)), None)

    def find(self, text: str) -> Iterator[Found]:
        """Those that are told from other numbers by their letters or signs."""
        for form in self._written:
            yield from form.find(text)


class _Form:
    def __init__(self, example: str) -> None:
        self._runs = _RUNS.findall(example)
        digits = [run for run in self._runs if run.isdecimal()]
        self.is_one_number = len(digits) == 1
        self.is_plain = len(self._runs) == 1
        begins = r"\d" if not example[0].isdecimal() or digits[0].startswith("0") else "[1-9]"
        self._number = re.compile(rf"{begins}\d{{{len(digits[0]) - 1}}}")
        whole = _SIGNS.join(self._pattern(run) for run in self._runs if run.isalnum())
        patterns = [rf"(?<!\w){whole}(?![\d@])"] if any(run.isalpha() for run in self._runs) else []
        if len(digits) > 1:
            joint = _JOINT.join(self._pattern(run) for run in digits)
            patterns.append(rf"(?<![\w./_+-]){joint}(?![./_-]?\d|@)")
        self._patterns = [re.compile(pattern, re.IGNORECASE) for pattern in patterns]

    def has(self, digits: str) -> bool:
        return self._number.fullmatch(digits) is not None

    def find(self, text: str) -> Iterator[Found]:
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                yield Found(self.written(match.groups()), match.start(), match.end())

    def written(self, digits: Iterable[str]) -> str:
        """As the shop writes it."""
        given = iter(digits)
        return "".join(next(given) if run.isdecimal() else run for run in self._runs)

    @staticmethod
    def _pattern(run: str) -> str:
        return rf"(\d{{{len(run)}}})" if run.isdecimal() else re.escape(run)


_DEFAULT: Final = "10234"
FIVE_DIGITS: Final = OrderForms([_DEFAULT])
"""The demo shop's."""


def order_forms(environ: Mapping[str, str]) -> OrderForms:
    """Those that SAHAY_ORDER_NUMBERS names."""
    return OrderForms.of(environ.get("SAHAY_ORDER_NUMBERS", ""))
