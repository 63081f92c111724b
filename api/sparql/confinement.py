"""A process that cannot open a connection, whatever its program is made to try.

The guard finds every SERVICE that we know of; this is for those that we do not. The kernel refuses
the system call that makes a socket. Connections that are open, or that a socket made before
accepts, go on.

Source: https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
"""

import ctypes
import errno
import platform
import struct
from typing import Final

_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_MODE_FILTER = 2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | errno.EACCES
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4
"""Where a filter finds the number of the system call, and the architecture that it is of."""
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""The architecture's own number, and that of its system call `socket`."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def confine() -> bool:
    """Let this process, and all that it starts, make no socket from now on; False where the kernel
    offers no such thing."""
    if platform.machine() not in _SOCKET:
        return False
    instructions = _instructions(*_SOCKET[platform.machine()])
    program = _Program(len(instructions), b"".join(instructions))
    prctl = ctypes.CDLL(None).prctl
    return bool(
        prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
        and prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0) == 0
    )


def _instructions(architecture: int, socket: int) -> list[bytes]:
    """Refuse one system call, and allow all others; a jump skips so many instructions."""
    return [
        _instruction(_LOAD, value=_ARCHITECTURE_AT),
        _instruction(_JUMP_IF_EQUAL, unless=3, value=architecture),
        _instruction(_LOAD, value=_NUMBER_AT),
        _instruction(_JUMP_IF_EQUAL, unless=1, value=socket),
        _instruction(_RETURN, value=_REFUSE),
        _instruction(_RETURN, value=_ALLOW),
    ]


def _instruction(code: int, *, unless: int = 0, value: int) -> bytes:
    return struct.pack("=HBBI", code, 0, unless, value)
