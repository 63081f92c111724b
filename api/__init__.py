"""Serving: the HTTP API, the SPARQL endpoint, linked data and pages."""
