"""Says goodbye when asked to end."""

import signal
import sys
import time
from types import FrameType


def goodbye(_number: int, _frame: FrameType | None) -> None:
    print("goodbye", flush=True)
    sys.exit(0)


signal.signal(signal.SIGTERM, goodbye)
print("ready", flush=True)
time.sleep(300)
