"""Addresses on the internet, as far as people are told apart by them."""

from ipaddress import IPv6Address, ip_address, ip_network


def network_of(address: str) -> str:
    """What counts as one address: of IPv6 the network of 64 bits, which one household has."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
