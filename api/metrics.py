"""What is counted about the service, for Prometheus.

With several workers each counts for itself, in files of the folder that PROMETHEUS_MULTIPROC_DIR
names, and whoever is asked adds them up.
"""

import os
from contextlib import suppress
from pathlib import Path

from prometheus_client import REGISTRY as OWN_PROCESS
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    multiprocess,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
"""Of what `exposition` gives: Prometheus's text format."""
WORKERS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The environment variable that Prometheus's client looks at when it is first imported."""
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Seconds: from a look-up to the limit of a query and beyond."""

disable_created_metrics()  # type: ignore[no-untyped-call]  # nobody needs when a count began

REQUESTS = Counter(
    "shisaku_requests",
    "Requests answered, by the template of their route, method and status",
    ("route", "method", "status"),
)
REQUEST_SECONDS = Histogram(
    "shisaku_request_seconds",
    "From the arrival of a request to the end of its answer, by the template of its route, "
    "method and status",
    ("route", "method", "status"),
    buckets=_BUCKETS,
)
IN_FLIGHT = Gauge(
    "shisaku_requests_in_flight", "Requests being answered", multiprocess_mode="livesum"
)
CONNECTIONS = Gauge("shisaku_connections", "Connections open", multiprocess_mode="livesum")
SPARQL_ENDED = Counter(
    "shisaku_sparql_ended",
    "SPARQL queries that came to an end, by the reason: answered, or the limit they broke",
    ("reason",),
)
SPARQL_SECONDS = Histogram(
    "shisaku_sparql_seconds",
    "From taking a SPARQL query to the end of its answer",
    buckets=_BUCKETS,
)
SPARQL_WAITING = Gauge(
    "shisaku_sparql_waiting", "SPARQL queries that wait for a worker", multiprocess_mode="livesum"
)


def exposition() -> bytes:
    """All metrics of all workers as text."""
    return generate_latest(_registry())


def _registry() -> CollectorRegistry:
    folder = os.environ.get(WORKERS_FOLDER)
    if folder is None:
        return OWN_PROCESS
    _forget_ended_workers(Path(folder))
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
    return registry


def _forget_ended_workers(folder: Path) -> None:
    """A worker that was killed cannot take back what it had in flight."""
    processes = {int(path.stem.rpartition("_")[2]) for path in folder.glob("gauge_live*.db")}
    for process in processes:
        if not _is_running(process):
            with suppress(FileNotFoundError):  # another worker was faster
                multiprocess.mark_process_dead(process, str(folder))  # type: ignore[no-untyped-call]


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
