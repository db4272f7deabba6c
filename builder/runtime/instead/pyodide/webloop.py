"""In place of Pyodide's own event loop: the calculator awaits nothing, so asyncio and what it needs stay out of the site."""

# An image of the memory expects what Pyodide's own module holds of the page, in the same order.
from pyodide_js._api import scheduleCallback  # type: ignore[import-not-found]  # noqa: F401


def _initialize_event_loop() -> None:
    """Pyodide calls this when it starts."""
