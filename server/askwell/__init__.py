"""Askwell: from a page about somebody to questions worth asking them."""

__version__ = "0.1.0"
