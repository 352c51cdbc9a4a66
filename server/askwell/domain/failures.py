"""Says where something failed in words that are safe to keep: the text of an exception may quote a person's page."""


def place_of(error: BaseException) -> str:
    """Name the class of an exception and the line it was raised at, without its text."""
    place, trace = "start", error.__traceback__
    while trace is not None:
        place = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} in {place}"
