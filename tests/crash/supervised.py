"""`make run`'s own supervisor, but without its growing patience: started by `system`.

A process that dies again and again is started ever later, up to 30 s. Here each dies on purpose a hundred times,
and waiting would only make the run longer.
"""

import sys

from sahay.launch import backoff
from sahay.launch.__main__ import main

if __name__ == "__main__":
    backoff.LONGEST_SECONDS = backoff.FIRST_SECONDS
    sys.argv = ["sahay.launch", "run"]
    main()
