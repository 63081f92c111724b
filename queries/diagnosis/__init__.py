"""Why a SPARQL query has no answer: unknown terms, terms without data, the first part of the query
that leaves no solution, and what the data cover.

    read_query(text)     -> Query: its parts in the order written (the parser is rdflib's)
    find_emptied(...)    -> the first part, joined with those before it, that has no solution
    Clues.about(part)    -> what may be the matter with it
    Terms.unknown(...)   -> terms that nothing knows, with those that may have been meant
    diagnose(store, …)   -> Diagnosis: all of it as frozen values, in Japanese and English
"""

from queries.diagnosis.diagnosing import diagnose, to_text
from queries.diagnosis.model import Diagnosis

__all__ = ["Diagnosis", "diagnose", "to_text"]
