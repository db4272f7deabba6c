"""Debian's own Firefox, without a window, driven by Marionette, the protocol that every Firefox speaks.

`FIREFOX=/path/to/firefox` in the environment chooses one. Otherwise what is installed; else, with --install and as root on
Debian or Ubuntu, the system's package. All that it would ask of the net goes to a listener that only writes it down.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Self

NAMES = ("firefox-esr", "firefox")
NONE = "no Firefox found: install one (on Debian: apt-get install firefox-esr), or name yours in the variable FIREFOX"
START = 60.0  # seconds
# A quiet profile: no greeting, no updates, none of the browser's own traffic.
PREFERENCES: dict[str, object] = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "intl.accept_languages": "zh-CN",
    "marionette.port": 0,
    "media.gmp-manager.updateEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "network.prefetch-next": False,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.no_proxies_on": "localhost, 127.0.0.1",
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.server": "",
}


class Firefox:
    """A running Firefox with one window. `asked`: the first line of each request that left for the net."""

    def __init__(self, preferences: dict[str, object] | None = None, size: tuple[int, int] = (360, 740)) -> None:
        self.asked: list[str] = []
        self.profile = Path(tempfile.mkdtemp(prefix="firefox"))
        self.recorder = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._record, daemon=True).start()
        port = self.recorder.getsockname()[1]
        wanted = {**PREFERENCES, "network.proxy.http_port": port, "network.proxy.ssl_port": port, **(preferences or {})}
        lines = "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in wanted.items())
        (self.profile / "user.js").write_text(lines, encoding="utf-8")
        width, height = size
        command = [found(), "--headless", "--marionette", "--no-remote", "--profile", str(self.profile), f"--width={width}", f"--height={height}"]
        environment = {**os.environ, "HOME": str(self.profile), "MOZ_REMOTE_SETTINGS_DEVTOOLS": "1"}  # the second lets us switch them off
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        self.count = 0
        self.socket = self._connected()
        self.reader = self.socket.makefile("rb")
        self._received()  # the greeting
        self._send("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": False}}})
        self._send("WebDriver:SetTimeouts", {"script": 120_000, "pageLoad": 120_000})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(30)
        self.socket.close()
        self.recorder.close()
        shutil.rmtree(self.profile, ignore_errors=True)

    def goto(self, url: str) -> None:
        self._send("WebDriver:Navigate", {"url": url})

    def evaluate(self, expression: str, *arguments: object) -> Any:
        """The value of a JavaScript expression; it may use `arguments` and be a promise."""
        settled = "(value) => done({value}), (error) => done({error: String(error)})"
        script = f"const done = arguments[arguments.length - 1]; Promise.resolve({expression}).then({settled})"
        found = self._send("WebDriver:ExecuteAsyncScript", {"script": script, "args": list(arguments), "sandbox": None})["value"]
        if "error" in found:
            raise AssertionError(found["error"])
        return found.get("value")

    def wait(self, expression: str, seconds: float = START) -> Any:
        """The value of an expression as soon as it is true."""
        until = time.monotonic() + seconds
        while not (value := self.evaluate(expression)):
            assert time.monotonic() < until, f"never true: {expression}\n{self.evaluate('document.body.innerText')[:2000]}"
            time.sleep(0.1)
        return value

    def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self._send("WebDriver:TakeScreenshot", {"full": True})["value"]))

    def _connected(self) -> socket.socket:
        port = self.profile / "MarionetteActivePort"
        until = time.monotonic() + START
        while True:
            assert self.process.poll() is None, "Firefox did not start"
            assert time.monotonic() < until, "Firefox does not answer"
            if port.exists() and (text := port.read_text()):
                return socket.create_connection(("127.0.0.1", int(text)), timeout=180)
            time.sleep(0.1)

    def _send(self, command: str, parameters: dict[str, object]) -> Any:
        self.count += 1
        message = json.dumps([0, self.count, command, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._received()
        assert error is None, f"{command}: {error}"
        return result

    def _received(self) -> Any:
        length = b""
        while (sign := self.reader.read(1)) != b":":
            assert sign, "Firefox hung up"
            length += sign
        return json.loads(self.reader.read(int(length)))

    def _record(self) -> None:
        """A proxy that lets nothing through."""
        while True:
            try:
                connection, _ = self.recorder.accept()
            except OSError:
                return  # closed
            with connection:
                self.asked.append(connection.recv(4096).split(b"\r\n")[0].decode(errors="replace"))
                connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def find() -> str | None:
    """The path of a Firefox that starts."""
    for path in (os.environ.get("FIREFOX"), *map(shutil.which, NAMES)):
        if path and subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0:
            return path
    return None


def found() -> str:
    path = find()
    assert path, NONE
    return path


def install() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update"], ["install", "-y", "--no-install-recommends", "firefox-esr", "fonts-noto-cjk"]):
            subprocess.run(["apt-get", *step], env=environment, stdout=sys.stderr, check=False)


def main() -> int:
    if "--install" in sys.argv[1:] and not find():
        install()
    path = find()
    print(path or NONE, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
