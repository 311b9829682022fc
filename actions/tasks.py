"""All tasks, by the intents that begin them. A new one is listed here and in data/rules/tasks.yml."""

from collections.abc import Mapping
from typing import Final

from actions.account.create_account import CreateAccount
from actions.account.delete_account import DeleteAccount
from actions.account.edit_account import EditAccount, SwitchAccount
from actions.account.newsletter import Newsletter
from actions.account.recover_password import RecoverPassword
from actions.delivery.add_address import AddAddress
from actions.delivery.change_address import ChangeAddress
from actions.delivery.options import DeliveryOptions, DeliveryPeriod
from actions.feedback.complaint import Complaint
from actions.feedback.review import WriteReview
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
    Complaint(),
    CreateAccount(),
    DeleteAccount(),
    ChangeOrder(),
    CheckCancellationFee(),
    CheckInvoice(),
    DeliveryOptions(),
    DeliveryPeriod(),
    GetInvoice(),
    EditAccount(),
    GetRefund(),
    Newsletter(),
    Offers(),
    PaymentIssue(),
    PlaceOrder(),
    ProductQuestion(),
    RecoverPassword(),
    ReturnProduct(),
    SwitchAccount(),
    TrackOrder(),
    TrackRefund(),
    Undo(),
    WriteReview(),
)
TASKS: Final[Mapping[str, Task]] = {task.intent: task for task in _ALL}
