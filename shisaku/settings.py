"""The settings: environment variables `SHISAKU_*`, each with a default."""

import os
from dataclasses import dataclass
from pathlib import Path

import seeds


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
        """Take the settings from the environment."""
        folder = Path(seeds.__file__).parent
        return cls(
            seeds=Path(os.environ.get("SHISAKU_SEEDS", folder)),
            out=Path(os.environ.get("SHISAKU_OUT", "var")),
            host=os.environ.get("SHISAKU_HOST", "127.0.0.1"),
            port=int(os.environ.get("SHISAKU_PORT", "8000")),
        )
