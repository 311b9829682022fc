"""Run a command that dies when its parent does: python leash.py PARENT_PID COMMAND [ARGUMENT...]

A supervisor that is killed with -9 cannot stop its children, so on Linux the kernel is asked to. The wish
survives exec, and is expressed here, in a process of its own, since to do it between fork and exec of a
program with threads is not safe. Needs the standard library only.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main() -> None:
    parent, command = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before the wish was heard
            sys.exit(1)
    try:
        os.execv(command[0], command)  # noqa: S606 (no shell is the point)
    except OSError as error:
        sys.exit(f"{command[0]}: {error.strerror}")


if __name__ == "__main__":
    main()
