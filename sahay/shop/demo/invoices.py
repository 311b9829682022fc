"""GST invoices. Prices include the tax, so it is taken out of what was paid."""

from collections.abc import Sequence
from datetime import date

from sahay.shop.demo.timeline import Timeline
from sahay.shop.orders import Address, Invoice, Item, OrderState

# India's financial year begins in April.
_FIRST_MONTH = 4


def invoice(
    story: Timeline, number: str, items: Sequence[Item], total: int, address: Address, home_region: str
) -> Invoice | None:
    """None before the parcel leaves. `total` is what is paid: discount and delivery are spread by value."""
    if OrderState.SHIPPED not in story.reached:
        return None
    issued_at = story.moments[OrderState.SHIPPED]
    is_home = address.region == home_region
    value = sum(item.total for item in items)
    cgst = igst = 0
    for item in items:
        paid = round(item.total * total / value)
        tax = paid * item.gst_percent / (100 + item.gst_percent)
        if is_home:
            cgst += round(tax / 2)
        else:
            igst += round(tax)
    return Invoice(
        number=f"INV/{_financial_year(issued_at.date())}/{number}",
        issued_at=issued_at,
        taxable=total - 2 * cgst - igst,
        cgst=cgst,
        sgst=cgst,
        igst=igst,
        total=total,
    )


def _financial_year(day: date) -> str:
    """2526 for April 2025 to March 2026."""
    first = day.year if day.month >= _FIRST_MONTH else day.year - 1
    return f"{first % 100:02}{(first + 1) % 100:02}"
