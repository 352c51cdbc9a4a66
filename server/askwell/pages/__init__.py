"""The HTML edge: the dashboard."""
