"""`python -m sahay.launch run|train|chat`: what make starts, once bootstrap.py has made the environments."""

import argparse
import os
import sys

from sahay.config import ConfigError, load_settings
from sahay.launch.chat import chat
from sahay.launch.chat_client import Refused
from sahay.launch.instance import AlreadyRunning
from sahay.launch.ports import PortTaken
from sahay.launch.program import ProgramFailed
from sahay.launch.progress import Step
from sahay.launch.run import run
from sahay.launch.supervisor import StartFailed
from sahay.launch.training import trained_model


def main() -> None:
    os.umask(0o077)  # what customers wrote is for nobody else on this machine
    parser = argparse.ArgumentParser(prog="python -m sahay.launch")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("run", help="start everything and keep it running")
    command.set_defaults(start=lambda settings, _: run(settings))
    command = commands.add_parser("train", help="train a model unless there is one for what is there now")
    command.add_argument("--title", default="the model", help="what to call this step")
    command.set_defaults(start=lambda settings, asked: trained_model(settings, Step(asked.title)))
    command = commands.add_parser("chat", help="talk to the bot in the terminal")
    command.add_argument("--language", help="en, hi or gu; the shop's default otherwise")
    command.set_defaults(start=lambda settings, asked: chat(settings, asked.language))
    asked = parser.parse_args()
    try:
        asked.start(load_settings(), asked)
    except (ConfigError, AlreadyRunning, PortTaken, ProgramFailed, Refused, StartFailed) as error:
        sys.exit(f"sahay: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
