"""The invoice: it adds up, and it can be set whatever people and things are called."""

import re
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.shop.orders import Address, Invoice
from sahay.shop.own.invoice import document
from sahay.shop.own.tax import tax_lines
from tests.integration.shop.contract import small_shop as small
from tests.unit.shop.views import views

ORDER = small.DELIVERED
INVOICE = ORDER.view.invoice


def text_of(pdf):
    """The page's text, as far as this font is set: in brackets."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S)
    shown = []
    for stream in streams:
        try:
            shown += re.findall(rb"\((.*?)(?<!\\)\)", zlib.decompress(stream))
        except zlib.error:
            continue
    return b" ".join(shown).decode("latin-1")


def made(order=ORDER, invoice=INVOICE):
    return document(order, invoice, small.HSN, small.RULES.shop)


def test_it_says_what_the_law_wants():
    text = text_of(made().content)
    for word in (
        "Small shop",
        "INV/2627/A1005",
        "A1005",
        "Asha Patel",
        "380001",
        "6205",
        "Cotton kurta",
        "CGST",
        "SGST",
    ):
        assert word in text.replace("\\", ""), word
    assert "Rs. 2,147.00" in text
    assert "IGST" not in text


def test_the_same_invoice_is_the_same_file():
    assert made() == made()
    assert made().name == "invoice-INV-2627-A1005.pdf"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("आशा पटेल", "Aashaa Patel"),
        ("આશા પટેલ", "Aashaa Patel"),
        ("Zoë “Z” D’Souza", 'Zoe "Z" D\'Souza'),
        ("₹100 bottle", "Rs. 100 bottle"),
        ("木村", "??"),  # no letters for it: better a question mark than no invoice
    ],
)
def test_names_are_written_in_latin_letters(name, shown):
    view = replace(ORDER.view, customer_name=name)
    assert shown in text_of(made(replace(ORDER, view=view)).content)


@given(st.text(max_size=80), st.text(max_size=60))
def test_any_name_can_be_set(name, line):
    address = Address(line, "Ahmedabad", "Gujarat", "380001")
    view = replace(ORDER.view, customer_name=name, address=address)
    assert made(replace(ORDER, view=view)).content.startswith(b"%PDF-")


@given(views(), st.data())
def test_the_lines_add_up_to_the_invoice(view, data):
    tax = data.draw(st.integers(0, view.total // 2))
    invoice = Invoice("I1", view.placed_at, view.total - 2 * (tax // 2), tax // 2, tax // 2, 0, view.total)
    lines = tax_lines(view, invoice)
    assert sum(line.total for line in lines) == invoice.total
    assert sum(line.taxable for line in lines) == invoice.taxable
    assert sum(line.tax for line in lines) == invoice.cgst + invoice.sgst
