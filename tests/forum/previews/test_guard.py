"""Where a fetch may go. Names are resolved by these tests, never by a real system."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given, strategies as st

from forum.previews.addresses import is_public
from forum.previews.errors import FetchFailed, FetchRefused
from forum.previews.guard import URL_MAX_CHARS, Guard

PUBLIC, PUBLIC_6 = "93.184.216.34", "2606:2800:220:1::1"
PRIVATE = """
    0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1
    172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1
    203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 ::ffff:127.0.0.1 ::ffff:93.184.216.34 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1
    64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:db8::1 2002:7f00:1::
    2002:c0a8:101::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1
""".split()


def resolving(*addresses: str) -> Guard:
    """A guard for whom every name has these addresses."""
    return Guard(resolver=lambda _host, _port: list(addresses))


def reason(url: str, guard: Guard | None = None) -> str:
    with pytest.raises(FetchRefused) as refusal:
        (guard or resolving(PUBLIC)).admit(url)
    return refusal.value.reason


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_everybodys_are_refused(address: str) -> None:
    assert not is_public(address)
    assert reason("https://example.org/", resolving(address)) == "private_address"


@pytest.mark.parametrize("address", PRIVATE)
def test_the_same_written_into_the_link_are_refused(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(FetchRefused):
        resolving(PUBLIC).admit(f"http://{host}/")


@pytest.mark.parametrize("address", [PUBLIC, PUBLIC_6, "1.1.1.1", "2a00:1450:4001:80b::200e"])
def test_public_ones_pass(address: str) -> None:
    assert resolving(address).admit("https://example.org/").address == address


@given(st.ip_addresses(v=4))
def test_no_address_of_a_private_network_is_public(address: IPv4Address) -> None:
    private = ("10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16")
    inside = any(address in ip_network(network) for network in private)
    assert not (inside and is_public(str(address)))


@given(st.ip_addresses(v=4, network="10.0.0.0/8"))
def test_no_way_of_writing_ipv4_in_ipv6_leads_inside(address: IPv4Address) -> None:
    number = int(address)
    written = [
        IPv6Address(number),
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address((0x64FF9B << 96) | number),
        IPv6Address((0x2002 << 112) | (number << 80)),
        IPv6Address((0x20010000 << 96) | (number ^ 0xFFFFFFFF)),
    ]
    assert not any(is_public(str(one)) for one in written)


def test_one_private_address_among_public_ones_is_enough() -> None:
    assert reason("https://example.org/", resolving(PUBLIC, "10.0.0.1")) == "private_address"


def test_the_address_that_was_checked_is_the_one_to_connect_to() -> None:
    """A name that leads elsewhere a moment later gains nothing: it is not asked again."""
    answers = iter([[PUBLIC], ["127.0.0.1"]])

    def rebinding(_host: str, _port: int) -> Sequence[str]:
        return next(answers)

    target = Guard(resolver=rebinding).admit("https://example.org/")
    assert (target.address, target.host) == (PUBLIC, "example.org")
    assert next(answers) == ["127.0.0.1"]


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://127.0.0.1./",
        "http://①②⑦.0.0.1/",
        "http://1.1.1.1.1/",
        "http://256.1.1.1/",
        "http://localhost/",
        "http://LOCALHOST/",
        "http://intranet/",
        "http://example/",
        "http:///path",
        "http://-a.example.org/",
        "http://a..example.org/",
        f"http://{'a' * 64}.org/",
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://[nonsense]/",
    ],
)
def test_hosts_that_are_no_plain_names_are_refused(url: str) -> None:
    with pytest.raises(FetchRefused):
        resolving(PUBLIC).admit(url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://example.org/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://example.org/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("//example.org/", "scheme"),
        ("", "scheme"),
        ("https://user:word@example.org/", "credentials"),
        ("https://example.org@127.0.0.1/", "credentials"),
        ("https://@example.org/", "credentials"),
        ("https://127.0.0.1\\@example.org/", "malformed"),
        ("https://example.org/a b", "malformed"),
        ("https://example.org/\r\nHost: evil", "malformed"),
        ("https://example.org\t/", "malformed"),
        ("https://example.org:99999/", "malformed"),
        ("https://example.org:abc/", "malformed"),
        ("https://example.org:0/", "port"),
        ("https://example.org:22/", "port"),
        ("http://example.org:6379/", "port"),
        ("https://example.org/" + "a" * URL_MAX_CHARS, "malformed"),
    ],
)
def test_tricks_in_the_address_are_refused(url: str, said: str) -> None:
    assert reason(url) == said


def test_the_operator_opens_further_ports() -> None:
    guard = Guard(ports=frozenset({8443}), resolver=lambda _host, _port: [PUBLIC])
    assert guard.admit("https://example.org:8443/").port == 8443
    assert reason("https://example.org/", guard) == "port"


def test_names_in_other_scripts_are_asked_for_as_the_network_knows_them() -> None:
    asked: list[str] = []

    def resolver(host: str, _port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC]

    guard = Guard(resolver=resolver)
    target = guard.admit("https://Bücher.example.org/straße?q=ü#part")
    assert target.host == "xn--bcher-kva.example.org"
    assert target.path == "/stra%C3%9Fe?q=%C3%BC"
    assert asked == ["xn--bcher-kva.example.org"]


def test_a_name_that_does_not_exist_fails() -> None:
    with pytest.raises(FetchFailed, match="unknown_host"):
        resolving().admit("https://example.org/")


def test_the_exception_for_tests_holds_for_its_port_only() -> None:
    guard = Guard(
        resolver=lambda _host, _port: ["127.0.0.1"], private=frozenset({("127.0.0.1", 8001)})
    )
    assert guard.admit("http://example.org:8001/").address == "127.0.0.1"
    assert reason("http://example.org/", guard) == "private_address"
    assert reason("http://example.org:8002/", guard) == "port"


@given(st.text(max_size=80))
def test_whatever_is_written_is_admitted_to_a_public_address_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"https://example.org/{text}"):
        try:
            target = resolving(PUBLIC).admit(url)
        except FetchFailed:
            continue
        assert is_public(target.address)
        assert target.path.isascii()
        assert not set(target.path) & set(" \r\n\0")
