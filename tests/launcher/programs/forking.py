"""Forks a child that forks another, as web and worker programs do, and stays."""

import os
import time

for _ in range(2):
    if os.fork():
        break
print(f"here is {os.getpid()}", flush=True)
time.sleep(300)
