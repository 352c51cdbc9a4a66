"""Reads pages of sites without an adapter: structured data, headings, lists and the shapes people use everywhere."""

from askwell.parsing.generic.reading import read_generic

__all__ = ["read_generic"]
