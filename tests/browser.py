"""A page as headless Chromium shows it, spoken to through a pipe: no driver, no network.

https://chromedevtools.github.io/devtools-protocol/
"""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

#: what Chromium is called where it is installed; None where it is not
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
)
#: seconds to wait for an answer, on a busy machine
_PATIENCE = 60.0
_SCREEN = "Emulation.setDeviceMetricsOverride"


class Browser:
    """An open page; ``errors`` are what its console and its policy complained of."""

    def __init__(self, to: int, answers: int):
        self._to, self._answers = to, answers
        self._waiting = b""
        self._last = 0
        self._session: str | None = None
        self.errors: list[str] = []

    def attach(self) -> None:
        """Take the first page there is."""
        page = self.ask("Target.createTarget", url="about:blank")["targetId"]
        found = self.ask("Target.attachToTarget", targetId=page, flatten=True)
        self._session = found["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def open(self, path: Path) -> None:
        """Load a file and wait until all of it is there."""
        self.ask("Page.navigate", url=path.absolute().as_uri())
        while self.run("document.readyState") != "complete":
            pass

    def run(self, script: str) -> Any:
        """The value of a script in the page."""
        found = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def type(self, selector: str, text: str) -> None:
        """Put the text into a field, in place of what is there, as a keyboard does."""
        self.run(f"document.querySelector({json.dumps(selector)}).select()")
        self.run("document.execCommand('delete')")
        self.ask("Input.insertText", text=text)

    def picture(self, path: Path, width: int, *, dark: bool = False) -> None:
        """The whole page on a screen of so many pixels."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.ask(_SCREEN, width=width, height=900, deviceScaleFactor=1, mobile=False)
        found = self.ask("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(found["data"]))

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """The answer to one command; what the page says meanwhile is heard."""
        self._last += 1
        message: dict[str, Any] = {"id": self._last, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            heard = self._hear()
            if heard.get("id") == self._last:
                assert "error" not in heard, heard
                answer: dict[str, Any] = heard["result"]
                return answer
            self._note(heard)

    def _note(self, heard: dict[str, Any]) -> None:
        method, told = heard.get("method"), heard.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.errors.append(str(told["exceptionDetails"]))
        elif method == "Log.entryAdded":
            self.errors.append(told["entry"]["text"])
        elif method == "Runtime.consoleAPICalled" and told["type"] in ("error", "warning"):
            self.errors.append(str(told["args"]))
        elif method == "Network.requestWillBeSent":
            url = told["request"]["url"]
            if not url.startswith(("file:", "about:")):
                self.errors.append(f"asked for {url}")

    def _hear(self) -> dict[str, Any]:
        until = monotonic() + _PATIENCE
        while b"\0" not in self._waiting:
            ready, _, _ = select.select([self._answers], [], [], max(0.0, until - monotonic()))
            piece = os.read(self._answers, 1 << 20) if ready else b""
            assert piece, "the browser does not answer"
            self._waiting += piece
        message, _, self._waiting = self._waiting.partition(b"\0")
        heard: dict[str, Any] = json.loads(message)
        return heard


@contextmanager
def opened(scratch: Path) -> Iterator[Browser]:
    """A browser that keeps what it keeps in a scratch folder, and is gone at the end."""
    assert CHROMIUM
    there, to = os.pipe()
    answers, here = os.pipe()
    theirs = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (there, here)]

    def place() -> None:
        for wanted, end in zip((3, 4), theirs, strict=True):
            os.dup2(end, wanted)

    command = [CHROMIUM, *_OPTIONS, "--remote-debugging-pipe", f"--user-data-dir={scratch}"]
    running = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(3, 4),
        preexec_fn=place,  # Chromium wants its pipe as handles 3 and 4
    )
    for end in (there, here, *theirs):
        os.close(end)
    try:
        browser = Browser(to, answers)
        browser.attach()
        yield browser
    finally:
        running.terminate()
        running.wait(_PATIENCE)
        os.close(to)
        os.close(answers)
