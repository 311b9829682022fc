"""`python -m components.check`: ends with one line that names the first mistake by file and key, if there is one."""

import sys

from components.check import Mistake, check
from components.launcher import ROOT

if __name__ == "__main__":
    try:
        check(ROOT)
    except Mistake as mistake:
        sys.exit(str(mistake))
