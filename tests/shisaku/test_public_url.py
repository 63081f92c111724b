"""`SHISAKU_URL`: where others reach the server."""

import pytest

from shisaku.settings import BadSetting, Settings


@pytest.mark.parametrize(
    ("setting", "url"),
    [
        ("https://shisaku.example.org", "https://shisaku.example.org"),
        ("https://shisaku.example.org/", "https://shisaku.example.org"),
        ("http://example.org:8080/data/", "http://example.org:8080/data"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_setting_goes_before_the_address_that_is_listened_on(
    monkeypatch: pytest.MonkeyPatch, setting: str, url: str
) -> None:
    monkeypatch.setenv("SHISAKU_URL", setting)
    assert Settings.read().public_url("0.0.0.0", 8000) == url


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:9000"),
        ("localhost", "http://localhost:9000"),
        ("::1", "http://[::1]:9000"),
        ("0.0.0.0", "http://127.0.0.1:9000"),
        ("::", "http://[::1]:9000"),
        ("", "http://127.0.0.1:9000"),
    ],
)
def test_without_the_setting_it_is_an_address_that_one_can_go_to(
    monkeypatch: pytest.MonkeyPatch, host: str, url: str
) -> None:
    monkeypatch.delenv("SHISAKU_URL", raising=False)
    assert Settings.read().public_url(host, 9000) == url


@pytest.mark.parametrize(
    "setting",
    ["shisaku.example.org", "ftp://example.org", "https://", "https://a b", "https://x/?q=1",
     "https://x/#f", "https://user:word@x", 'https://x/">', "https://x\n"],
)  # fmt: skip
def test_anything_else_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv("SHISAKU_URL", setting)
    with pytest.raises(BadSetting, match=r"^SHISAKU_URL: .* is no address of the form https://"):
        Settings.read()
