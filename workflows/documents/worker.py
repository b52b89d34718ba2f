"""The process that prints: one JSON line in, the length of the PDF and the PDF out, until nothing more comes.

It is a process of its own because fonts and timestamps are settled through the environment, because
memory goes back to the machine when it ends, and because it needs none of the program's secrets.
"""

import json
import select
import sys
from typing import BinaryIO

from workflows.documents.press import press

IDLE_SECONDS = 300


def serve(orders: BinaryIO, finished: BinaryIO) -> None:
    """Print each document as it is ordered; leave when the other end closes or nothing is ordered for long."""
    while select.select([orders], [], [], IDLE_SECONDS)[0]:
        order = orders.readline()
        if not order:
            return
        kind, data = json.loads(order)
        pdf = press(kind, data)
        finished.write(f"{len(pdf)}\n".encode() + pdf)
        finished.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
