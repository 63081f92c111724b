"""The root of what can go wrong for a user."""


class UserError(Exception):
    """Its text is one sentence, or one a line, that a user can act on.

    The command line prints it and exits with 2; anything else that is raised is our mistake.
    """
