"""Controls."""


def make_switchable() -> None:
    """Nothing yet."""
