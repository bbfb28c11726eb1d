"""Waits for a health check, then says where Interleaf is: announce.py CHECK SERVER_PID SIGN_INS."""

import http.client
import os
import sys
import time
from urllib.parse import SplitResult, urlsplit

PATIENCE = 60  # seconds; a first start on a slow machine takes under ten
PAUSE = 0.1  # seconds


def main(check: str, server: str, sign_ins: str) -> None:
    patience_ends = time.monotonic() + PATIENCE
    while is_alive(int(server)) and time.monotonic() < patience_ends:
        if is_ready(urlsplit(check)):
            print(f"\nInterleaf is at {os.environ['PUBLIC_URL']}\n\n{sign_ins}\n\nCtrl-C stops it.")
            return
        time.sleep(PAUSE)


def is_ready(check: SplitResult) -> bool:
    # Not urllib.request: it would ask a proxy, if the machine has one, for its own address.
    connection = http.client.HTTPConnection(check.hostname or "", check.port, timeout=5)
    try:
        connection.request("GET", check.path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main(*sys.argv[1:])
