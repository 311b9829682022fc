"""The bot's files are read before Rasa reads them, for the sake of what is said about a mistake."""

import time

import pytest

from sahay.config import ConfigError
from sahay.launch.bot_files import require_yaml


@pytest.fixture
def project(tmp_path):
    for path in ("config.yml", "endpoints.yml", "data/nlu/faq.yml", "components/nlg.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("key: value\n")
    return tmp_path


@pytest.mark.parametrize("path", ["config.yml", "endpoints.yml", "data/nlu/faq.yml", "data/rules/new.yaml"])
def test_a_mistake_is_named_by_file_and_line(project, path):
    (project / path).parent.mkdir(exist_ok=True)
    (project / path).write_text("key: value\nother: [\n")
    with pytest.raises(ConfigError, match=rf"^{path}, line 3: not valid YAML: \S"):
        require_yaml(project)


def test_what_is_not_yaml_by_its_name_is_not_read_as_such(project):
    (project / "components" / "nlg.py").write_text("key: [")
    require_yaml(project)


def test_ours_are_read_in_no_time():
    """They are read at every start."""
    begun = time.process_time()
    require_yaml()
    assert time.process_time() - begun < 2.0
