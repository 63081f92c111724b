import pytest

from loaders.budget import find_budget_blocks, parse_entries
from loaders.budget.tokens import UnreadablePeriod
from loaders.readers.text import Line
from ontology.model import Allocation, BudgetEntry, Stage

YEAR = 2024
MILLION = 10**6
INITIAL = Stage.INITIAL
SUPPLEMENTARY = Stage.SUPPLEMENTARY
SECURE = "安全性・信頼性を確保したデジタルインフラの海外展開支援事業"


def _parse(text: str) -> list[BudgetEntry]:
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    (block,) = find_budget_blocks(lines, frozenset())
    return parse_entries(block, YEAR)


def _given(
    millions: int,
    year: int = YEAR,
    stage: Stage = INITIAL,
    *,
    portion: bool = False,
    new: bool = False,
    former: str | None = None,
) -> Allocation:
    return Allocation(year, stage, millions * MILLION, portion, new, former)


def _entry(
    programme: str | None,
    *allocations: Allocation,
    relisted: bool = False,
    lines: tuple[int, int] = (1, 1),
) -> BudgetEntry:
    return BudgetEntry(programme, allocations, relisted, *lines)


PRINTED = [
    pytest.param(
        "【予算】 国際放送の実施 35.9億円（5年度 35.9億円）",
        [_entry("国際放送の実施", _given(3590), _given(3590, 2023))],
        id="earlier year in brackets",
    ),
    pytest.param(
        "【予算】 多国間枠組におけるデータ流通等に係る連携強化事業  \n"
        " AIに関する継続的な国際的ルールの形成への貢献  \n"
        " 経済協力開発機構（OECD）への拠出\n"
        "\n"
        "1.4億円（5年度 23.0億円）  \n"
        " 5年度補正 2.0億円【新規】  \n"
        " 1.2億円（5年度 1.1億円）",
        [
            _entry(
                "多国間枠組におけるデータ流通等に係る連携強化事業",
                _given(140),
                _given(2300, 2023),
                lines=(1, 5),
            ),
            _entry(
                "AIに関する継続的な国際的ルールの形成への貢献",
                _given(200, 2023, SUPPLEMENTARY, new=True),
                lines=(2, 6),
            ),
            _entry(
                "経済協力開発機構（OECD）への拠出",
                _given(120),
                _given(110, 2023),
                lines=(3, 7),
            ),
        ],
        id="names, then as many rows",
    ),
    pytest.param(
        f"【予算】 {SECURE} 5年度補正 28億円 6年度 2.1億円  \n"
        " （4年度2次補正 10億円 5年度 1.3億円（ICT海外展開パッケージ支援事業）  \n"
        " 4年度補正 12.2億円 5年度 0.7億円（デジタルインフラの安全性・信頼性確保推進事業））",
        [
            _entry(
                SECURE,
                _given(2800, 2023, SUPPLEMENTARY),
                _given(210),
                _given(1000, 2022, Stage.SUPPLEMENTARY_2, former="ICT海外展開パッケージ支援事業"),
                _given(130, 2023, former="ICT海外展開パッケージ支援事業"),
                _given(
                    1220,
                    2022,
                    SUPPLEMENTARY,
                    former="デジタルインフラの安全性・信頼性確保推進事業",
                ),
                _given(70, 2023, former="デジタルインフラの安全性・信頼性確保推進事業"),
                lines=(1, 3),
            )
        ],
        id="former names in nested brackets",
    ),
    pytest.param(
        f"【予算】 {SECURE}\n"
        "\n"
        "5年度補正 28億円 6年度 2.1億円 の内数(再掲)\n"
        "\n"
        "(4年度2次補正 10億円 5年度 1.3億円 (ICT海外展開パッケージ支援事業)\n"
        "\n"
        " \n"
        "4年度補正 12.2億円 5年度 0.7億円\n"
        "(デジタルインフラの安全性・信頼性確保推進事業)\n"
        ")",
        [
            _entry(
                SECURE,
                _given(2800, 2023, SUPPLEMENTARY, portion=True),
                _given(210, portion=True),
                _given(1000, 2022, Stage.SUPPLEMENTARY_2, former="ICT海外展開パッケージ支援事業"),
                _given(130, 2023, former="ICT海外展開パッケージ支援事業"),
                _given(
                    1220,
                    2022,
                    SUPPLEMENTARY,
                    former="デジタルインフラの安全性・信頼性確保推進事業",
                ),
                _given(70, 2023, former="デジタルインフラの安全性・信頼性確保推進事業"),
                relisted=True,
                lines=(1, 9),
            )
        ],
        id="portion of both, relisted, brackets closing lines later",
    ),
    pytest.param(
        "【予算 (財投等)】 株式会社海外通信・放送・郵便事業支援機構 (JICT) を活用した\n"
        "我が国企業の海外展開支援\n"
        " 産業投資 360.0億円 政府保証 240.0億円  \n"
        " (5年度 産業投資 244.0億円 政府保証 209.0億円)",
        [
            _entry(
                "株式会社海外通信・放送・郵便事業支援機構 (JICT) を活用した"
                "我が国企業の海外展開支援",
                _given(36000, stage=Stage.INDUSTRIAL_INVESTMENT),
                _given(24000, stage=Stage.GOVERNMENT_GUARANTEE),
                _given(24400, 2023, Stage.INDUSTRIAL_INVESTMENT),
                _given(20900, 2023, Stage.GOVERNMENT_GUARANTEE),
                lines=(1, 4),
            )
        ],
        id="investment and guarantee",
    ),
    pytest.param(
        "【予算】放送コンテンツによる地域情報発信力強化事業（再掲）\n"
        "\n"
        "5年度補正 5.7億円 6年度 0.5億円（4年度2次補正 7.9億円 5年度 0.5億円）",
        [
            _entry(
                "放送コンテンツによる地域情報発信力強化事業",
                _given(570, 2023, SUPPLEMENTARY),
                _given(50),
                _given(790, 2022, Stage.SUPPLEMENTARY_2),
                _given(50, 2023),
                relisted=True,
                lines=(1, 3),
            )
        ],
        id="relisted on the name",
    ),
    pytest.param(
        "【予算】 国際機関への貢献 (万国郵便連合拠出金等)\n\n7.6億円 (5年度 7.0億円)",
        [
            _entry(
                "国際機関への貢献 (万国郵便連合拠出金等)",
                _given(760),
                _given(700, 2023),
                lines=(1, 3),
            )
        ],
        id="brackets in a name",
    ),
    pytest.param(
        "【予算】 日本規格に適合した消防用機器等の競争力強化  \n"
        "0.2億円（5年度 0.2億円）\n"
        "\n"
        "国際消防防災フォーラムを活用した  \n"
        "消防防災インフラシステムの海外展開の推進  \n"
        "0.4億円（5年度 0.4億円）\n"
        "\n"
        "消防用機器等の国際動向への対応  \n"
        "0.05億円（5年度 0.05億円）",
        [
            _entry(
                "日本規格に適合した消防用機器等の競争力強化",
                _given(20),
                _given(20, 2023),
                lines=(1, 2),
            ),
            _entry(
                "国際消防防災フォーラムを活用した消防防災インフラシステムの海外展開の推進",
                _given(40),
                _given(40, 2023),
                lines=(4, 6),
            ),
            _entry("消防用機器等の国際動向への対応", _given(5), _given(5, 2023), lines=(8, 9)),
        ],
        id="programmes below each other, one name wrapped",
    ),
    pytest.param(
        "【予算】行政相談制度推進費 7.0億円の内数 (5年度 6.9億円の内数)",
        [_entry("行政相談制度推進費", _given(700, portion=True), _given(690, 2023, portion=True))],
        id="portions in both years",
    ),
    pytest.param(
        "【予算】メタバースに関する安全・安心な利用環境整備事業 0.3億円【新規】",
        [_entry("メタバースに関する安全・安心な利用環境整備事業", _given(30, new=True))],
        id="new",
    ),
]

INVENTED = [
    pytest.param("1億円", [_entry(None, _given(100))], id="no name"),
    pytest.param("\n\n1億円", [_entry(None, _given(100), lines=(3, 3))], id="no name, line below"),
    pytest.param("灯台 1.8兆円", [_entry("灯台", _given(1_800_000))], id="trillions"),
    pytest.param("灯台 250百万円", [_entry("灯台", _given(250))], id="millions"),
    pytest.param("灯台\t1億円", [_entry("灯台", _given(100))], id="tab"),
    pytest.param("灯台：1億円", [_entry("灯台", _given(100))], id="colon"),
    pytest.param("灯台　１．５億円", [_entry("灯台", _given(150))], id="full-width digits"),
    pytest.param(
        "灯台 1億円（5年度 2億円)",
        [_entry("灯台", _given(100), _given(200, 2023))],
        id="mixed widths",
    ),
    pytest.param(
        "灯台 1億円 （ 5年度 2億円 ）",
        [_entry("灯台", _given(100), _given(200, 2023))],
        id="spaces in brackets",
    ),
    pytest.param(
        "灯台 1億円（5年度2億円、4年度1次補正3億円）",
        [_entry("灯台", _given(100), _given(200, 2023), _given(300, 2022, Stage.SUPPLEMENTARY_1))],
        id="no spaces, comma",
    ),
    pytest.param(
        "灯台 1億円 (5年度) 2億円",
        [_entry("灯台", _given(100), _given(200, 2023))],
        id="only the year in brackets",
    ),
    pytest.param(
        "灯台（5年度補正）1億円",
        [_entry("灯台", _given(100, 2023, SUPPLEMENTARY))],
        id="only the year in brackets, behind the name",
    ),
    pytest.param(
        "灯台 1億円（5年度 －）", [_entry("灯台", _given(100))], id="nothing the year before"
    ),
    pytest.param(
        "灯台 1億円の内数（5年度 2億円）",
        [_entry("灯台", _given(100, portion=True), _given(200, 2023))],
        id="portion before the bracket",
    ),
    pytest.param(
        "灯台 1億円（5年度 2億円の内数）",
        [_entry("灯台", _given(100), _given(200, 2023, portion=True))],
        id="portion inside the bracket",
    ),
    pytest.param(
        "灯台 1億円（5年度 2億円）の内数",
        [_entry("灯台", _given(100, portion=True), _given(200, 2023, portion=True))],
        id="portion behind the bracket",
    ),
    pytest.param(
        "灯台 1億円\nの内数",
        [_entry("灯台", _given(100, portion=True))],
        id="portion on the next line",
    ),
    pytest.param("灯台 1億円（再掲）", [_entry("灯台", _given(100), relisted=True)], id="relisted"),
    pytest.param(
        "灯台【再掲】\n1億円",
        [_entry("灯台", _given(100), relisted=True, lines=(1, 2))],
        id="relisted in heavy brackets",
    ),
    pytest.param(
        "灯台\n（再掲）\n5年度補正 1億円\n6年度 2億円",
        [
            _entry(
                "灯台", _given(100, 2023, SUPPLEMENTARY), _given(200), relisted=True, lines=(1, 4)
            )
        ],
        id="relisted on a line of its own is no second name",
    ),
    pytest.param(
        "灯台 5年度補正 1億円【新規】 6年度 2億円",
        [_entry("灯台", _given(100, 2023, SUPPLEMENTARY, new=True), _given(200))],
        id="new behind one amount",
    ),
    pytest.param(
        "灯台【新規】 5年度補正 1億円 6年度 2億円",
        [_entry("灯台", _given(100, 2023, SUPPLEMENTARY, new=True), _given(200, new=True))],
        id="new on the name",
    ),
    pytest.param(
        "（新規）灯台 1億円", [_entry("灯台", _given(100, new=True))], id="new before all"
    ),
    pytest.param(
        "灯台 1億円\n【新規】", [_entry("灯台", _given(100, new=True))], id="new on the next line"
    ),
    pytest.param(
        "令和5年度補正 灯台 1億円",
        [_entry("灯台", _given(100, 2023, SUPPLEMENTARY))],
        id="the period before the name",
    ),
    pytest.param(
        "灯台 3億円\n（5年度 1億円\n（航路標識事業））",
        [_entry("灯台", _given(300), _given(100, 2023, former="航路標識事業"), lines=(1, 3))],
        id="former name on a line without an amount",
    ),
    pytest.param(
        "灯台 1億円（航路標識事業）",
        [_entry("灯台", _given(100, former="航路標識事業"))],
        id="former name of this year's amount",
    ),
    pytest.param(
        "海の\n灯台の\n改修\n1億円",
        [_entry("海の灯台の改修", _given(100), lines=(1, 4))],
        id="wrapped name",
    ),
    pytest.param(
        "海上通信・\n放送事業 1億円",
        [_entry("海上通信・放送事業", _given(100), lines=(1, 2))],
        id="name wrapped at a dot",
    ),
    pytest.param(
        "灯台 1億円、海図 2億円",
        [_entry("灯台", _given(100)), _entry("海図", _given(200))],
        id="two programmes on a line",
    ),
    pytest.param(
        "通信（Beyond 5G (6G)）基金 1億円\n海図 2億円",
        [
            _entry("通信（Beyond 5G (6G)）基金", _given(100)),
            _entry("海図", _given(200), lines=(2, 2)),
        ],
        id="brackets in brackets of a name",
    ),
    pytest.param(
        "灯台（5年度から継続） 1億円",
        [_entry("灯台（5年度から継続）", _given(100))],
        id="a year in a name",
    ),
    pytest.param("2031年度調査 1億円", [_entry("2031年度調査", _given(100))], id="a western year"),
    pytest.param("灯台 1億円 ※5年度は2億円", [_entry("灯台", _given(100))], id="note"),
    pytest.param("灯台 1億円\n※5年度は2億円", [_entry("灯台", _given(100))], id="note below"),
    pytest.param("灯台 0億円", [_entry("灯台", _given(0))], id="nothing this year"),
    pytest.param("灯台【新規】", [], id="no amount but a mark"),
    pytest.param("令和5年度補正", [], id="no amount but a period"),
    pytest.param("-", [], id="no amount"),
]


@pytest.mark.parametrize(("text", "entries"), PRINTED)
def test_styles_that_documents_print_are_read(text: str, entries: list[BudgetEntry]) -> None:
    assert _parse(text) == entries


@pytest.mark.parametrize(("text", "entries"), INVENTED)
def test_other_styles_are_read(text: str, entries: list[BudgetEntry]) -> None:
    assert _parse("【予算】" + text) == entries


def test_a_bare_amount_belongs_to_the_edition() -> None:
    (block,) = find_budget_blocks([Line(1, "【予算】灯台 1億円")], frozenset())
    (entry,) = parse_entries(block, 2031)
    assert entry.allocations[0].fiscal_year == 2031


def test_a_third_supplementary_round_cannot_be_read() -> None:
    with pytest.raises(UnreadablePeriod, match="5年度3次補正"):
        _parse("【予算】灯台 5年度3次補正 1億円")
