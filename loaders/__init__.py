"""Reading: from a document's lines, and from the tables of `seeds/`, to facts with citations."""
