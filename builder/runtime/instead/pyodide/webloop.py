"""In place of Pyodide's own event loop: the calculator awaits nothing, so asyncio and what it needs stay out of the site."""


def _initialize_event_loop() -> None:
    """Pyodide calls this when it starts."""
