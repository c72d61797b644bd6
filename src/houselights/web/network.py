"""Where a visitor comes from, for limits on how often."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from houselights.accounts.models import Person

_IPV6_HOUSEHOLD = 64  # bits; whoever has one such address has all of its network


def network_of(request: HttpRequest) -> str:
    """The visitor's address; of an IPv6 address the network that one household gets."""
    address = ip_address(get_adapter(request).get_client_ip(request))
    if address.version == 4:
        return str(address)
    return str(ip_network((address, _IPV6_HOUSEHOLD), strict=False))


def owner_of(request: HttpRequest) -> str:
    """Whose acts are counted: the person's, or those of a visitor's network."""
    person = request.user
    return person.public_id if isinstance(person, Person) else network_of(request)
