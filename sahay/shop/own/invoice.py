"""The GST invoice as a PDF.

Set in a font that every PDF reader has, so that nothing hangs on the machine's fonts. It has Latin letters only: other
letters are written in Latin ones, and the rupee sign as "Rs.".
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, TextEmphasis
from fpdf.fonts import FontFace

from sahay.config import Shop
from sahay.language.script import fold
from sahay.shop.invoices import Document
from sahay.shop.orders import Address, Invoice, Order
from sahay.shop.own.tax import TaxLine, tax_lines

_FONT: Final = "helvetica"
_BIG, _USUAL, _SMALL = 16, 10, 8  # points
_BLANK, _LINE = 4, 5  # millimetres
_INDIC: Final = re.compile("[\u0900-\u0963\u0970-\u097f\u0a80-\u0ae3\u0af0-\u0aff]+")
_INSTEAD: Final = str.maketrans({"₹": "Rs. ", "–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"'})
_COLUMNS: Final = {
    "Item": (66, "L"),
    "HSN": (14, "L"),
    "Qty": (10, "R"),
    "Price": (24, "R"),
    "Taxable": (24, "R"),
    "GST": (12, "R"),
    "Tax": (20, "R"),
    "Total": (24, "R"),
}


def document(order: Order, invoice: Invoice, hsn: Mapping[str, str], shop: Shop) -> Document:
    """`hsn` are the tax authority's codes of the goods, by SKU."""
    page = FPDF(format="A4")
    page.set_creator("Sahay")
    page.set_title(_latin(f"Invoice {invoice.number}"))
    page.set_creation_date(invoice.issued_at)  # the same invoice is the same file, byte for byte
    page.add_page()
    for size, style, text in _heading(order, invoice, shop):
        page.set_font(_FONT, style, size)
        page.multi_cell(0, _LINE * size / _USUAL, _latin(text), new_x="LMARGIN", new_y="NEXT")
    page.ln(_BLANK)
    _table(page, order, invoice, hsn)
    page.ln(_BLANK)
    page.set_font(_FONT, "", _USUAL)
    for name, amount in _sums(invoice):
        page.cell(0, _LINE, _latin(f"{name}: {_money(amount)}"), align="R", new_x="LMARGIN", new_y="NEXT")
    page.set_font(_FONT, "", _SMALL)
    page.ln(_BLANK)
    page.multi_cell(0, _BLANK, "Prices include GST. Delivery and discount are spread over the items by their value.")
    return Document(f"{_file_name(invoice.number)}.pdf", "application/pdf", bytes(page.output()))


def _heading(order: Order, invoice: Invoice, shop: Shop) -> Iterator[tuple[int, str, str]]:
    issued = invoice.issued_at.astimezone(shop.timezone)
    view = order.view
    yield _BIG, "B", shop.name
    yield _USUAL, "", f"{shop.email}, {shop.phone}"
    yield _USUAL, "B", f"Tax invoice {invoice.number}"
    yield _USUAL, "", f"Date: {issued:%d.%m.%Y}. Order: {view.number}"
    yield _USUAL, "", f"Billed and sent to: {view.customer_name}, {_on_one_line(view.address)}"


def _table(page: FPDF, order: Order, invoice: Invoice, hsn: Mapping[str, str]) -> None:
    page.set_font(_FONT, "", _SMALL)
    widths, aligns = zip(*_COLUMNS.values(), strict=True)
    with page.table(
        col_widths=widths,
        text_align=aligns,
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        headings_style=FontFace(emphasis=TextEmphasis.B),
    ) as table:
        table.row(list(_COLUMNS))
        for line in tax_lines(order.view, invoice):
            table.row([_latin(text) for text in _cells(line, hsn.get(line.item.sku, ""))])


def _cells(line: TaxLine, hsn: str) -> tuple[str, ...]:
    return (
        line.item.name,
        hsn,
        str(line.item.quantity),
        _money(line.item.unit_price),
        _money(line.taxable),
        f"{line.item.gst_percent}%",
        _money(line.tax),
        _money(line.total),
    )


def _sums(invoice: Invoice) -> Iterator[tuple[str, int]]:
    yield "Taxable value", invoice.taxable
    yield from (
        (name, tax) for name, tax in (("CGST", invoice.cgst), ("SGST", invoice.sgst), ("IGST", invoice.igst)) if tax
    )
    yield "Total", invoice.total


def _money(paise: int) -> str:
    return f"Rs. {paise // 100:,}.{paise % 100:02}"


def _on_one_line(address: Address) -> str:
    return f"{address.line}, {address.city}, {address.region} {address.pin}"


def _latin(text: str) -> str:
    """In the letters that the font has."""
    romanised = _INDIC.sub(lambda word: fold(word.group()).capitalize(), text)
    parts = unicodedata.normalize("NFKD", romanised.translate(_INSTEAD))
    bare = "".join(char for char in parts if not unicodedata.combining(char))
    return "".join(char if char.isprintable() else " " for char in bare).encode("latin-1", "replace").decode("latin-1")


def _file_name(number: str) -> str:
    return "".join(char if char.isascii() and char.isalnum() else "-" for char in f"invoice-{number}")
