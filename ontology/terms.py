"""The terms of the ontology and of the public vocabularies it builds on, as closed namespaces.

A namespace answers only for names that exist, so a misspelt term fails where it is written
(`SHK["namesCuontry"]` raises) instead of making a silent new property. Our own terms are read
from the ontology files: the files are the one place where a term is declared.
"""

from collections.abc import Iterable
from functools import cache

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse

from ontology.files import ontology_files
from ontology.iris import NAMESPACE, ONTOLOGY


class Namespace:
    """A prefix with the closed list of names that stand behind it."""

    def __init__(self, prefix: str, names: Iterable[str]) -> None:
        self.prefix = prefix
        self._terms = {name: NamedNode(prefix + name) for name in names}
        self.names = frozenset(self._terms)

    def __getitem__(self, name: str) -> NamedNode:
        if name not in self._terms:
            raise KeyError(f"{self.prefix} has no term {name!r}")
        return self._terms[name]

    def __getattr__(self, name: str) -> NamedNode:
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(str(error)) from None


@cache
def ontology_quads() -> tuple[Quad, ...]:
    """All triples of the ontology's modules (no graph name), in a fixed order."""
    files = ontology_files()
    dataset = Dataset(q for f in files for q in parse(path=str(f), format=RdfFormat.TURTLE))
    # Blank nodes (the lists of property chains) get new labels at each parse; canonical ones
    # keep two builds byte-identical.
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(dataset, key=str))


def _declared_names() -> set[str]:
    subjects = {q.subject.value for q in ontology_quads() if isinstance(q.subject, NamedNode)}
    return {iri.removeprefix(NAMESPACE) for iri in subjects if iri.startswith(NAMESPACE)}


SHK = Namespace(NAMESPACE, _declared_names())
ONTOLOGY_NODE = NamedNode(ONTOLOGY)

RDF = Namespace(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    ("type", "subject", "predicate", "object", "first", "rest", "nil", "value"),
)
RDFS = Namespace(
    "http://www.w3.org/2000/01/rdf-schema#",
    ("label", "comment", "subClassOf", "subPropertyOf", "domain", "range", "seeAlso",
     "isDefinedBy"),
)  # fmt: skip
OWL = Namespace(
    "http://www.w3.org/2002/07/owl#",
    ("sameAs", "inverseOf", "propertyChainAxiom", "TransitiveProperty", "SymmetricProperty",
     "equivalentClass", "equivalentProperty", "Thing", "Class", "ObjectProperty",
     "DatatypeProperty", "versionIRI", "hasValue", "onProperty", "someValuesFrom",
     "allValuesFrom", "intersectionOf", "unionOf", "FunctionalProperty",
     "InverseFunctionalProperty", "deprecated"),
)  # fmt: skip
SKOS = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    ("altLabel", "hiddenLabel", "prefLabel", "notation", "definition", "exactMatch", "inScheme",
     "Concept", "ConceptScheme", "note", "broader", "changeNote"),
)  # fmt: skip
DCTERMS = Namespace(
    "http://purl.org/dc/terms/",
    (
        "identifier",
        "title",
        "description",
        "publisher",
        "issued",
        "modified",
        "source",
        "license",
        "conformsTo",
        "language",
        "isReplacedBy",
        "format",
        "temporal",
        "PeriodOfTime",
    ),
)
XSD = Namespace(
    "http://www.w3.org/2001/XMLSchema#",
    ("string", "integer", "decimal", "boolean", "date", "dateTime", "gYear", "gYearMonth"),
)
OA = Namespace(
    "http://www.w3.org/ns/oa#", ("SpecificResource", "hasSource", "hasSelector", "FragmentSelector")
)
TIME = Namespace(
    "http://www.w3.org/2006/time#",
    ("ProperInterval", "Instant", "hasBeginning", "hasEnd", "inXSDDate"),
)
FOAF = Namespace("http://xmlns.com/foaf/0.1/", ("homepage", "primaryTopic"))
VOID = Namespace(
    "http://rdfs.org/ns/void#",
    ("Dataset", "DatasetDescription", "subset", "triples", "entities", "classes", "properties",
     "distinctSubjects", "distinctObjects", "documents", "classPartition", "class",
     "propertyPartition", "property", "vocabulary", "uriSpace", "exampleResource", "dataDump",
     "sparqlEndpoint", "feature"),
)  # fmt: skip
DCAT = Namespace(
    "http://www.w3.org/ns/dcat#",
    ("Dataset", "Distribution", "DataService", "distribution", "downloadURL", "accessURL",
     "accessService", "mediaType", "servesDataset", "endpointURL", "endpointDescription",
     "landingPage", "version", "startDate", "endDate"),
)  # fmt: skip
DQV = Namespace(
    "http://www.w3.org/ns/dqv#",
    ("QualityMeasurement", "Metric", "hasQualityMeasurement", "isMeasurementOf", "computedOn",
     "value", "expectedDataType", "inDimension"),
)  # fmt: skip
SD = Namespace(
    "http://www.w3.org/ns/sparql-service-description#",
    ("Service", "endpoint", "supportedLanguage", "SPARQL11Query", "resultFormat", "feature",
     "UnionDefaultGraph", "BasicFederatedQuery", "defaultDataset", "Dataset", "defaultGraph",
     "Graph", "namedGraph", "NamedGraph", "name", "graph"),
)  # fmt: skip

PREFIXES = {
    "shk": NAMESPACE,
    "rdf": RDF.prefix,
    "rdfs": RDFS.prefix,
    "owl": OWL.prefix,
    "skos": SKOS.prefix,
    "dcterms": DCTERMS.prefix,
    "xsd": XSD.prefix,
    "oa": OA.prefix,
    "time": TIME.prefix,
    "foaf": FOAF.prefix,
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
}
