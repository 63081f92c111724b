"""Workers over a snapshot on disk, which each of them opens for itself."""

from pathlib import Path

from anyio.from_thread import start_blocking_portal

from api.sparql.limits import Limits
from api.sparql.pool import Pool
from store.source import Place, Source
from tests.api.sparql.conftest import TRIPLES, Asking


def test_workers_answer_from_disk_and_are_replaced(small_file: Path, tmp_path: Path) -> None:
    source = Source(Place.FILE, str(small_file)).prepared(tmp_path, largest=0)
    with start_blocking_portal() as portal:
        ask = Asking(portal, Pool(source, Limits(lookups=1, heavy=1)))
        count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        expected = f"n\r\n{TRIPLES}\r\n".encode()
        assert ask(count) == expected
        for worker in ask.workers:
            ask.kill(worker)
        ask("ASK {}")  # may meet a worker that was just killed
        assert ask(count) == expected
        portal.call(ask.pool.close)
