"""Rules in words: what each of the W3C rules says of the terms it is about."""

from pyoxigraph import NamedNode

from ontology.terms import OWL
from queries.names import NameTable
from store.rules import Rule, is_unnamed, local_name

_CHAIN = {"en": "{0}, then {1}, gives {2}", "ja": "「{0}」から「{1}」へとたどると「{2}」になる"}
_WORDS: dict[str, dict[str, str]] = {
    "cax-sco": {"en": "every {0} is a {1}", "ja": "「{0}」は「{1}」である"},
    "cax-eqc1": {"en": "{0} and {1} are the same class", "ja": "「{0}」と「{1}」は同じ区分である"},
    "prp-spo1": {"en": "{0} is a kind of {1}", "ja": "「{0}」は「{1}」の一種である"},
    "prp-eqp1": {"en": "{0} and {1} mean the same", "ja": "「{0}」と「{1}」は同じ関係である"},
    "prp-dom": {"en": "what {0} is said of is a {1}", "ja": "「{0}」を持つものは「{1}」である"},
    "prp-rng": {"en": "what {0} leads to is a {1}", "ja": "「{0}」の先にあるものは「{1}」である"},
    "prp-trp": {"en": "{0} carries over from one to the next", "ja": "「{0}」は順に引き継がれる"},
    "prp-symp": {"en": "{0} holds both ways", "ja": "「{0}」は両方向に成り立つ"},
    "prp-inv1": {"en": "{1} is the reverse of {0}", "ja": "「{1}」は「{0}」の逆である"},
    "prp-fp": {"en": "{0} leads to one thing only", "ja": "「{0}」の先は一つに限られる"},
    "prp-ifp": {"en": "{0} comes from one thing only", "ja": "「{0}」の元は一つに限られる"},
    "eq-sym": {"en": "being the same holds both ways", "ja": "同一であることは両方向に成り立つ"},
    "eq-trans": {"en": "being the same carries over", "ja": "同一であることは引き継がれる"},
    "eq-rep-s": {"en": "what is said of a thing is said of the same thing under another name",
                 "ja": "あるものについて言えることは、それと同一のものについても言える"},
    "cls-int1": {"en": "what is all of these is also a {last}",
                 "ja": "これらの全てであるものは「{last}」である"},
    "cls-uni": {"en": "every {0} is a {1}", "ja": "「{0}」は「{1}」である"},
    "cls-svf1": {"en": "what {0} leads to a {1} from is a {last}",
                 "ja": "「{0}」の先に「{1}」があるものは「{last}」である"},
    "cls-avf": {"en": "what a {0} is linked to by {1} is a {last}",
                "ja": "「{0}」から「{1}」でつながるものは「{last}」である"},
    "cls-hv1": {"en": "every {0} has that value of {1}",
                "ja": "「{0}」は全て「{1}」がその値である"},
    "cls-hv2": {"en": "what has that value of {0} is a {1}",
                "ja": "「{0}」がその値であるものは「{1}」である"},
}  # fmt: skip
_LIKE = {
    "cax-eqc2": "cax-eqc1", "prp-eqp2": "prp-eqp1", "prp-inv2": "prp-inv1",
    "eq-rep-o": "eq-rep-s", "cls-int2": "cls-uni", "cls-svf2": "prp-dom",
}  # fmt: skip
"""Rules that read as another one."""


def rule_in_words(rule: Rule, names: NameTable) -> dict[str, str]:
    """What a rule says, in Japanese and English."""
    return {language: _in(rule, names, language) for language in ("ja", "en")}


def _in(rule: Rule, names: NameTable, language: str) -> str:
    terms = [_label(term, names, language) for term in rule.terms]
    if rule.profile == "prp-spo2":
        *chain, head = terms
        steps = chain[0]
        for step in chain[1:-1]:
            steps = f"{steps}, {step}" if language == "en" else f"{steps}」から「{step}"
        return _CHAIN[language].format(steps, chain[-1], head)
    words = _WORDS[_LIKE.get(rule.profile, rule.profile)][language]
    return words.format(*terms, last=terms[-1])


def _label(term: NamedNode, names: NameTable, language: str) -> str:
    if term == OWL.sameAs:
        return {"ja": "同一である", "en": "is the same as"}[language]
    if is_unnamed(term):
        return {"ja": "名前のない区分", "en": "class without a name"}[language]
    return names.label(term.value)[language] or local_name(term)
