"""The sentences of a diagnosis, in Japanese and English: data, filled in with what was found."""

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

from ontology.terms import XSD
from queries.diagnosis.model import Text
from queries.diagnosis.probing import MOST_COUNTED, Kind
from queries.diagnosis.writing import Shown

LANGUAGES = ("ja", "en")
_JOINERS = {"ja": "、", "en": ", "}

_WORDS: dict[str, dict[str, str]] = {
    "answered": {"en": "The query has an answer.", "ja": "この問い合わせには答えがあります。"},
    "true": {"en": "The answer is: true.", "ja": "答えは「真」（true）です。"},
    "empty": {"en": "The answer is empty.", "ja": "答えは空です。"},
    "false": {"en": "The answer is: false.", "ja": "答えは「偽」（false）です。"},
    "nothing-counted": {
        "en": "The answer has a row, but there is nothing that it counts or sums.",
        "ja": "答えの行はありますが、数える対象が一つもありません。",
    },
    "unreadable-syntax": {
        "en": "It cannot be looked into why: the query uses something that this check cannot read.",
        "ja": "この問い合わせには確認機能で読み取れない書き方があるため、理由を調べられません。",
    },
    "unreadable-path": {
        "en": "It cannot be looked into why: the query excludes a reversed property, !(^…).",
        "ja": "逆向きの属性の除外「!(^…)」があるため、理由を調べられません。",
    },
    "unreadable-depth": {
        "en": "It cannot be looked into why: the query is too long or nested too deeply.",
        "ja": "問い合わせが長すぎるか、入れ子が深すぎるため、理由を調べられません。",
    },
    "unreadable-service": {
        "en": "It cannot be looked into why: the query asks another server (SERVICE).",
        "ja": "他のサーバーへの問い合わせ（SERVICE）があるため、理由を調べられません。",
    },
    "unknown": {
        "en": "The {role} {written} occurs neither in the data nor in the ontology.",
        "ja": "{role}「{written}」はデータにもオントロジーにもありません。",
    },
    "unknown-near": {
        "en": "The {role} {written} occurs neither in the data nor in the ontology; did you mean "
        "{near}?",
        "ja": "{role}「{written}」はデータにもオントロジーにもありません。もしかして: {near}",
    },
    "property": {"en": "property", "ja": "属性"},
    "class": {"en": "class", "ja": "クラス"},
    "graph": {"en": "graph", "ja": "グラフ"},
    "thing": {"en": "term", "ja": "語"},
    "unused-property": {
        "en": "The property {written} is known, but the data have no triple with it.",
        "ja": "属性「{written}」は定義されていますが、それを使うトリプルはデータにありません。",
    },
    "unused-class": {
        "en": "The class {written} is known, but nothing in the data belongs to it.",
        "ja": "クラス「{written}」は定義されていますが、それに属するものはデータにありません。",
    },
    "step-none": {
        "en": "{written} – nothing matches this, not even by itself.",
        "ja": "{written} – これだけでも、一致するものがありません。",
    },
    "step-joined": {
        "en": "{written} – matches {count} by itself, but never together with what stands before.",
        "ja": "{written} – これだけなら{count}件一致しますが、前の条件と合うものがありません。",
    },
    "step-filter": {
        "en": "{written} – the patterns have solutions, but this lets none of them through.",
        "ja": "{written} – 前の条件に合うものはありますが、この条件で全てなくなります。",
    },
    "step-minus": {
        "en": "{written} – the patterns have solutions, but this takes all of them away.",
        "ja": "{written} – 前の条件に合うものはありますが、これで全て除かれます。",
    },
    "step-no-values": {
        "en": "{written} – no value is listed, so that nothing can match.",
        "ja": "{written} – 値が一つも挙げられていないため、一致するものがありません。",
    },
    "step-values": {
        "en": "{written} – none of these values fits what stands before.",
        "ja": "{written} – これらの値は、いずれもそれより前の条件と合いません。",
    },
    "step-having": {
        "en": "{written} – there are groups, but none for which this holds.",
        "ja": "{written} – 集計のまとまりはありますが、この条件に合うものがありません。",
    },
    "step-limit": {
        "en": "{written} – there are solutions, but none is asked for.",
        "ja": "{written} – 該当するものはありますが、0件だけを求めています。",
    },
    "step-offset": {
        "en": "{written} – there are only {rows} rows, so that this passes over all of them.",
        "ja": "{written} – 該当は{rows}件だけで、その全てを読み飛ばしています。",
    },
    "step-template": {
        "en": "{written} – there are solutions, but this template makes no triple of any of them: "
        "a part of it is unbound, or of a kind that cannot stand there.",
        "ja": "{written} – 該当するものはありますが、このひな型からはトリプルができません"
        "（値のない変数があるか、その位置に置けない種類の値です）。",
    },
    "step-described": {
        "en": "{written} – nothing is said of this: no triple begins with it.",
        "ja": "{written} – これを主語とするトリプルがありません。",
    },
    "once": {"en": "once", "ja": "1"},
    "times": {"en": "{count} times", "ja": "{count}"},
    "many-times": {"en": "{count} times or more", "ja": "{count}以上"},
    "kinds": {
        "en": "The values of {what} are of this kind: {kinds}. In the query stands {written}: "
        "{kind}.",
        "ja": "{what} の値の種類は {kinds} です。問い合わせにある {written} は{kind}です。",
    },
    "same-text": {
        "en": "The same text stands there as {near}.",
        "ja": "同じ文字列は {near} としてあります。",
    },
    "tags": {
        "en": "The values of {what} have the language tags {tags}, not {written}.",
        "ja": "{what} の言語タグは {tags} で、{written} ではありません。",
    },
    "no-tags": {
        "en": "The values of {what} have no language tag.",
        "ja": "{what} の値には言語タグがありません。",
    },
    "reversed": {
        "en": "The other way round it fits: {written}",
        "ja": "主語と目的語を入れ替えると合います: {written}",
    },
    "other-graph": {
        "en": "It does match in another graph: {graph}",
        "ja": "別のグラフには一致するものがあります: {graph}",
    },
    "has-instead": {
        "en": "{what} has these properties: {properties}",
        "ja": "{what} にある属性: {properties}",
    },
    "no-subject": {
        "en": "No triple begins with {what}.",
        "ja": "{what} を主語とするトリプルはありません。",
    },
    "sequence": {
        "en": "The path already ends at {written}.",
        "ja": "経路は {written} で途切れています。",
    },
    "shared": {
        "en": "Up to there {what} is for example {before}; by itself this has for example {here}.",
        "ja": "{what} は、前の条件では例えば {before}、この部分だけなら例えば {here} です。",
    },
    "unbound": {
        "en": "No pattern of this group gives {what} a value.",
        "ja": "このまとまりの中に、{what} に値を与えるパターンがありません。",
    },
    "unbound-near": {
        "en": "No pattern of this group gives {what} a value; did you mean {near}?",
        "ja": "このまとまりの中に、{what} に値を与えるパターンがありません。もしかして: {near}",
    },
    "examples": {
        "en": "Before it, {what} is for example {values}.",
        "ja": "その前の時点で、{what} は例えば {values} です。",
    },
    "kind-iri": {"en": "IRI", "ja": "IRI"},
    "kind-plain": {"en": "string without a language tag", "ja": "言語タグのない文字列"},
    "kind-tagged": {"en": "string with the tag @{tag}", "ja": "言語タグ @{tag} の付いた文字列"},
    "default-graph-empty": {
        "en": "The default graph is empty: all triples stand in named graphs. Ask with GRAPH or "
        "FROM.",
        "ja": "既定のグラフは空で、トリプルは全て名前付きグラフにあります。GRAPH か FROM を"
        "使ってください。",
    },
    "no-data": {"en": "The store holds nothing.", "ja": "データが一つもありません。"},
    "outside": {
        "en": "The query asks about {asked}; the data have budgets of the fiscal years {years}.",
        "ja": "問い合わせは{asked}年についてですが、データにある予算は{years}年度のものです。",
    },
    "coverage": {
        "en": "The data cover the fiscal years {years}, the editions {editions}, and "
        "{count} documents: {documents}.",
        "ja": "データの範囲: 年度は{years}、版は{editions}、文書は{documents}の{count}点。",
    },
}


def say(key: str, **values: str | int | Text) -> Text:
    """A sentence in both languages, with values that may differ by language."""
    return {
        language: _WORDS[key][language].format(
            **{
                name: value[language] if isinstance(value, Mapping) else value
                for name, value in values.items()
            }
        )
        for language in LANGUAGES
    }


def listed(items: Iterable[str | Text]) -> Text:
    """Items one after the other, each once."""
    texts = [
        item if isinstance(item, Mapping) else dict.fromkeys(LANGUAGES, item) for item in items
    ]
    joiners = {"ja": "、", "en": ", "}
    return {
        language: joiner.join(dict.fromkeys(text[language] for text in texts))
        for language, joiner in joiners.items()
    }


def times(count: int) -> Text:
    """How often something matches."""
    if count == 1:
        return say("once")
    return say("times" if count < MOST_COUNTED else "many-times", count=count)


def kind_in_words(kind: Kind, shown: Shown) -> Text:
    """A kind of value."""
    if kind.language:
        return say("kind-tagged", tag=kind.language)
    if not kind.datatype:
        return say("kind-iri")
    if kind.datatype == XSD.string.value:
        return say("kind-plain")
    return dict.fromkeys(LANGUAGES, shown.term(NamedNode(kind.datatype)))
