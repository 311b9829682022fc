"""Stand-ins for the modules of Rasa that need TensorFlow or a chat provider's library, neither of which we install.

Rasa imports them whether or not a pipeline names them. A stand-in has the same name and classes that cannot be
used, so that everything else loads as it is.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

NEEDS_TENSORFLOW = {
    "rasa.core.policies.ted_policy": ("TEDPolicy",),
    "rasa.core.policies.unexpected_intent_policy": ("UnexpecTEDIntentPolicy",),
    "rasa.nlu.classifiers.diet_classifier": ("DIETClassifier",),
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer": ("ConveRTFeaturizer",),
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer": ("LanguageModelFeaturizer",),
    "rasa.nlu.selectors.response_selector": ("ResponseSelector",),
    "rasa.utils.tensorflow.callback": ("RasaModelCheckpoint", "RasaTrainingLogger"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
}

# The app serves the channels. Without these, 14 MB and an eighth of the imports' time are saved, and none of
# them can be opened by a line in credentials.yml.
NEEDS_A_PROVIDER = {
    "rasa.core.channels.botframework": ("BotFrameworkInput",),
    "rasa.core.channels.facebook": ("FacebookInput",),
    "rasa.core.channels.hangouts": ("HangoutsInput",),
    "rasa.core.channels.mattermost": ("MattermostInput",),
    "rasa.core.channels.rocketchat": ("RocketChatInput",),
    "rasa.core.channels.slack": ("SlackInput",),
    "rasa.core.channels.socketio": ("SocketIOInput",),
    "rasa.core.channels.telegram": ("TelegramInput",),
    "rasa.core.channels.twilio": ("TwilioInput",),
    "rasa.core.channels.twilio_voice": ("TwilioVoiceInput",),
    "rasa.core.channels.webexteams": ("WebexTeamsInput",),
}

STAND_INS = NEEDS_TENSORFLOW | NEEDS_A_PROVIDER


class NotInstalled(RuntimeError):
    """A component that the engine leaves out was asked for by config.yml, credentials.yml or code."""


class _StandIn:
    """A class that can be imported, named and compared, and nothing else."""

    def __init__(self, *_: Any, **__: Any) -> None:
        raise NotInstalled(f"{type(self).__name__} is left out of this engine: see components/slim.py")

    @classmethod
    def name(cls) -> str:
        """Rasa makes a table of its channels by name."""
        return cls.__name__

    @classmethod
    def from_credentials(cls, _: Any) -> None:
        raise NotInstalled(f"{cls.__name__} is left out of this engine: see components/slim.py")


class _StandInFinder(MetaPathFinder, Loader):
    """Finds the modules of `STAND_INS` before the import system looks for their files."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self) if fullname in STAND_INS else None

    def exec_module(self, module: ModuleType) -> None:
        for name in STAND_INS[module.__name__]:
            setattr(module, name, type(name, (_StandIn,), {"__module__": module.__name__}))


def install() -> None:
    """Put the stand-ins in place. Before anything imports Rasa; a second call changes nothing."""
    if not any(isinstance(finder, _StandInFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _StandInFinder())
