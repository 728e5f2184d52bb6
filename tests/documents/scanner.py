"""A small clamd over a real socket: it reads INSTREAM as clamd does, and then answers as it is told to."""

import os
import socket
import threading
from contextlib import contextmanager, suppress

FOUND = b"stream: Eicar-Signature FOUND\0"
OK = b"stream: OK\0"
TOO_LARGE = b"INSTREAM size limit exceeded. ERROR\0"


class Clamd:
    """Listens on TCP, or on a unix socket of this path; `got` is every file that came through whole."""

    def __init__(self, answer=OK, *, late=0.0, path=None, most=None, close_after=None, silent=False):
        self.answer, self.late, self.most = answer, late, most
        self.close_after, self.silent, self.path = close_after, silent, path
        self.got, self.commands, self.ended = [], [], threading.Event()
        if path:
            self.listener = socket.socket(socket.AF_UNIX)
            self.listener.bind(str(path))
        else:
            self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.listen()
        self.listener.settimeout(0.1)
        self.thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def address(self):
        return str(self.path) if self.path else f"tcp://127.0.0.1:{self.listener.getsockname()[1]}"

    def _serve(self):
        while not self.ended.is_set():
            try:
                line, _ = self.listener.accept()
            except TimeoutError:
                continue
            with line:
                line.settimeout(5)
                with suppress(OSError):
                    self._talk(line)

    def _talk(self, line):
        if self.close_after == 0:
            return
        command = self._until_zero(line)
        self.commands.append(command)
        content, length = b"", -1
        while length:
            length = int.from_bytes(self._exactly(line, 4), "big")
            content += self._exactly(line, length)
            if self.close_after is not None and len(content) >= self.close_after:
                return
            if self.most is not None and len(content) > self.most:
                line.sendall(TOO_LARGE)
                return
        self.got.append(content)
        self.ended.wait(60 if self.silent else self.late)
        line.sendall(self.answer)

    def _until_zero(self, line):
        said = b""
        while not said.endswith(b"\0"):
            said += self._exactly(line, 1)
        return said

    def _exactly(self, line, length):
        held = b""
        while len(held) < length:
            piece = line.recv(length - len(held))
            if not piece:
                raise ConnectionError
            held += piece
        return held


@contextmanager
def clamd(answer=OK, **how):
    running = Clamd(answer, **how)
    running.thread.start()
    try:
        yield running
    finally:
        running.ended.set()
        running.thread.join(10)
        running.listener.close()
        if running.path:
            os.unlink(running.path)
