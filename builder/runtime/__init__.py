"""Makes what the check page runs in the browser: Python (Pyodide), the calculator and the policies."""
