"""The engine's version, part of every receipt."""

VERSION = "0.1.0"
