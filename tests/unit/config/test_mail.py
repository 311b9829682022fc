"""How mail leaves, and whose word on the customer counts."""

import pytest

from sahay.config import ConfigError, load_settings
from sahay.config.document import read_sections

SHOP = 'shop: {name: S, url: "https://s.example", email: care@s.example, phone: "+91 79 4000 1234"}\n'
SMTP = "mail: {transport: smtp, host: smtp.example}"
LOGIN = {"SAHAY_SMTP_USER": "sahay", "SAHAY_SMTP_PASSWORD": "hunter2hunter2"}
SECRET = "a secret of thirty-two bytes and more"


@pytest.fixture
def load(tmp_path):
    def load(text="", **environ):
        file = tmp_path / "sahay.yml"
        file.write_text(SHOP + text)
        return load_settings(file, {"SAHAY_VAR": str(tmp_path / "var"), **environ})

    return load


def test_out_of_the_box_no_mail_leaves_and_no_token_is_believed(load):
    settings = load()

    assert settings.mail.transport == "folder"
    assert settings.identity_secret is None


def test_a_server_with_a_log_in(load):
    settings = load(SMTP, **LOGIN)

    assert (settings.mail.host, settings.mail.port, settings.mail.security) == ("smtp.example", 587, "starttls")
    assert (settings.smtp_user, settings.smtp_password) == ("sahay", "hunter2hunter2")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("mail: {transport: smtp}", "sahay.yml: mail.host: is missing: mail.transport is smtp"),
        ("mail: {transport: post}", "sahay.yml: mail.transport: must be folder or smtp, not 'post'"),
        ("mail: {security: ssl}", "sahay.yml: mail.security: must be starttls or tls or plain, not 'ssl'"),
        ("mail: {sender: care}", "sahay.yml: mail.sender: must be an e-mail address, not 'care'"),
        ("identity: {code_minutes: 0}", "sahay.yml: identity.code_minutes: must be a whole number of 1 or more, not 0"),
    ],
)
def test_a_mistake_is_named(load, text, error):
    with pytest.raises(ConfigError) as raised:
        load(text)

    assert str(raised.value) == error


@pytest.mark.parametrize("name", LOGIN)
def test_half_a_log_in_is_none(load, name):
    with pytest.raises(ConfigError, match=r"^SAHAY_SMTP_USER, SAHAY_SMTP_PASSWORD: set both or neither$"):
        load(SMTP, **{name: LOGIN[name]})


@pytest.mark.parametrize(
    ("host", "goes"), [("smtp.example", False), ("localhost", True), ("127.0.0.1", True), ("localhost.example", False)]
)
def test_a_password_goes_unencrypted_on_this_machine_only(load, host, goes):
    text = f"mail: {{transport: smtp, host: {host}, security: plain}}"
    if goes:
        assert load(text, **LOGIN).smtp_user == "sahay"
    else:
        with pytest.raises(ConfigError, match=r"^SAHAY_SMTP_PASSWORD: would go unencrypted") as raised:
            load(text, **LOGIN)
        assert LOGIN["SAHAY_SMTP_PASSWORD"] not in str(raised.value)


def test_a_secret_that_can_be_guessed_is_refused(load):
    with pytest.raises(ConfigError, match=r"^SAHAY_IDENTITY_SECRET: must have 32 bytes or more$"):
        load(SAHAY_IDENTITY_SECRET="x" * 31)


def test_secrets_are_not_shown(load):
    settings = load(SMTP, SAHAY_IDENTITY_SECRET=SECRET, **LOGIN)

    assert settings.identity_secret == SECRET
    assert SECRET not in repr(settings)
    assert LOGIN["SAHAY_SMTP_PASSWORD"] not in repr(settings)


def test_an_empty_key_is_one_that_is_not_set(tmp_path):
    file = tmp_path / "sahay.yml"
    file.write_text(SHOP + "mail:\n  host:\n  sender:\n")

    assert read_sections(file)["mail"].sender is None
