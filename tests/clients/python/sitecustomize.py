"""Suites name the server by its standard port, or by one of their own: connections there go to the server that
REDIS_PORT names. Python imports this file by itself where it is in the path."""

import os
import socket

OTHERS = {6379, 7379}
connect = socket.socket.connect


def redirected(self, address):
    if isinstance(address, tuple) and address[1] in OTHERS:
        if self.family == socket.AF_INET6:
            raise ConnectionRefusedError("the server listens on IPv4")
        address = ("127.0.0.1", int(os.environ["REDIS_PORT"]))
    return connect(self, address)


socket.socket.connect = redirected
