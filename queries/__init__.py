"""Asking: stored questions, names in any spelling, and the answers the API and commands give."""
