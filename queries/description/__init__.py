"""The data and the service described as data: VoID, DCAT 3 and SPARQL Service Description."""

from queries.description.coverage import METRICS
from queries.description.dataset import (
    DESCRIPTION,
    TITLE,
    Download,
    Offering,
    dataset_description,
)
from queries.description.nodes import DESCRIPTION_PREFIXES, compact
from queries.description.service import service_description

__all__ = [
    "DESCRIPTION",
    "DESCRIPTION_PREFIXES",
    "METRICS",
    "TITLE",
    "Download",
    "Offering",
    "compact",
    "dataset_description",
    "service_description",
]
