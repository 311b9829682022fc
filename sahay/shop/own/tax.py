"""What of an invoice falls on each item. Prices include GST; money is in paise."""

from dataclasses import dataclass

from sahay.shop.orders import Invoice, Item, OrderView


@dataclass(frozen=True, slots=True)
class TaxLine:
    """`total` is the item's share of all that is paid, delivery and discount spread by value; `tax` is part of it."""

    item: Item
    total: int
    tax: int

    @property
    def taxable(self) -> int:
        return self.total - self.tax


def tax_lines(view: OrderView, invoice: Invoice) -> list[TaxLine]:
    """One line an item. They add up to the invoice: what rounding leaves over is the last one's."""
    value = sum(item.total for item in view.items)
    rest, rest_of_tax = invoice.total, invoice.cgst + invoice.sgst + invoice.igst
    lines: list[TaxLine] = []
    for item in view.items:
        total = round(item.total * invoice.total / value) if value else 0
        tax = round(total * item.gst_percent / (100 + item.gst_percent))
        if item is view.items[-1]:
            total, tax = rest, rest_of_tax
        lines.append(TaxLine(item, total, tax))
        rest, rest_of_tax = rest - total, rest_of_tax - tax
    return lines
