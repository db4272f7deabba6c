"""In place of asyncio, which Pyodide imports when it starts: the calculator awaits nothing."""


def get_event_loop() -> None:
    """Python called from the page never awaits a promise of the page."""
    raise RuntimeError("there is no event loop")
