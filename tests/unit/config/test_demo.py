"""Where the demo's own log-in may be."""

import pytest

from sahay.config import ConfigError, load_settings

SHOP = 'shop: {name: S, url: "https://s.example", email: care@s.example, phone: "+91 79 4000 1234"}\n'


def load(folder, backend="sql", **environ):
    file = folder / "sahay.yml"
    file.write_text(f"{SHOP}backend: {{kind: {backend}}}")
    return load_settings(file, {"SAHAY_VAR": str(folder / "var"), **environ})


@pytest.mark.parametrize("environ", [{}, {"SAHAY_DEMO": ""}, {"SAHAY_DEMO": "0"}])
def test_nobody_is_logged_in_unasked(tmp_path, environ):
    assert load(tmp_path, **environ).demo_secret is None


def test_its_secret_is_another_one_at_each_start_and_not_shown(tmp_path):
    first, second = (load(tmp_path, SAHAY_DEMO="1") for _ in range(2))

    assert len(first.demo_secret) >= 32
    assert first.demo_secret != second.demo_secret
    assert first.demo_secret not in repr(first)


@pytest.mark.parametrize(
    ("backend", "environ"),
    [
        ("sql", {"SAHAY_IDENTITY_SECRET": "x" * 32}),  # a shop that signs for its own customers
        ("sql", {"DATABASE_URL": "postgresql://db/sahay"}),
        ("sql, tables: {orders: {table: sales}}", {}),  # of its own
        ("shopify", {}),
        ("http", {}),
    ],
)
def test_where_customers_may_be_real_it_does_not_start(tmp_path, backend, environ):
    with pytest.raises(ConfigError, match=r"^SAHAY_DEMO: "):
        load(tmp_path, backend, SAHAY_DEMO="1", **environ)
