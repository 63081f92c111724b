"""Explanations as JSON and as text."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from pyoxigraph import Literal, NamedNode

from ontology import iris
from ontology.terms import PREFIXES
from queries.evidence import Evidence
from queries.explanation import Explanation, Missing, Proof, Term, Triple
from queries.names import NameTable
from queries.rule_words import rule_in_words
from store.rules import Rule, local_name

_TEXTS: Mapping[str, Mapping[str, str]] = {
    "stated": {"en": "stated", "ja": "記載"},
    "editorial": {"en": "editorial judgement", "ja": "編集判断"},
    "ontology": {"en": "part of the ontology", "ja": "オントロジーの定義"},
    "because": {"en": "because", "ja": "理由"},
    "proof": {"en": "Proof", "ja": "証明"},
    "not": {"en": "does not hold", "ja": "成り立たない"},
    "could": {"en": "it would follow if", "ja": "次の場合に導かれる"},
    "holds": {"en": "holds", "ja": "成立"},
    "lacks": {"en": "missing", "ja": "不足"},
    "others": {"en": "{count} other ways come as close", "ja": "ほかに{count}通りが同程度に近い"},
    "no_rule": {"en": "no rule gives such a triple, and no document states it",
                "ja": "これを導く規則はなく、資料にも記載がない"},
    "something": {"en": "something", "ja": "何か"},
}  # fmt: skip
"""The words of the texts, by language."""


def words(language: str) -> dict[str, str]:
    """The words of explanations in one language."""
    return {name: texts[language] for name, texts in _TEXTS.items()}


class View:
    """Shows explanations with the labels of a release."""

    def __init__(self, names: NameTable) -> None:
        self._names = names

    def as_json(self, explanation: Explanation) -> dict[str, Any]:
        """The triple, whether it holds, its proofs, and what is missing where there is none."""
        return {
            "triple": self._triple(explanation.triple),
            "holds": explanation.holds,
            "proofs": [self._proof(proof) for proof in explanation.proofs],
            "missing": [self._missing(missing) for missing in explanation.missing],
        }

    def as_text(self, explanation: Explanation, language: str) -> str:
        """The same for people, a line for each step, indented."""
        return "\n".join(self._lines(explanation, language)) + "\n"

    def label(self, term: Term | None, language: str) -> str:
        """What a term is called; `…` where it is open."""
        if term is None:
            return "…"
        if isinstance(term, Literal):
            return f"“{term.value}”"
        parsed = iris.parse(term.value)
        label = self._names.label(term.value)[language]
        if parsed and parsed[0] == "measure":
            return f"{parsed[1].partition('/')[2]} {label or ''}".strip()
        return label or (parsed[1] if parsed else _prefixed(term))

    def is_thing(self, term: Term | None) -> bool:
        """Whether a term is a thing of ours, which has a page."""
        return isinstance(term, NamedNode) and iris.parse(term.value) is not None

    def sentence(self, triple: tuple[Term | None, NamedNode, Term | None], language: str) -> str:
        """A triple in words."""
        return " — ".join(self.label(term, language) for term in triple)

    def rule(self, rule: Rule) -> dict[str, str]:
        """What a rule says, in both languages."""
        return rule_in_words(rule, self._names)

    def _lines(self, explanation: Explanation, language: str) -> Iterator[str]:
        w = words(language)
        sentence = self.sentence(explanation.triple, language)
        for number, proof in enumerate(explanation.proofs, start=1):
            if len(explanation.proofs) > 1:
                yield f"{w['proof']} {number}"
            yield from self._proof_lines(proof, language, 0)
        if not explanation.holds:
            yield f"{sentence}: {w['not']}"
            yield from self._missing_lines(explanation, language)

    def _proof_lines(self, proof: Proof, language: str, depth: int) -> Iterator[str]:
        indent, w = "  " * depth, words(language)
        basis = "" if proof.rule else f" ({w[proof.basis]})"
        yield f"{indent}{self.sentence(proof.triple, language)}{basis}"
        for evidence in proof.evidence:
            yield f"{indent}    {cite(evidence)}"
        if proof.rule:
            said = self.rule(proof.rule)[language]
            yield f"{indent}  {w['because']} ({proof.rule.profile}): {said}"
        for premise in proof.premises:
            yield from self._proof_lines(premise, language, depth + 2)

    def _missing_lines(self, explanation: Explanation, language: str) -> Iterator[str]:
        w = words(language)
        if not explanation.missing:
            yield f"  {w['no_rule']}"
        for missing in explanation.missing:
            yield from self._one_missing(missing, language, 1)

    def _one_missing(self, missing: Missing, language: str, depth: int) -> Iterator[str]:
        indent, w = "  " * depth, words(language)
        said = self.rule(missing.rule)[language]
        yield f"{indent}{w['could']} ({missing.rule.profile}): {said}"
        for triple in missing.held:
            yield f"{indent}  {w['holds']}: {self.sentence(triple, language)}"
        if missing.others and missing.held:
            yield f"{indent}  {w['others'].format(count=missing.others)}"
        for lacking in missing.lacking:
            yield f"{indent}  {w['lacks']}: {self.sentence(lacking, language)}"
        for deeper in missing.deeper:
            yield from self._one_missing(deeper, language, depth + 2)

    def _triple(self, triple: tuple[Term | None, NamedNode, Term | None]) -> dict[str, Any]:
        subject, predicate, obj = triple
        return {
            "subject": self._term(subject),
            "predicate": self._term(predicate),
            "object": self._term(obj),
        }

    def _term(self, term: Term | None) -> dict[str, Any] | None:
        if term is None:
            return None
        if isinstance(term, Literal):
            return {"value": term.value, "language": term.language,
                    "datatype": term.datatype.value}  # fmt: skip
        return {"iri": term.value, "label": self._names.label(term.value)}

    def _proof(self, proof: Proof) -> dict[str, Any]:
        return {
            **self._triple(proof.triple),
            "basis": proof.basis,
            "rule": self._rule(proof.rule) if proof.rule else None,
            "evidence": [asdict(evidence) for evidence in proof.evidence],
            "premises": [self._proof(premise) for premise in proof.premises],
        }

    def _rule(self, rule: Rule) -> dict[str, Any]:
        return {"iri": rule.node.value, "profile": rule.profile, "label": self.rule(rule)}

    def _missing(self, missing: Missing) -> dict[str, Any]:
        return {
            "rule": self._rule(missing.rule),
            "holds": [self._triple(triple) for triple in missing.held],
            "lacks": [self._triple(triple) for triple in missing.lacking],
            "others": missing.others,
            "missing": [self._missing(deeper) for deeper in missing.deeper],
        }


def cite(evidence: Evidence) -> str:
    """Lines of a document in words: `mic-… 003_….txt:3615  17 [2] (7)`."""
    first, last = evidence.lines
    lines = str(first) if first == last else f"{first}-{last}"
    heading = "  " + " ".join(evidence.heading) if evidence.heading else ""
    return f"{evidence.document} {evidence.file}:{lines}{heading}"


def _prefixed(term: NamedNode) -> str:
    for prefix, namespace in PREFIXES.items():
        if term.value.startswith(namespace):
            return f"{prefix}:{term.value.removeprefix(namespace)}"
    return local_name(term)


__all__ = ["Triple", "View", "cite", "words"]
