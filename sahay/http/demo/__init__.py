"""The demo shop's own small API, below /demo: its goods, who is logged in at it, and their orders.

Served only with SAHAY_DEMO, which `make run` sets where nothing is real. A customer's orders are told to who is logged
in as that customer, by a signed cookie, and only as long as it is one of the demo's.
"""

from sanic import Blueprint

from sahay.http.demo.account import Account
from sahay.http.demo.goods import Goods
from sahay.http.demo.login import Login
from sahay.http.services import Services


def demo_blueprint(services: Services, secret: str) -> Blueprint:
    """`secret` signs what says who is logged in."""
    blueprint = Blueprint("demo", url_prefix="/demo")
    goods, login = Goods(services), Login(services, secret)
    account = Account(services, login)
    routes = (
        ("GET", "/products", goods.products),
        ("GET", "/delivery", goods.delivery),
        ("GET", "/questions", goods.questions),
        ("GET", "/customers", login.customers),
        ("POST", "/login", login.log_in),
        ("POST", "/logout", login.log_out),
        ("POST", "/token", login.token),
        ("GET", "/account", account.account),
        ("POST", "/orders", account.order),
    )
    for method, address, handler in routes:
        blueprint.add_route(handler, address, methods=[method])
    return blueprint
