"""The shop's tables. Money is in paise (INTEGER), moments are in UTC, dates are the shop's own."""

from sahay.shop.tables import identity, mail, operations, tickets
from sahay.shop.tables.customers import address, customer, loyalty, newsletter, password_link, review
from sahay.shop.tables.delivery import way, zone
from sahay.shop.tables.demo import demo_seed
from sahay.shop.tables.faq import faq_answer, faq_entry, faq_feedback, faq_question, faq_revision
from sahay.shop.tables.idempotency import idempotency
from sahay.shop.tables.orders import carrier_event, invoice, item, milestone, order, payment, refund, shipment
from sahay.shop.tables.products import product
from sahay.shop.tables.returns import goods_return, return_line
from sahay.shop.tables.verification import verification_attempt

__all__ = [
    "address",
    "carrier_event",
    "customer",
    "demo_seed",
    "faq_answer",
    "faq_entry",
    "faq_feedback",
    "faq_question",
    "faq_revision",
    "goods_return",
    "idempotency",
    "identity",
    "invoice",
    "item",
    "loyalty",
    "mail",
    "milestone",
    "newsletter",
    "operations",
    "order",
    "password_link",
    "payment",
    "product",
    "refund",
    "return_line",
    "review",
    "shipment",
    "tickets",
    "verification_attempt",
    "way",
    "zone",
]
