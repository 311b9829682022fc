"""All tasks, by the intents that begin them. A new one is listed here and in data/rules/tasks.yml."""

from collections.abc import Mapping
from typing import Final

from actions.delivery.add_address import AddAddress
from actions.delivery.change_address import ChangeAddress
from actions.delivery.options import DeliveryOptions, DeliveryPeriod
from actions.money.payment_issue import PaymentIssue
from actions.money.refunds import GetRefund, TrackRefund
from actions.money.return_product import ReturnProduct
from actions.orders.cancel_order import CancelOrder
from actions.orders.cancellation_fee import CheckCancellationFee
from actions.orders.change_order import ChangeOrder
from actions.orders.invoice import CheckInvoice, GetInvoice
from actions.orders.track_order import TrackOrder
from actions.shopping.offers import Offers
from actions.shopping.place_order import PlaceOrder
from actions.shopping.product_question import ProductQuestion
from actions.task.task import Task
from actions.undo import Undo

_ALL: Final[tuple[Task, ...]] = (
    AddAddress(),
    CancelOrder(),
    ChangeAddress(),
    ChangeOrder(),
    CheckCancellationFee(),
    CheckInvoice(),
    DeliveryOptions(),
    DeliveryPeriod(),
    GetInvoice(),
    GetRefund(),
    Offers(),
    PaymentIssue(),
    PlaceOrder(),
    ProductQuestion(),
    ReturnProduct(),
    TrackOrder(),
    TrackRefund(),
    Undo(),
)
TASKS: Final[Mapping[str, Task]] = {task.intent: task for task in _ALL}
