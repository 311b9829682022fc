"""Who may import whom: data flows one way, and the core knows nothing of frameworks."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

# Package -> what it may import besides the standard library and itself.
RULES = {
    "sahay/domain": set(),
    "sahay/language": set(),
    "sahay/store": {"sahay.domain", "sahay.config", "sahay.shop.tables", "sahay.shop.locks", "sqlalchemy", "alembic"},
    "sahay/engine": {"sahay.domain", "httpx", "msgspec", "structlog"},
    "sahay/channels": {
        "sahay.domain",
        "sahay.flow.hub",
        "sahay.mail",
        "httpx",
        "msgspec",
        "structlog",
        "telegram",
        "pywa",
    },
    "sahay/flow": {
        "sahay.domain",
        "sahay.store.base",
        "sahay.store.sql",
        "sahay.store.watched",
        "sahay.store.database",
        "sahay.store.service_levels",
        "sahay.store.inquiries",
        "sahay.engine.client",
        "sahay.store.addresses",
        "sahay.store.contacts",
        "sahay.store.continuations",
        "sahay.store.notices",
        "sahay.store.parts",
        "sahay.store.updates",
        "sahay.channels.base",
        "sahay.channels.choices",
        "sahay.channels.events",
        "sahay.config.yaml_file",
        "sahay.language",
        "structlog",
        "yaml",
        "babel",
        "asyncpg",
        "msgspec",
        "sqlalchemy",
    },
    "sahay/shop": {
        "sahay.domain",
        "sahay.language",
        "sahay.store",
        "sahay.config",
        "sqlalchemy",
        "yaml",
        "phonenumbers",
        "argon2",
        "fpdf",
        "sahay.mail",
        "sahay.log",
        "jwt",
        "structlog",
        "httpx",
        "msgspec",
        "sanic",
        "tantivy",
    },
    "sahay/mail": {
        "sahay.domain",
        "sahay.language",
        "sahay.config",
        "sahay.store",
        "sahay.shop.tables",
        "sqlalchemy",
        "msgspec",
        "structlog",
        "yaml",
        "aiosmtplib",
    },
    "sahay/desk": {
        "sahay.channels",
        "sahay.config",
        "sahay.domain",
        "sahay.flow",
        "sahay.language",
        "sahay.mail",
        "sahay.shop",
        "sahay.store",
        "argon2",
        "httpx",
        "standardwebhooks",
        "puremagic",
        "pyotp",
        "segno",
        "yaml",
        "zxcvbn",
        "sqlalchemy",
        "structlog",
    },
    "sahay/forwarding": {
        "sahay.config",
        "sahay.desk",
        "sahay.domain",
        "sahay.flow",
        "sahay.store",
        "httpx",
        "msgspec",
        "sqlalchemy",
        "structlog",
    },
    "actions": {
        "sahay.shop",
        "sahay.mail",
        "sahay.store",
        "sahay.config",
        "sahay.language",
        "sahay.domain.card",
        "sahay.domain.clock",
        "sahay.log",
        "rasa_sdk",
        "sanic",
        "babel",
        "structlog",
        "yaml",
    },
    "components": {
        "sahay.language",
        "rasa",
        "numpy",
        "scipy",
        "jsonschema",
        "sklearn",
        "spacy",
        "sqlalchemy",
        "sanic",
        "ruamel",
        "yaml",
        "phonenumbers",
        "rapidfuzz",
        "dateutil",
    },
}


def imports(package: Path) -> Iterator[tuple[str, str]]:
    """(file, imported module) of every import below a package."""
    for file in package.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((str(file.relative_to(ROOT)), alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                if node.module in ("sahay", "sahay.store", "sahay.shop", "sahay.flow", "sahay.http", "sahay.channels"):
                    yield from ((str(file.relative_to(ROOT)), f"{node.module}.{alias.name}") for alias in node.names)
                else:
                    yield str(file.relative_to(ROOT)), node.module


def allowed(module: str, package: str, rule: set[str]) -> bool:
    own = package.replace("/", ".")
    return module.split(".")[0] in sys.stdlib_module_names or any(
        module == name or module.startswith(f"{name}.") for name in {own, *rule}
    )


@pytest.mark.parametrize("package", RULES)
def test_a_package_imports_only_what_it_may(package: str) -> None:
    strangers = [
        f"{file} imports {module}"
        for file, module in imports(ROOT / package)
        if not allowed(module, package, RULES[package])
    ]

    assert strangers == []


def test_the_rules_can_fail() -> None:
    assert not allowed("rasa.core", "actions", RULES["actions"])
    assert not allowed("sqlalchemy", "sahay/domain", RULES["sahay/domain"])
    assert not allowed("sahay.store", "components", RULES["components"])
    assert not allowed("sahay.storehouse", "actions", RULES["actions"])


def test_only_the_launcher_and_the_engine_know_rasa() -> None:
    users = {file for file, module in imports(ROOT / "sahay") if module.split(".")[0] == "rasa"}

    assert users == set()


def test_no_file_grows_beyond_what_one_reads_at_once() -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for folder in ("sahay", "actions", "components", "tests", "bench")
        for file in (ROOT / folder).rglob("*")
        if file.is_file()
        and "vendor" not in file.parts
        and file.suffix in (".py", ".js", ".css")
        and (lines := len(file.read_text(encoding="utf-8").splitlines())) > 400
    }

    assert long == {}
