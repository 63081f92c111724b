"""The graph as files for other programs: RDF, property graphs and tables.

`formats.py` is the table of them; a format is one small module and one row there.
"""
