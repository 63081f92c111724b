"""Budget lines: where they stand in a document, and what they say."""

from loaders.budget.blocks import BudgetBlock, find_budget_blocks
from loaders.budget.grammar import parse_entries

__all__ = ["BudgetBlock", "find_budget_blocks", "parse_entries"]
