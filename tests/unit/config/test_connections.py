"""Where events and conversations may be sent."""

from ipaddress import ip_network

import pytest

from sahay.config import ConfigError, load_settings

SHOP = 'shop: {name: S, url: "https://s.example", email: care@s.example, phone: "+91 79 4000 1234"}\n'
CHATWOOT = "forwarding: {to: chatwoot, url: 'https://chatwoot.example', account: 1, inbox: 2}"
SECRETS = {"SAHAY_CHATWOOT_TOKEN": "token", "SAHAY_CHATWOOT_CALLBACK_SECRET": "c" * 24}


@pytest.fixture
def load(tmp_path):
    def load(text="", **environ):
        file = tmp_path / "sahay.yml"
        file.write_text(SHOP + text)
        return load_settings(file, {"SAHAY_VAR": str(tmp_path), **environ})

    return load


def test_out_of_the_box_nothing_leaves_for_an_address_that_is_not_public(load):
    settings = load(SAHAY_CHATWOOT_TOKEN="unused")

    assert settings.webhooks.allowed_networks == ()
    assert (settings.forwarding.to, settings.chatwoot) == ("console", None)


def test_a_network_of_ones_own(load):
    assert load("webhooks: {allowed_networks: [10.0.0.0/8]}").webhooks.allowed_networks == (ip_network("10.0.0.0/8"),)


def test_an_inbox_in_chatwoot(load):
    settings = load(CHATWOOT, **SECRETS, SAHAY_CHATWOOT_SIGNING_SECRET="signing")

    assert (settings.forwarding.account, settings.forwarding.inbox) == (1, 2)
    assert (settings.chatwoot.token, settings.chatwoot.signing) == ("token", "signing")
    assert "token" not in repr(settings).replace("engine_token", "").replace("metrics_token", "")


@pytest.mark.parametrize(
    ("text", "environ", "error"),
    [
        ("webhooks: {allowed_networks: [10.0.0.1/8]}", {}, "webhooks.allowed_networks: must be a network's addresses"),
        ("webhooks: {keep_days: 0}", {}, "webhooks.keep_days: must be a whole number of 1 or more, not 0"),
        ("forwarding: {to: zendesk}", {}, "forwarding.to: must be console or chatwoot, not 'zendesk'"),
        ("forwarding: {to: chatwoot}", {}, "forwarding.url: is missing: forwarding.to is chatwoot"),
        (CHATWOOT, {}, "SAHAY_CHATWOOT_TOKEN: is missing"),
        (CHATWOOT, {**SECRETS, "SAHAY_CHATWOOT_CALLBACK_SECRET": "short"}, "SAHAY_CHATWOOT_CALLBACK_SECRET: must have"),
    ],
)
def test_a_mistake_is_named(load, text, environ, error):
    with pytest.raises(ConfigError, match=error.replace("(", r"\(")):
        load(text, **environ)
