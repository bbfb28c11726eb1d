"""Says in plain words why a server could not listen: free_port.py HOST PORT. Silent when it can."""

import errno
import socket
import sys


def main(host: str, port: str) -> str | None:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT={port} is not a port: it takes a number from 1 to 65535."
    try:
        found = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)
    except OSError:
        return f"HOST={host} is not an address of this machine."
    family, _, _, _, address = found[0]
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError:
            return f"Port {port} is for root only. One from 1024 up is not, as in PORT=8001."
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return (
                    f"Port {port} is taken; perhaps Interleaf is running already. "
                    "Another one is chosen with PORT=8001."
                )
            return f"HOST={host} is not an address of this machine."
    return None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
