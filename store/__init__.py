"""Keeping: stores, the rules that entail, validation, and releases."""
