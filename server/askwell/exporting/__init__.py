"""Renders profiles to files other programs open; pure."""
