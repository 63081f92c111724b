"""Whether the cited lines say what the facts say: `shisaku cite`."""

from loaders.citing.proof import Prover, Report, Unproven
from loaders.citing.sources import Correction, Sources, read_corrections

__all__ = ["Correction", "Prover", "Report", "Sources", "Unproven", "read_corrections"]
