"""In place of Pyodide's own: no package can be loaded here. Pyodide reads these names when it starts."""

# An image of the memory expects what Pyodide's own module holds of the page, in the same order.
from pyodide_js import loadedPackages  # type: ignore[import-not-found]  # noqa: F401


class _Folder:
    """A path, without pathlib."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __str__(self) -> str:
        return self.path


SITE_PACKAGES = _Folder("/lib/python3.14/site-packages")
DSO_DIR = _Folder("/usr/lib")


def init_loaded_packages() -> None:
    """Nothing is installed."""
