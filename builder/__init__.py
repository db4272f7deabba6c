"""Build-time code: reads `policies/`, checks it, and writes what the site and the engine need."""
