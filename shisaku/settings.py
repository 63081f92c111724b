"""The settings: environment variables `SHISAKU_*`, each with a default."""

import os
import re
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Any, TypeVar

import seeds
from api.server.limits import LONGEST_TARGET, ServerLimits
from api.sparql.limits import Limits
from ontology.errors import UserError

_MOST_WORKERS = 64
_HIGHEST_LIMIT = 1_000_000_000
_NUMBER = re.compile(r"[0-9]{1,10}(\.[0-9]{1,6})?")
_L = TypeVar("_L", ServerLimits, Limits)
_URL = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?(/[A-Za-z0-9._~/-]*)?")


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
    SHISAKU_URL    where others reach the server, e.g. https://shisaku.example.org, which the
                   descriptions of the data say (default: the address that it serves on)
    SHISAKU_WORKERS  how many processes answer requests (default: 1)

    Each limit of `ServerLimits` is a setting too: SHISAKU_HEAD_SECONDS, SHISAKU_BODY_BYTES, …;
    and each limit of a SPARQL query, `Limits`: SHISAKU_QUERY_SECONDS, SHISAKU_QUERY_LOOKUPS, ….

    For a remote store, `store.endpoint` reads SHISAKU_REMOTE_USER, SHISAKU_REMOTE_PASSWORD,
    SHISAKU_REMOTE_SECONDS and SHISAKU_REMOTE_ANSWER_BYTES.
    """

    seeds: Path
    out: Path
    host: str
    port: int
    workers: int
    server: ServerLimits
    queries: Limits = field(default_factory=Limits)
    url: str | None = None

    @classmethod
    def read(cls) -> "Settings":
        """Take the settings from the environment. Raises BadSetting."""
        folder = Path(seeds.__file__).parent
        return cls(
            seeds=Path(os.environ.get("SHISAKU_SEEDS", folder)),
            out=Path(os.environ.get("SHISAKU_OUT", "var")),
            host=os.environ.get("SHISAKU_HOST", "127.0.0.1"),
            port=_port(os.environ.get("SHISAKU_PORT", "8000")),
            workers=_workers(os.environ.get("SHISAKU_WORKERS", "1")),
            server=_limits("SHISAKU_", ServerLimits),
            queries=_limits("SHISAKU_QUERY_", Limits),
            url=_url(os.environ.get("SHISAKU_URL")),
        )

    def public_url(self, host: str, port: int) -> str:
        """Where others reach a server that listens there, without a slash at the end. No request
        is asked for it: its Host header says what its sender likes."""
        if self.url is not None:
            return self.url
        reached = _reachable(host)
        return f"http://[{reached}]:{port}" if ":" in reached else f"http://{reached}:{port}"


def _reachable(host: str) -> str:
    """A host to go to: what stands for all addresses of a machine is none."""
    try:
        address = ip_address(host)
    except ValueError:
        return host or "127.0.0.1"
    if not address.is_unspecified:
        return host
    return "127.0.0.1" if address.version == 4 else "::1"


def _url(text: str | None) -> str | None:
    if not text:
        return None
    if not _URL.fullmatch(text):
        reason = f"{text!r} is no address of the form https://shisaku.example.org"
        raise BadSetting("SHISAKU_URL", reason)
    return text.rstrip("/")


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


def parse_workers(text: str) -> int:
    """A number of processes. Raises ValueError for anything else."""
    number = int(text)
    if not 1 <= number <= _MOST_WORKERS:
        raise ValueError(f"{text!r} is no number of workers")
    return number


def _workers(text: str) -> int:
    try:
        return parse_workers(text)
    except ValueError:
        reason = f"{text!r} is no number of workers from 1 to {_MOST_WORKERS}"
        raise BadSetting("SHISAKU_WORKERS", reason) from None


def _limits(prefix: str, of: type[_L]) -> _L:
    """Limits whose fields are settings with a common prefix."""
    settings = {one.name: prefix + one.name.upper() for one in fields(of)}
    whole = {one.name for one in fields(of) if one.type is int}
    given = {
        name: os.environ[setting] for name, setting in settings.items() if setting in os.environ
    }
    parsed: dict[str, Any] = {
        name: _whole(settings[name], text) if name in whole else _number(settings[name], text)
        for name, text in given.items()
    }
    return of(**parsed)


def _whole(setting: str, text: str) -> int:
    most = LONGEST_TARGET if setting == "SHISAKU_TARGET_BYTES" else _HIGHEST_LIMIT
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= most):
        raise BadSetting(setting, f"{text!r} is no whole number from 1 to {most}")
    return int(text)


def _number(setting: str, text: str) -> float:
    if not (_NUMBER.fullmatch(text) and 0 < float(text) <= _HIGHEST_LIMIT):
        raise BadSetting(setting, f"{text!r} is no number above 0, up to {_HIGHEST_LIMIT}")
    return float(text)
