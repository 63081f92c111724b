"""From what was read to facts, and from facts to quads."""
