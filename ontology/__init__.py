"""What things are: the classes and properties of the graph, and the checks on them.

The Turtle files are the one place where a term is declared (`shisaku.ttl` and `modules/`), where a
rule for complete data stands (`shapes/`) and where JSON names meet IRIs (`context.jsonld`). The
Python modules find these files, name things, and check that the ontology itself is sound.
"""
