"""How late a busy machine is: what a limit in seconds may be exceeded by without the program's fault."""

import threading
import time

NAP = 0.01  # seconds


class Lateness:
    """``seconds``: by how much naps were longer than asked while the block went on."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._over = threading.Event()
        self._sleeper = threading.Thread(target=self._sleep, daemon=True)

    def _sleep(self) -> None:
        while not self._over.is_set():
            began = time.monotonic()
            time.sleep(NAP)
            self.seconds += time.monotonic() - began - NAP

    def __enter__(self) -> "Lateness":
        self._sleeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._sleeper.join()
