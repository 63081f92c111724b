"""What is known: tables of facts, each row with its basis and citation."""
