"""Reads files of other programs into people; pure."""
