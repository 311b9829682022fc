"""The shop that sahay.yml names, and what is said of one that cannot be."""

import pytest

from sahay.config import ConfigError, load_settings
from sahay.shop.opening import KINDS, open_backend
from sahay.shop.remote.backend import RemoteBackend
from sahay.shop.shopify import ShopifyBackend
from sahay.shop.sql import SqlBackend
from sahay.shop.woocommerce import WooCommerceBackend

SHOP = "shop: {name: S, url: 'https://s.example', email: a@s.example, phone: '+91 79 4000 1234'}\n"
ENVIRON = {
    "SAHAY_BACKEND_TOKEN": "a-token-of-the-tests",
    "SAHAY_WOOCOMMERCE_KEY": "ck_1",
    "SAHAY_WOOCOMMERCE_SECRET": "cs_1",
    "SAHAY_SHOPIFY_TOKEN": "shpat_1",
}


@pytest.fixture
def open_with(tmp_path):
    """Opens the shop of a section, with the secrets of an environment."""

    def opened(section, environ):
        file = tmp_path / "my.yml"
        file.write_text(SHOP + section)
        return open_backend(load_settings(file, {"SAHAY_VAR": str(tmp_path)}), None, environ)

    return opened


SECTIONS = {
    "sql": ("", SqlBackend),
    "http": ("backend: {kind: http, url: 'https://api.s.example'}", RemoteBackend),
    "woocommerce": ("backend: {kind: woocommerce, url: 'https://s.example'}", WooCommerceBackend),
    "shopify": ("backend: {kind: shopify, shop: saral}", ShopifyBackend),
}


def test_every_kind_is_tried():
    assert set(SECTIONS) == set(KINDS)


@pytest.mark.parametrize("kind", SECTIONS)
async def test_the_kind_says_which_shop_it_is(open_with, kind):
    section, backend = SECTIONS[kind]
    opened = open_with(section, ENVIRON)
    assert isinstance(opened, backend)
    await opened.close()


@pytest.mark.parametrize(
    ("section", "complaint"),
    [
        ("backend: {kind: http}", "my.yml: backend.url: is missing"),
        ("backend: {kind: http, url: 'http://s.example'}", "my.yml: backend.url: must begin with https://"),
        ("backend: {kind: http, uri: x}", "my.yml: backend.uri: is not a setting; did you mean url?"),
        ("backend: {kind: sql, url: x}", "my.yml: backend.url: is not a setting; known are tables, states, amounts"),
        ("backend: {kind: woocommerce, url: 'https://s.example'}", "SAHAY_WOOCOMMERCE_KEY: is missing"),
        ("backend: {kind: shopify, shop: saral}", "SAHAY_SHOPIFY_TOKEN: is missing"),
        ("backend: {kind: http, url: 'https://s.example'}", "SAHAY_BACKEND_TOKEN: must be"),
    ],
)
def test_a_mistake_is_said_with_its_key(open_with, section, complaint):
    with pytest.raises(ConfigError) as refused:
        open_with(section, {})
    assert str(refused.value).startswith(complaint)
