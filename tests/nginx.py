"""Runs Debian's nginx on a built site with the configuration of builder/deploy/. With --install, gets nginx if there is none."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RECIPE = Path(__file__).parents[1] / "builder" / "deploy" / "nginx.conf"
PACKAGES = ("nginx-light", "libnginx-mod-http-brotli-static")
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
TYPES = Path("/etc/nginx/mime.types")
NONE = f"nginx with its brotli module is needed. On Debian and Ubuntu: apt-get install {' '.join(PACKAGES)}"
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
# The lines of the recipe that it says are to be changed.
CHANGED = {
    "listen      80;": "listen 127.0.0.1:{port};",
    "server_name gongji.example;": "server_name localhost;",
    "root        /srv/gongji/site;": 'root "{site}";',
    "include     /srv/gongji/nginx-headers.conf;": 'include "{headers}";',
}
MAIN = """{user}
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
load_module {brotli};
events {{}}
http {{
  include {types};
  log_format sent '$bytes_sent $request_uri';
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/site.conf;
}}
"""


def found() -> bool:
    return bool(shutil.which("nginx", path=PATH)) and BROTLI.exists() and TYPES.exists()


@contextmanager
def serving(site: Path, headers: Path, folder: Path, log: bool = False) -> Iterator[str]:
    """The address of an nginx that serves the folder `site` until the end of the block; `folder` is for its own files.

    With `log` it notes bytes and path of each answer in `folder`/sent.log.
    """
    assert found(), NONE
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = RECIPE.read_text(encoding="utf-8")
    for line, own in CHANGED.items():
        assert text.count(line) == 1, line
        text = text.replace(line, own.format(port=port, site=site, headers=headers))
    if log:
        text = text.replace("access_log off;", f"access_log {folder}/sent.log sent;")
    (folder / "site.conf").write_text(text, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(user=user, folder=folder, brotli=BROTLI, types=TYPES), encoding="utf-8")
    nginx = shutil.which("nginx", path=PATH) or ""
    process = subprocess.Popen([nginx, "-p", str(folder), "-e", f"{folder}/error.log", "-c", str(main)])
    try:
        until = time.monotonic() + 30
        while True:
            assert process.poll() is None and time.monotonic() < until, (folder / "error.log").read_text(encoding="utf-8")
            try:
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def main() -> int:
    if "--install" in sys.argv[1:] and not found() and shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
            subprocess.run(["apt-get", *step], env=environment, stdout=sys.stderr, check=False)
    if not found():
        print(NONE, file=sys.stderr)
    return 0 if found() else 1


if __name__ == "__main__":
    sys.exit(main())
