"""Which network addresses belong to everybody. All others are refused.

A server that fetches what members name must not be made to ask machines that only it can reach
(server-side request forgery): itself, its network, its provider's metadata service.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_IPV6_PUBLIC = IPv6Network("2000::/3")
"""All that IANA gives out; what else there is maps, translates or stays inside."""
_IPV6_REFUSED = (
    IPv6Network("2001::/23"),  # protocols, Teredo among them, which holds an IPv4 address
    IPv6Network("2001:db8::/32"),  # documentation
    IPv6Network("2002::/16"),  # 6to4, which holds an IPv4 address
    IPv6Network("3fff::/20"),  # documentation
)
_IPV4_REFUSED = (
    IPv4Network("192.88.99.0/24"),  # relays of 6to4
    IPv4Network("100.64.0.0/10"),  # shared by customers of a provider
)


def is_public(address: str) -> bool:
    """True for an address that means the same machine for everybody on the internet."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return _public_ipv6(found) if isinstance(found, IPv6Address) else _public_ipv4(found)


def _public_ipv4(address: IPv4Address) -> bool:
    refused = any(address in network for network in _IPV4_REFUSED)
    return address.is_global and not address.is_multicast and not refused


def _public_ipv6(address: IPv6Address) -> bool:
    refused = any(address in network for network in _IPV6_REFUSED)
    return address in _IPV6_PUBLIC and address.is_global and not refused
