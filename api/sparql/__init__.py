"""SPARQL for strangers: queries run in worker processes, each within limits of time and memory.

    protocol    what a request asks, and in which formats it may be answered
    pool        who may ask when: look-ups never wait for heavy queries
    warden      a process that holds the store and forks workers
    worker      one question after another, watched by its sentinel
    guard       what is refused before the engine sees it

The API process never parses a query, so nothing in one can end it.
"""
