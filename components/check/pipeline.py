"""What config.yml says about our components."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from components.check import details, lexicon
from components.check.files import content, is_word, require

_CONFIG: Final = "config.yml"
_NAME: Final = "name"

Check = Callable[[Path, Any, str], None]  # of a value that mistakes call as the third says; paths are below the first


class _Setting(NamedTuple):
    default: Any
    check: Check


def check(root: Path) -> None:
    """Raises Mistake for the first one in config.yml or in a file that it names to our components."""
    for name, given in _components(content(root / _CONFIG, _CONFIG)):
        settings = SETTINGS.get(name)
        if settings is None:
            continue  # Rasa's
        where = f"{_CONFIG}: {name.rpartition('.')[-1]}"
        for key in given:
            require(key in (_NAME, *settings), f"{where}.{key}: there are only {', '.join(settings)}")
        for key, setting in settings.items():
            setting.check(root, given.get(key, setting.default), f"{where}.{key}")


def _components(config: Any) -> Iterator[tuple[str, Mapping[Any, Any]]]:
    pipeline = config.get("pipeline") if isinstance(config, Mapping) else None
    require(isinstance(pipeline, list), f"{_CONFIG}: pipeline: must be a list of components")
    for component in pipeline or ():
        named = isinstance(component, Mapping) and is_word(component.get(_NAME))
        require(named, f"{_CONFIG}: pipeline: {component!r} has no name")
        yield component[_NAME], component


def _lexicon(root: Path, path: Any, where: str) -> None:
    _path(root, path, where)
    require((root / path).is_file(), f"{where}: {path}: no such file")
    lexicon.check(root / path, path)


def _patterns(root: Path, path: Any, where: str) -> None:
    _path(root, path, where)
    require((root / path).is_dir(), f"{where}: {path}: no such folder")
    details.check(root / path, path)


def _path(_root: Path, path: Any, where: str) -> None:
    require(is_word(path), f"{where}: must be a path")


def _share(_root: Path, value: Any, where: str) -> None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    require(number and 0 <= value <= 1, f"{where}: must be a share from 0 to 1, not {value!r}")


# As the components' `get_default_config`, which cannot be asked before Rasa has been imported.
SETTINGS: Final[dict[str, dict[str, _Setting]]] = {
    "components.classifier.SahayClassifier": {
        "lexicon": _Setting("data/lexicon.yml", _lexicon),
        "wrong_at_most": _Setting(0.08, _share),
    },
    "components.entities.DetailExtractor": {
        "patterns": _Setting("data/entities", _patterns),
        "catalogue": _Setting("var/catalogue.json", _path),
    },
}
