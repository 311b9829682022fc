"""`python -m sahay.shop.remote serve | check URL`: an example of a shop's API, and what is wrong with one."""

import argparse
import asyncio
import logging
import os
import sys
from dataclasses import replace

import structlog

from sahay.config import ConfigError, load_settings
from sahay.config.errors import Invalid
from sahay.domain.clock import SystemClock
from sahay.log import configure_logging
from sahay.shop.opening import open_backend
from sahay.shop.remote.check import Inspection, Sample, Verdict
from sahay.shop.remote.opening import token_of
from sahay.shop.remote.options import HttpOptions
from sahay.shop.remote.pace import RealPace
from sahay.shop.remote.server import create_app
from sahay.store.database import open_database

PORT = 8070
# Patient, so that what is slow is told apart from what is missing.
CHECK_SECONDS = 20.0


def main() -> int:
    arguments = _parser().parse_args()
    try:
        return int(arguments.run(arguments))
    except (ConfigError, Invalid) as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sahay.shop.remote", description="The HTTP API of a shop.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serving = commands.add_parser("serve", help="serve the shop in Sahay's own database, as an example")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=PORT)
    serving.set_defaults(run=serve)
    checking = commands.add_parser("check", help="say what is wrong with a shop's API; changes nothing by itself")
    checking.add_argument("url", help="as backend.url in sahay.yml")
    checking.add_argument("--order", metavar="NUMBER", help="an order to look up, with all that belongs to it")
    checking.add_argument("--pin", help="a PIN code that the shop delivers to; that of the order without it")
    checking.add_argument("--change", metavar="NUMBER", help="an order that may be cancelled and reinstated")
    checking.set_defaults(run=check)
    return parser


def serve(arguments: argparse.Namespace) -> int:
    configure_logging()
    token = token_of(os.environ)
    settings = load_settings()
    database = open_database(settings.database_url)
    app = create_app(open_backend(settings, database), token, f"{settings.shop.url.rstrip('/')}/cart{{?add*}}")

    async def close(_app: object) -> None:
        await database.close()

    app.register_listener(close, "after_server_stop")
    print(f"A shop's API on http://{arguments.host}:{arguments.port} (Ctrl-C stops it)")
    app.run(host=arguments.host, port=arguments.port, single_process=True, motd=False, access_log=False)
    return 0


def check(arguments: argparse.Namespace) -> int:
    options = replace(
        HttpOptions(url=arguments.url),
        timeout_seconds=CHECK_SECONDS,
        budget_seconds=CHECK_SECONDS,
        connect_seconds=CHECK_SECONDS,
        retry_seconds=(),
        breaker_failures=1000,
    )
    sample = Sample(arguments.order, arguments.pin, arguments.change)
    return asyncio.run(_inspect(Inspection(options, token_of(os.environ), sample, SystemClock(), RealPace())))


async def _inspect(inspection: Inspection) -> int:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))  # findings say it all
    wrong = 0
    try:
        async for each in inspection.findings():
            wrong += each.verdict is Verdict.WRONG
            print(f"{each.verdict:<6} {each.seconds:5.2f} s  {each.name}" + (f": {each.detail}" if each.detail else ""))
    finally:
        await inspection.close()
    print(f"{wrong} wrong" if wrong else "Nothing wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
