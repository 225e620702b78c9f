"""Where a contest is, as people type it."""

import pytest

from game.seat import Address, NoAddress, read_address


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("kr4t-9xwm@192.168.1.20", "http://192.168.1.20:8016"),
        (" KR4T 9XWM@192.168.1.20:9000 ", "http://192.168.1.20:9000"),
        ("KR4T9XWM@localhost", "http://localhost:8016"),
        ("KR4T9XWM@laptop.local", "http://laptop.local:8016"),
        ("KR4T9XWM@[fe80::1]:8016", "http://[fe80::1]:8016"),
        ("KR4T9XWM@contest.example.org", "https://contest.example.org"),
        ("KR4T9XWM@contest.example.org:8443", "https://contest.example.org:8443"),
        ("KR4T9XWM@8.8.8.8", "https://8.8.8.8"),
        ("KR4T9XWM@http://contest.example.org", "http://contest.example.org"),
        ("KR4T9XWM@HTTPS://contest.example.org/", "https://contest.example.org"),
        ("http://192.168.1.20:8016/join/kr4t-9xwm", "http://192.168.1.20:8016"),
        ("https://contest.example.org/j/KR4T9XWM/", "https://contest.example.org"),
    ],
)
def test_an_address_is_read_as_it_was_meant(typed, url):
    assert read_address(typed) == Address("KR4T9XWM", url)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "KR4T9XWM",
        "KR4T9XWM@",
        "KR4T9XW@host",
        "KR4T9XWM@host:99999",
        "KR4T9XWM@host:port",
        "KR4T9XWM@ftp://host",
        "KR4T9XWM@user:secret@host",
        "KR4T9XWM@host/elsewhere",
        "KR4T9XWM@host?x=1",
        "KR4T9XWM@[fe80::1",
        "https://host/nothing",
        "ö" * 400,
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(typed):
    with pytest.raises(NoAddress, match=r"\.$"):
        read_address(typed)
