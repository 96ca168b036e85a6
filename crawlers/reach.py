"""Which addresses a crawl may connect to: those of the public internet, and what the operator names beside them.

A link, a redirect or a name of a stranger may lead to the machine itself, to its network or to the metadata of its
cloud. So the address is looked at after the name was resolved, and the connection goes to the address that was looked
at (`crawlers.resolver`, `crawlers.checked_proxy`): a name that answers differently the next time gains nothing.
"""

from __future__ import annotations

import re
import socket
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Self
from urllib.parse import urlsplit

from foundation.errors import SettingsError
from foundation.settings import Settings

PRIVATE = "its address lies in a private network, which is never asked"
"""What is told of such a request."""

_PORTS = {"http": 80, "https": 443}
_ENTRY = re.compile(r"(\[[0-9a-f:.]+\]|[^\s:\[\]]+):(\d{1,5}|\*)", re.IGNORECASE)
_NAT64 = ip_network("64:ff9b::/96")
_SPECIAL = tuple(
    ip_network(name) for name in ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "2001::/23", "fec0::/10")
)
"""Of IANA's special-purpose registries, what older versions of Python take for global."""


class Reach:
    """Decides by address, host and port. Get one with `reach_of`."""

    def __init__(self, exceptions: frozenset[tuple[str, str]]) -> None:
        self._exceptions = exceptions
        self.refused: set[str] = set()
        """Host names that led into a private network."""

    @classmethod
    def parse(cls, exceptions: str) -> Self:
        """From ``host:port`` entries with commas between; ``host:*`` is every port. Raises `SettingsError`."""
        found = set()
        for entry in filter(None, (piece.strip().lower() for piece in exceptions.split(","))):
            match = _ENTRY.fullmatch(entry)
            if match is None:
                raise SettingsError(
                    f"{entry!r} is no host with its port",
                    where="setting private_hosts",
                    way_out="write it as 127.0.0.1:8800 or as intranet.example:*, several with commas between",
                )
            found.add((match[1].strip("[]"), match[2]))
        return cls(frozenset(found))

    def allows(self, address: str, host: str, port: int) -> bool:
        """Whether *address*, to which *host* resolves or which it is, may be connected to at *port*."""
        names = {host.lower().strip("[]"), address}
        if any((name, str(port)) in self._exceptions or (name, "*") in self._exceptions for name in names):
            return True
        return is_public(address)

    def allows_url(self, url: str) -> bool:
        """Whether *url* may be asked for, as far as it shows without a resolver: names are looked at later."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            return False
        if parts.scheme not in _PORTS or not host:
            return False
        address = literal(host)
        return address is None or self.allows(address, host, port or _PORTS[parts.scheme])


def is_public(address: str) -> bool:
    """Whether *address* is one of the public internet; an IPv6 address that stands for an IPv4 one counts as that."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(
        one.is_global and not one.is_multicast and not any(one in network for network in _SPECIAL)
        for one in {found, _carried(found)}
    )


def literal(host: str) -> str | None:
    """The address that *host* itself is, also in the forms that C libraries take (127.1, 0x7f000001, 2130706433)."""
    try:
        return str(ip_address(host.strip("[]").partition("%")[0]))
    except ValueError:
        pass
    try:
        return str(IPv4Address(socket.inet_aton(host)))
    except (OSError, ValueError):
        return None


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


@lru_cache(maxsize=16)
def _parsed(exceptions: str) -> Reach:
    return Reach.parse(exceptions)


def reach_of(settings: Settings) -> Reach:
    """The reach that *settings* give; the same one for the same setting. Raises `SettingsError`."""
    return _parsed(settings.private_hosts or "")
