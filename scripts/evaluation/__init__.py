"""How good question plans are: metrics over scenarios, and blind sheets for judges."""
