"""Who holds a post since when, of which the property graph makes one edge each."""

from dataclasses import dataclass

from exports.view import UnionView

_TENURES = """SELECT DISTINCT ?tenure ?post ?person ?since ?until WHERE {
  $scope
  ?tenure shk:ofPost ?post ; shk:holder ?person .
  OPTIONAL { ?tenure shk:since ?since }
  OPTIONAL { ?tenure shk:until ?until }
}"""


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in a post; `node`, `post` and `person` are IRIs, a date that is not known is
    empty."""

    node: str
    post: str
    person: str
    since: str
    until: str


def read_tenures(view: UnionView, scope: str = "") -> list[Tenure]:
    """All tenures, in the order of their identifiers; `scope` narrows `?post`."""
    return [Tenure(*row) for row in sorted(view.select(_TENURES, scope))]
