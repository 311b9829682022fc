"""Tokens that the shop did not sign, or not like this."""

import hashlib
import hmac
import json
from collections.abc import Callable

import jwt

from tests.integration.shop.identity.world import ASHA, RAVI, SECRET, World, part, signed


def by_hand(header, claims, secret=SECRET, digest=hashlib.sha256):
    """A token that a library would refuse to make."""
    body = f"{part(header)}.{part(claims)}"
    return f"{body}.{part(hmac.digest(secret.encode(), body.encode(), digest))}"


def unsigned(world, header, signature=""):
    return f"{part(header)}.{part(world.claims())}.{signature}"


def swapped(world):
    """One customer's claims under another one's signature."""
    mine, theirs = world.token(RAVI).split("."), world.token(ASHA).split(".")
    return ".".join((mine[0], theirs[1], mine[2]))


HS = {"alg": "HS256", "typ": "JWT"}
TOKENS = {
    "nothing": "",
    "no token": "asha",
    "dots": "..",
    "more dots": "." * 2000,
    "letters of another script": "आशा.आशा.आशा",
    "a lone surrogate": "\ud800.a.b",
    "a NUL": lambda world: "\x00" + world.token(),
    "huge": lambda world: world.token(padding="x" * 10_000),
    "huge, of the right form": ".".join(["A" * 20_000] * 3),
    "deeply nested": f"{part(HS)}.{part(b'[' * 900 + b']' * 900)}.x",
    # Signatures
    "no signature": lambda world: world.token().rpartition(".")[0] + ".",
    "half a signature": lambda world: world.token()[:-20],
    "a signature more": lambda world: world.token() + "AA",
    "one letter changed": lambda world: (
        world.token()[:60] + ("A" if world.token()[60] != "A" else "B") + world.token()[61:]
    ),
    "another customer's claims": swapped,
    "signed by somebody else": lambda world: signed(world.claims(), "x" * 40),
    "signed with nothing": lambda world: by_hand(HS, world.claims(), ""),
    "signed with the secret's digest": lambda world: by_hand(
        HS, world.claims(), hashlib.sha256(SECRET.encode()).hexdigest()
    ),
    # Algorithms
    "alg none": lambda world: jwt.encode(world.claims(), None, algorithm="none"),
    "alg None": lambda world: unsigned(world, {"alg": "None"}),
    "alg NONE, signed": lambda world: by_hand({"alg": "NONE"}, world.claims()),
    "no alg": lambda world: by_hand({"typ": "JWT"}, world.claims()),
    "alg null": lambda world: by_hand({"alg": None}, world.claims()),
    "alg a list": lambda world: by_hand({"alg": ["HS256"]}, world.claims()),
    "alg in small letters": lambda world: by_hand({"alg": "hs256"}, world.claims()),
    "HS512": lambda world: by_hand({"alg": "HS512"}, world.claims(), digest=hashlib.sha512),
    "HS384 with our secret": lambda world: by_hand({"alg": "HS384"}, world.claims(), digest=hashlib.sha384),
    "RS256 with our secret for a key": lambda world: by_hand({"alg": "RS256"}, world.claims()),
    "HS256 over SHA-512": lambda world: by_hand(HS, world.claims(), digest=hashlib.sha512),
    # Headers that would choose the key
    "kid of another file": lambda world: by_hand(HS | {"kid": "../../../../dev/null"}, world.claims(), ""),
    "kid with SQL": lambda world: by_hand(HS | {"kid": "' UNION SELECT 'x"}, world.claims(), "x"),
    "a key of its own": lambda world: by_hand(HS | {"jwk": {"kty": "oct", "k": part(b"mine")}}, world.claims(), "mine"),
    "a key from elsewhere": lambda world: by_hand(HS | {"jku": "https://evil.example/keys"}, world.claims(), "mine"),
    "critical and not understood": lambda world: by_hand(HS | {"crit": ["x"], "x": 1}, world.claims()),
    "without base64": lambda world: by_hand(HS | {"b64": False, "crit": ["b64"]}, world.claims()),
    "encrypted": "a.b.c.d.e",
    "no header": lambda world: by_hand("HS256", world.claims()),
    # Claims
    "no claims": by_hand(HS, {}),
    "claims a list": lambda world: by_hand(HS, [world.claims()]),
    "claims no JSON": by_hand(HS, b"sub=c-1"),
    "of another audience": lambda world: world.token(aud="shop"),
    "of several audiences": lambda world: world.token(aud=["sahay", "shop"]),
    "of no audience": lambda world: world.token(aud=...),
    "audience nearly ours": lambda world: world.token(aud="sahay "),
    "no account": lambda world: world.token(sub=...),
    "an unknown account": lambda world: world.token(sub="c-999"),
    "an account by number": lambda world: world.token(sub=1),
    "an empty account": lambda world: world.token(sub=""),
    "several accounts": lambda world: by_hand(HS, world.claims() | {"sub": ["c-1"]}),
    "an account with a NUL": lambda world: world.token(sub="c-1\x00"),
    "an account of any length": lambda world: world.token(sub="c" * 500),
    "a lone surrogate for an account": lambda world: by_hand(HS, world.claims() | {"sub": "\ud800"}),
    "no name of its own": lambda world: world.token(jti=...),
    "an empty name": lambda world: world.token(jti=""),
    "a name that is no text": lambda world: by_hand(HS, world.claims() | {"jti": 7}),
    # Times
    "no end": lambda world: world.token(exp=...),
    "no beginning": lambda world: world.token(iat=...),
    "ended": lambda world: world.token(iat=now(world) - 3600, exp=now(world) - 31),
    "of the future": lambda world: world.token(iat=now(world) + 31, exp=now(world) + 600),
    "not yet": lambda world: world.token(nbf=now(world) + 31),
    "for a day": lambda world: world.token(exp=now(world) + 86400),
    "of long ago, for now": lambda world: world.token(iat=now(world) - 7200, exp=now(world) + 600),
    "backwards": lambda world: world.token(iat=now(world), exp=now(world) - 1),
    "for ever": lambda world: by_hand(HS, part_json('"exp": 1e400', world)),
    "until no number": lambda world: by_hand(HS, part_json('"exp": NaN', world)),
    "until a text": lambda world: by_hand(HS, world.claims() | {"exp": str(now(world) + 60)}),
    "until true": lambda world: by_hand(HS, world.claims() | {"exp": True}),
    "until half a second": lambda world: by_hand(HS, world.claims() | {"exp": now(world) + 60.5}),
    "until beyond time": lambda world: by_hand(HS, world.claims() | {"iat": 10**18, "exp": 10**18 + 1}),
    "begun before time": lambda world: by_hand(HS, world.claims() | {"iat": -(10**18)}),
    "a number of any length": lambda world: by_hand(HS, part_json(f'"exp": {"9" * 1000}', world)),
}


def now(world):
    return int(world.clock.now().timestamp())


def part_json(claim, world):
    """Claims with one that no dictionary holds."""
    rest = json.dumps({name: value for name, value in world.claims().items() if name != "exp"})
    return f"{rest[:-1]}, {claim}}}".encode()


def forged(kind: str, world: World) -> str:
    """The token of this kind, as of now."""
    token: str | Callable[[World], str] = TOKENS[kind]
    return token if isinstance(token, str) else token(world)
