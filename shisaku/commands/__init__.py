"""The commands, by what they are for. Each module adds its own to the parser."""

import sys


def tell(step: str) -> None:
    """Say how long work gets on, where somebody sits at a terminal to see it."""
    if sys.stderr.isatty():
        print(f"… {step}", file=sys.stderr)
