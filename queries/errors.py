"""What can be wrong with a question."""

from collections.abc import Iterable

from ontology.errors import UserError


class UnknownName(UserError, LookupError):
    """Nothing of the kind asked for has that name. `near` are names that come close, `others` the
    kinds of which it names a thing."""

    def __init__(
        self, text: str, kind: str, near: Iterable[str] = (), others: Iterable[str] = ()
    ) -> None:
        self.text, self.kind, self.near, self.others = text, kind, tuple(near), tuple(others)
        hint = f"; did you mean {', '.join(self.near)}?" if self.near else ""
        if self.others:
            hint = f"; it is the name of another kind of thing: {', '.join(self.others)}"
        super().__init__(f"no {kind.replace('-', ' ')} is called {text!r}{hint}")


class AmbiguousName(UserError, LookupError):
    """Several things have that name."""

    def __init__(self, text: str, keys: Iterable[str]) -> None:
        self.keys = tuple(keys)
        super().__init__(f"{text!r} names several things: {', '.join(self.keys)}; give the key")


class UnknownQuery(UserError, LookupError):
    """There is no stored question of that name."""

    def __init__(self, name: str, near: Iterable[str]) -> None:
        self.name, self.near = name, tuple(near)
        hint = f"; did you mean {', '.join(self.near)}?" if self.near else ""
        super().__init__(f"no stored question is called {name!r}{hint}")


class BadParameter(UserError, ValueError):
    """A parameter is unknown or has a value that it cannot have."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        super().__init__(f"parameter {name}: {reason}")


class BadHeader(ValueError):
    """The header of a stored question is wrong; this is a mistake in the file, not of a user."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
