from pathlib import Path

import pytest

from loaders.errors import BadRow
from loaders.tables.translations import Glossary, Programme, read_glossary

TITLES = "ja,en\n灯台の整備,Lighthouses\n海図の ＤＸ,Digital charts\n"
PROGRAMMES = (
    "slug,name_ja,name_en,aliases\n"
    "lights,灯台改修事業,Repair of lighthouses,灯台改修|燈台改修事業\n"
    "charts,海図更新事業（ＥＮＣ）,Renewal of charts,\n"
)


def _glossary(folder: Path, titles: str = TITLES, programmes: str = PROGRAMMES) -> Glossary:
    (folder / "translations.csv").write_text(titles)
    (folder / "programmes.csv").write_text(programmes)
    return read_glossary(folder)


@pytest.mark.parametrize("title", ["海図の ＤＸ", "海図のDX", "海図 の　ｄｘ"])
def test_a_title_is_found_in_any_spelling(tmp_path: Path, title: str) -> None:
    assert _glossary(tmp_path).title(title) == "Digital charts"


def test_a_title_that_nobody_translated_has_no_english(tmp_path: Path) -> None:
    assert _glossary(tmp_path).title("港の整備") is None


@pytest.mark.parametrize("name", ["灯台改修事業", "灯台 改修 事業", "灯台改修", "燈台改修事業"])
def test_a_programme_is_found_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    assert _glossary(tmp_path).programme(name) == Programme(
        "lights", "灯台改修事業", "Repair of lighthouses", ("灯台改修", "燈台改修事業")
    )


def test_widths_of_brackets_make_no_other_programme(tmp_path: Path) -> None:
    found = _glossary(tmp_path).programme("海図更新事業 (ENC)")
    assert found is not None
    assert found.slug == "charts"
    assert _glossary(tmp_path).programme("海図更新事業") is None


@pytest.mark.parametrize(
    ("titles", "programmes", "message"),
    [
        (TITLES + "灯台 の整備,Lights\n", PROGRAMMES, "translations.csv, row 4, column ja: "),
        (TITLES + "港,\n", PROGRAMMES, "translations.csv, row 4, column en: is empty"),
        (TITLES, PROGRAMMES + "l2,灯台改修,Lights,\n", "programmes.csv, row 4, column name_ja: "),
        (TITLES, PROGRAMMES + ",港,Ports,\n", "programmes.csv, row 4, column slug: is empty"),
        (TITLES, PROGRAMMES + "p,港,,\n", "programmes.csv, row 4, column name_en: is empty"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, titles: str, programmes: str, message: str) -> None:
    with pytest.raises(BadRow) as caught:
        _glossary(tmp_path, titles, programmes)
    assert str(caught.value).startswith(message)
