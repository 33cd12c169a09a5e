"""The running process and the world outside it."""

import os

# Before numpy is loaded: its matrices here are small, and threads that wait for each other on a busy machine
# took ten times as long (seconds, for the first ticket after a start).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
