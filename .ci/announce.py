"""Waits for a server's /healthz and says where it is: announce.py HOST PORT SERVER_PID SIGN_INS."""

import http.client
import os
import sys
import time

PATIENCE = 60  # seconds; a first start on a slow machine takes under ten
PAUSE = 0.1  # seconds
NEAR = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}  # noqa: S104 - told apart here, not bound to


def main(host: str, port: str, server: str, sign_ins: str) -> None:
    host = NEAR.get(host, host)
    patience_ends = time.monotonic() + PATIENCE
    while is_alive(int(server)) and time.monotonic() < patience_ends:
        if is_ready(host, int(port)):
            print(f"\nInterleaf is at http://{host}:{port}/\n\n{sign_ins}\n\nCtrl-C stops it.")
            return
        time.sleep(PAUSE)


def is_ready(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host.strip("[]"), port, timeout=5)
    try:
        connection.request("GET", "/healthz")
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
