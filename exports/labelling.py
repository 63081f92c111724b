"""In which language, or languages, the attribute `label` is written."""

from collections.abc import Mapping
from enum import StrEnum


class Labelling(StrEnum):
    """Japanese, English, or both beside each other."""

    JA = "ja"
    EN = "en"
    BOTH = "both"

    def choose(self, labels: Mapping[str, str | None], otherwise: str) -> str:
        """The label of something from its labels by language; where it has none in the language,
        the other one, and where it has none at all, what stands for it.

        >>> Labelling.BOTH.choose({"ja": "ベトナム", "en": "Viet Nam"}, "VN")
        'ベトナム / Viet Nam'
        """
        order = ("en", "ja") if self is Labelling.EN else ("ja", "en")
        known = list(dict.fromkeys(label for key in order if (label := labels.get(key))))
        shown = known if self is Labelling.BOTH else known[:1]
        return " / ".join(shown) or otherwise
