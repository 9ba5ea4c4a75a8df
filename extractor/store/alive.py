"""Which process a run is, and whether it still runs."""

from __future__ import annotations

import os
import socket


def this_process() -> str:
    """The machine's name and the process number."""
    return f"{socket.gethostname()}:{os.getpid()}"


def is_gone(process: str | None) -> bool:
    """Whether a process of this machine has ended. Of another machine's nothing can be said: False.

    A number that the system has given to another process since counts as alive; runs from before the numbers were
    noted count as gone.
    """
    host, _, number = (process or "").rpartition(":")
    if not process:
        return True
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError):
        pass
    return False
