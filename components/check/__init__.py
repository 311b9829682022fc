"""What our components are trained from, looked at in a second before Rasa spends half a minute: Rasa says of a mistake
only in which node of its graph it was met.

    pipeline  the settings of our components in config.yml
    lexicon   the file that `lexicon` names
    details   the folder that `patterns` names
    files     what all of them are read with
"""

from components.check.files import Mistake
from components.check.pipeline import check

__all__ = ["Mistake", "check"]
