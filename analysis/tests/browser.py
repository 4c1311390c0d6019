"""A headless Chromium that tests drive: a page, its console, and what scripts find in it."""

from __future__ import annotations

import base64
import itertools
import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClientConnection, websocket_connect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE_S = 60.0


def find_chromium() -> str | None:
    """Return the program, or None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class Browser:
    """One page of a Chromium without windows, spoken to by the DevTools protocol.

    Attributes
    ----------
    complaints : list of str
        Errors and warnings of the console, exceptions, and failed requests, since the last ``open``.
    requests : list of str
        Addresses that were asked for, since the last ``open``, but for those inside the page (``data:``).

    """

    def __init__(self, program: str, folder: Path) -> None:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
        options += ["--no-first-run", "--disable-background-networking", "--disable-component-update"]
        options += [f"--user-data-dir={folder / 'profile'}", "--remote-debugging-port=0", "about:blank"]
        self.loop = IOLoop(make_current=False)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.heard: list[dict[str, Any]] = []
        self.numbers = itertools.count(1)
        self.said = (folder / "chromium.log").open("w")
        self.process = subprocess.Popen([program, *options], stdout=self.said, stderr=subprocess.STDOUT)
        self.session = ""
        try:
            self.connection = self._connect(folder / "profile" / "DevToolsActivePort")
            page = self.send("Target.createTarget", url="about:blank")["targetId"]
            self.session = self.send("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
            for domain in ("Page", "Runtime", "Log", "Network"):
                self.send(f"{domain}.enable")
        except BaseException:
            self.close()
            raise

    def _connect(self, port_file: Path) -> WebSocketClientConnection:
        patient_until = time.monotonic() + PATIENCE_S
        while not port_file.exists() or len(port_file.read_text().splitlines()) < 2:
            if self.process.poll() is not None or time.monotonic() > patient_until:
                raise RuntimeError(f"chromium did not start; see {self.said.name}")
            time.sleep(0.05)
        port, path = port_file.read_text().splitlines()[:2]
        url = f"ws://127.0.0.1:{port}{path}"
        return self.loop.run_sync(lambda: websocket_connect(url, max_message_size=1 << 28), timeout=PATIENCE_S)

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command of the protocol; return its result."""
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.connection.write_message(json.dumps(message))
        while True:
            heard = self._hear()
            if heard.get("id") == number:
                if "error" in heard:
                    raise RuntimeError(f"{method}: {heard['error']}")
                return heard["result"]

    def _hear(self) -> dict[str, Any]:
        text = self.loop.run_sync(self.connection.read_message, timeout=PATIENCE_S)
        if text is None:
            raise RuntimeError(f"chromium ended; see {self.said.name}")
        heard = json.loads(text)
        self._note(heard.get("method", ""), heard.get("params", {}))
        return heard

    def _note(self, method: str, told: dict[str, Any]) -> None:
        if method:
            self.heard.append({"method": method, **told})
        if method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(told["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled" and told["type"] in ("error", "warning", "assert"):
            self.complaints.append(json.dumps(told["args"]))
        elif method == "Log.entryAdded" and told["entry"]["level"] in ("error", "warning"):
            self.complaints.append(told["entry"]["text"])
        elif method == "Network.loadingFailed":
            self.complaints.append(told["errorText"])
        elif method == "Network.requestWillBeSent" and not told["request"]["url"].startswith("data:"):
            self.requests.append(told["request"]["url"])

    def open(self, page: Path, width: int = 1280, height: int = 900, scheme: str = "light") -> None:
        """Open a file in a window of a size [pixels], light or dark, and wait until it is loaded."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.complaints, self.requests, self.heard = [], [], []
        self.send("Page.navigate", url=page.resolve().as_uri())
        while not any(heard["method"] == "Page.loadEventFired" for heard in self.heard):
            self._hear()

    def run(self, script: str) -> Any:
        """Return the value of an expression of JavaScript in the page."""
        result = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"]))
        return result["result"].get("value")

    def mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        """Let the mouse do something at a place of the window [pixels]."""
        self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def screenshot(self, picture: Path) -> None:
        """Save the whole page as a PNG."""
        size = self.send("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        shot = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        picture.write_bytes(base64.b64decode(shot["data"]))

    def close(self) -> None:
        """End the browser."""
        self.process.terminate()
        try:
            self.process.wait(10.0)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.said.close()
        self.loop.close(all_fds=True)
