"""Lets the lab use Qdrant Edge over a loopback connection: python sidecar.py PORT

A request is its length, a number and an operation, then what the operation takes; its answer is a length, the same number and
whether it failed, then the result or the error's text. Numbers are little-endian, 32 bits, unsigned unless said otherwise. The
answers of a connection come in the order of its requests.
"""

import signal
import socket
import struct
import sys
import threading

from operations import OPERATIONS, close_all

HEAD = struct.Struct("<IIB")


def serve(connection):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connection, connection.makefile("rb", buffering=1 << 18) as requests:
        while len(head := requests.read(HEAD.size)) == HEAD.size:
            length, number, operation = HEAD.unpack(head)
            body = memoryview(requests.read(length))
            try:
                failed, result = 0, OPERATIONS[operation](body)
            # A panic of the engine is no Exception.
            except BaseException as error:
                failed, result = 1, str(error).encode()
            connection.sendall(HEAD.pack(len(result), number, failed) + result)


def stop(*_):
    sys.exit(0)


def main():
    signal.signal(signal.SIGTERM, stop)
    with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as server:
        try:
            while True:
                connection, _ = server.accept()
                threading.Thread(target=serve, args=(connection,), daemon=True).start()
        finally:
            close_all()


if __name__ == "__main__":
    main()
