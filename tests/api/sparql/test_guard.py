"""What is not let through to the engine, and what only looks like it.

The engine reads a query without making tokens first: keywords need no spaces around them, and `<`
is what fits. So there are many ways to write a word that a plain search does not see; each stands
here with its likeness that is harmless.
"""

import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean

from api.sparql.guard import DEEPEST, LONGEST, MOST_TOKENS, Refusal, refuse
from store.embedded import EmbeddedStore
from store.protocol import QuerySyntaxError, StoreUnavailable

HARMLESS = [
    "SELECT * { ?s ?p ?o }",
    "select * where { ?s ?p ?o } limit 5",
    "ASK {}",
    "DESCRIBE <http://example.org/a>",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o > 5 && ?o < 10) }",
    "PREFIX a: <urn:x#> BASE <http://example.org/> SELECT * { <x> a:b <y?z=1&w=2> }",
    "SELECT * { ?s <http://example.org/it's(a)#b> 'x' }",
    "SELECT * { FILTER(?a<5&&?b>3) FILTER(?a<=5) FILTER(?a<?b) }",
    "SELECT * { FILTER(1 < 2) FILTER(2 > 1) }",
    r"SELECT * { ?s a:it\'s ?o ; a:b\,c 'd\'e' , '''f'g''' , \"\"\"h\"i\"\"\"@en-GB }".replace(
        '\\"', '"'
    ),
    "SELECT * { ?s ?p 'あ\\u3042\\U00003042' }",
    "SELECT * { ?s ?p '' , \"\" , '''''' } # it's \"open\" ` \\",
    "SELECT * { VALUES (?x ?y) { (<http://a> 'b') (UNDEF 1.5e3) } }",
    "SELECT (COUNT(*) AS ?n) { ?s a/^b*|c+ [ d ( 1 2 ) ] } GROUP BY ?s HAVING(COUNT(*) > 1)",
    # the word as a part of something else
    "SELECT ?service { ?service ?p $SERVICE }",
    "SELECT * { ?s :service ?o . service:a service:SERVICE service: }",
    "SELECT * { ?s ?p _:service }",
    "SELECT * { ?s ?p ex:a.service }",
    "SELECT * { ?s ?p 'SERVICE <http://a> { }' , \"service\" , '''SERVICE\n''' , 'x'@service }",
    'SELECT * { ?s ?p "it\'s SERVICE" }',
    r"SELECT * { ?s ?p 'it\'s SERVICE' }",
    "SELECT * { ?s <http://example.org/SERVICE> <service> }",
    "SELECT * { } # SERVICE <http://a> { }",
    "# SERVICE\nSELECT * { ?s ?p ?o }",
    "PREFIX service: <http://example.org/service#> SELECT * { ?s service:of ?o }",
    # updates as names and texts
    "SELECT ?insert { ?s ?p 'DELETE' , <http://example.org/drop> }",
    "SELECT * { ?s ?p ?o } # INSERT DATA",
    "PREFIX delete: <http://example.org/> SELECT * { ?s delete:where ?o }",
    # nothing at all, which is for the engine to say
    "",
    "nonsense",
    "SELECT * { ?s ?p",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_harmless_query_passes(query: str) -> None:
    assert refuse(query) is None


HOST = "<http://127.0.0.1:9/>"

SERVICES = [
    f"SELECT * {{ SERVICE {HOST} {{ ?s ?p ?o }} }}",
    f"select * {{ service {HOST} {{ }} }}",
    f"SELECT * {{ sErViCe {HOST} {{ }} }}",
    f"SELECT * {{ SERVICE SILENT {HOST} {{ }} }}",
    f"SELECT * {{ SERVICE\n#\n{HOST}{{ }} }}",
    "SELECT * { SERVICE ?x { } }",
    "SELECT * { SERVICE a:b { } }",
    f"ASK {{ FILTER EXISTS {{ SERVICE {HOST} {{ }} }} }}",
    f"SELECT * {{ FILTER NOT EXISTS {{ SERVICE {HOST} {{ }} }} }}",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE {HOST} {{ ?s ?p ?o }} }}",
    f"DESCRIBE ?s {{ SERVICE {HOST} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE {HOST} {{ }} }} }} }} }}",
    f"SELECT * {{ GRAPH ?g {{ SERVICE {HOST} {{ }} }} }}",
    f"SELECT * {{ ?s ?p 'x' . SERVICE {HOST} {{ }} }}",
    # with characters written as numbers, for engines that read them so
    f"SELECT * {{ \\u0053ERVICE {HOST} {{ }} }}",
    f"SELECT * {{ \\U00000073ervice {HOST} {{ }} }}",
    f"SELECT * {{ SERVI\\u0043E {HOST} {{ }} }}",
    f"SELECT * {{ # \\u000A SERVICE {HOST} {{ }}\n }}",
    f"SELECT * {{ ?s ?p \\u0022x\\u0022 . SERVICE {HOST} {{ }} }}",
    # without spaces
    f"SELECT*{{SERVICE{HOST}{{}}}}",
    f"SELECT * {{ SERVICESILENT{HOST} {{ }} }}",
    "SELECT * { SERVICE?x{ } }",
    f"SELECT * {{ ?s ?p 1SERVICE{HOST}{{ }} }}",
    f"SELECT * {{ ?s ?p 1.5SERVICE{HOST}{{ }} }}",
    f"SELECT * {{ ?s ?p trueSERVICE{HOST}{{ }} }}",
    f"SELECT * {{ ?s a:p?o.SERVICE{HOST}{{ }} }}",
    f"SELECT * {{ ?s a:p+?o.SERVICE{HOST}{{ }} }}",
    f"SELECT * {{ ?s a:p1.1.0SERVICESILENT{HOST}{{ }} }}",
    # as something that might be a name
    "PREFIX service: <http://127.0.0.1:9/> SELECT * { SERVICE:a { } }",
    "PREFIX service: <http://127.0.0.1:9/> SELECT * { service: { } }",
    "SELECT * { SERVICESILENT:a { } }",
    "SELECT * { ?s ?p 1SERVICE:a #\n { } }",
    "SELECT * { ?s ?p true.service:a { } }",
    # behind a quotation mark that opens nothing, or that nothing closes
    f"SELECT * {{ VALUES ?x {{ a:b\\' }} SERVICE {HOST} {{ }} FILTER(?x = 'x') }}",
    f"SELECT * {{ VALUES ?x {{ a:b#'''\n}} SERVICE {HOST} {{ }} }} #'''",
    f'SELECT * {{ BIND("\\u005C" AS ?x) SERVICE {HOST} {{ }} }} #"',
    f"SELECT * {{ BIND(CONCAT(''' a') AS ?x) SERVICE {HOST} {{ }} }} # \\q'''",
]


@pytest.mark.parametrize("query", SERVICES)
def test_service_is_refused_in_any_place_and_spelling(query: str) -> None:
    assert refuse(query) == Refusal(
        403, "SERVICE is refused: no query of a stranger opens connections here"
    )


@pytest.mark.parametrize(
    "query",
    [
        # `<` that may open an IRI, or be "less than" before a comment, string or bracket
        f"SELECT * {{ FILTER(1<?b)SERVICE#>\n{HOST} {{ }} }}",
        f"SELECT * {{ FILTER(1<#x>'''\n?b) SERVICE {HOST} {{ }} }} #'''",
        f"SELECT * {{ ?s <a'> ?o . SERVICE {HOST} {{ }} . ?s <b'> ?o }}",
        "ASK { FILTER((1<((((1))))&&1>0)) } #SERVICE",
        "ASK { FILTER(1<!!!!1&&1>0) } #SERVICE",
        # a quotation mark or backslash outside of any string
        "SELECT * { ?s ?p 'open } #SERVICE",
        'SELECT * { ?s ?p "open } #SERVICE',
        "SELECT * { ?s ?p 'bad \\q escape' } #SERVICE",
        "SELECT * { ?s ?p a\\b } #SERVICE",
        "SELECT * { ` } #SERVICE",
    ],
)
def test_query_that_can_be_read_in_two_ways_is_refused_where_it_matters(query: str) -> None:
    refusal = refuse(query)
    assert refusal is not None
    assert refusal.status in (400, 403)


def test_doubtful_sign_is_shown_with_advice() -> None:
    assert refuse("ASK { FILTER(1<(?b)&&?c>2) } #SERVICE") == Refusal(
        400, "<(?b)&&?c> may be an IRI or not; write it in full, or a space after <"
    )
    assert refuse("ASK { FILTER(1 < (?b) && ?c > 2) }") is None


@pytest.mark.parametrize("form", ["INSERT DATA { <a> <b> <c> }", "DELETE WHERE { ?s ?p ?o }",
    "LOAD <http://example.org/>", "CLEAR ALL", "DROP ALL", "CREATE GRAPH <g>",
    "ADD <a> TO <b>", "MOVE <a> TO <b>", "COPY <a> TO <b>",
    "WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"])  # fmt: skip
@pytest.mark.parametrize(
    "before", ["", "# SELECT\n", "PREFIX a: <http://a#>\n", "BASE <http://a/> ", "prefix : <urn:a>"]
)
def test_update_is_refused_behind_whatever_stands_before_it(form: str, before: str) -> None:
    word = form.split(maxsplit=1)[0]
    refusal = Refusal(400, f"{word} is an update; this endpoint answers queries only")
    assert refuse(before + form) == refusal
    assert refuse(before + form.lower()) == refusal
    assert refuse(f"{before}\\u{ord(form[0]):04X}{form[1:]}") == refusal


@pytest.mark.parametrize("query", ["SELECT * { <a'> a:b <#c> }", "ASK { FILTER(1<(2)&&3>2) }"])
def test_query_that_can_be_read_in_two_ways_without_service_is_for_the_engine(query: str) -> None:
    assert refuse(query) is None


def nested(opening: str, closing: str, levels: int) -> str:
    return "ASK { " + opening * levels + closing * levels + " }"


@pytest.mark.parametrize("brackets", [("{", "}"), ("FILTER(", ")"), ("[", "]"), ("(", ")")])
def test_brackets_may_nest_only_so_deep(brackets: tuple[str, str]) -> None:
    assert refuse(nested(*brackets, DEEPEST - 1)) is None
    assert refuse(nested(*brackets, DEEPEST)) == Refusal(
        400, f"the query nests brackets deeper than {DEEPEST} levels"
    )


def test_brackets_in_texts_and_comments_do_not_nest() -> None:
    assert refuse("ASK { ?s ?p '" + "(" * 1000 + "' } # " + "{" * 1000) is None


def test_query_may_be_only_so_long() -> None:
    assert refuse("ASK {} #" + "x" * (LONGEST - 8)) is None
    assert refuse("ASK {} #" + "x" * (LONGEST - 7)) == Refusal(
        413, f"the query is longer than {LONGEST} characters"
    )


def chain(sign: str, term: str = "1") -> str:
    return "ASK { FILTER(" + sign.join([term] * MOST_TOKENS) + ") }"


@pytest.mark.parametrize(
    "query",
    [
        "ASK { " + "?s " * MOST_TOKENS + "}",
        chain("+"),
        chain("||"),
        chain("&&"),
        chain("+", "a:b"),
        chain("/", "a:b"),
        chain("*", "a:b"),
        "ASK { FILTER(a:b=" + "!" * MOST_TOKENS + "1) }",
        "ASK { ?s a:p" + "?" * MOST_TOKENS + " ?o }",
        "ASK { FILTER(" + "&&".join(["1<1&&1>0"] * (MOST_TOKENS // 4)) + ") }",
        "a." * MOST_TOKENS,
    ],
)
def test_query_may_have_only_so_many_words_and_signs(query: str) -> None:
    assert refuse(query) == Refusal(413, f"the query has more than {MOST_TOKENS} words and signs")


def test_long_list_of_values_is_no_harm() -> None:
    values = " ".join(f"<a:{number}>" for number in range(MOST_TOKENS - 20))
    assert refuse(f"SELECT * {{ VALUES ?x {{ {values} }} }}") is None


class Listener:
    """Counts the connections that somebody opens to it."""

    def __init__(self) -> None:
        self.count = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.count += 1
            with connection:
                connection.recv(4096)
                connection.sendall(b"HTTP/1.1 500 no\r\nConnection: close\r\n\r\n")

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """Somebody on the loopback whom no query may reach."""
    listening = Listener()
    yield listening
    listening.close()


@pytest.fixture(scope="module")
def engine() -> EmbeddedStore:
    """A store in which the patterns below find something."""
    one, name = NamedNode("http://x/s"), NamedNode("http://x/p")
    ends = (NamedNode("http://x/o"), Literal(1), Literal("x"), Literal(True))
    return EmbeddedStore(Quad(one, name, end) for end in ends)


PIECES = [
    "?s ?p ?o", "?s", "?o", ".", ";", ",", "x:p", "x:", r"x:a\'", r"x:a\#b", ":", "1", "1.", ".1",
    "1.1.0", "x:p1.1", "true", "''", "'''", "'x'", r"'\u005C'", r"'\u0027'", "@en", "<", "<a>",
    "<#a>", "<a'>", "<http://x/p>", "<http://x/#'>", ">", "{", "}", "(", ")", "#", "#\n", "'", '"',
    "\\", "?", "*", "+", "/", "|", "^", "!", "FILTER(1<2)", "FILTER(1<?o", "BIND(1 AS ?z)",
    "OPTIONAL{", "UNION", "GRAPH ?g{", "VALUES ?v{1}", "_:b", "%", "&&", "=", "-", r"\u0027", "<<",
]  # fmt: skip


def reaches(engine: EmbeddedStore, listener: Listener, query: str) -> bool:
    """Whether the engine opens a connection for a query."""
    before = listener.count
    try:
        answer = engine.query(query)
        isinstance(answer, QueryBoolean) or list(answer)
    except (QuerySyntaxError, StoreUnavailable, OSError, RuntimeError):
        pass
    return listener.count > before


def test_engine_would_open_a_connection(engine: EmbeddedStore, listener: Listener) -> None:
    """Without the guard there is something to be guarded against."""
    query = f"SELECT*{{?s ?p 1SERVICE<http://127.0.0.1:{listener.port}/>{{}}}}"
    assert reaches(engine, listener, query)


def test_no_mixture_of_pieces_that_passes_opens_a_connection(
    engine: EmbeddedStore, listener: Listener
) -> None:
    host = f"<http://127.0.0.1:{listener.port}/>"
    pieces = st.lists(st.sampled_from(PIECES), max_size=4)
    service = st.sampled_from(["SERVICE", "SERVICE ", "SERVICESILENT", "SERVICE#>\n", "service"])
    starts = st.sampled_from(["SELECT*{", "ASK{?s ?p ", "SELECT*{?s x:p", "SELECT*{?s ?p ?o."])
    ends = st.sampled_from(["}", "} #'", "}#'''", ")}", "}}"])
    spaces = st.sampled_from(["", " ", "\n"])

    @settings(max_examples=1000)
    @given(starts, st.tuples(pieces, pieces), spaces, service, ends)
    def holds(
        start: str, around: tuple[list[str], list[str]], space: str, word: str, end: str
    ) -> None:
        middle = space.join([*around[0], f"{word}{host}{{}}", *around[1]])
        query = f"PREFIX x: <http://x/> PREFIX : <http://x/> {start}{middle}{end}"
        assert refuse(query) is not None or not reaches(engine, listener, query)

    holds()
