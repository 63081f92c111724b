"""The settings: environment variables `SHISAKU_*`, each with a default."""

import os
from dataclasses import dataclass
from pathlib import Path

import seeds
from ontology.errors import UserError


class BadSetting(UserError, ValueError):
    """A setting has a value that it cannot have."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and where to serve.

    SHISAKU_SEEDS  the folder of seed tables (default: those that come with the code)
    SHISAKU_OUT    the folder that releases are published in (default: var)
    SHISAKU_HOST   the address to serve on (default: 127.0.0.1)
    SHISAKU_PORT   the port to serve on (default: 8000)
    """

    seeds: Path
    out: Path
    host: str
    port: int

    @classmethod
    def read(cls) -> "Settings":
        """Take the settings from the environment. Raises BadSetting."""
        folder = Path(seeds.__file__).parent
        return cls(
            seeds=Path(os.environ.get("SHISAKU_SEEDS", folder)),
            out=Path(os.environ.get("SHISAKU_OUT", "var")),
            host=os.environ.get("SHISAKU_HOST", "127.0.0.1"),
            port=_port(os.environ.get("SHISAKU_PORT", "8000")),
        )


def parse_port(text: str) -> int:
    """A port number. Raises ValueError for anything else."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError(f"{text!r} is no port")
    return number


def _port(text: str) -> int:
    try:
        return parse_port(text)
    except ValueError:
        raise BadSetting("SHISAKU_PORT", f"{text!r} is no port from 0 to 65535") from None
