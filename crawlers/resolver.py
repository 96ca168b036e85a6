"""Names of hosts resolved for Scrapy, with addresses of private networks left out: what is left is connected to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostnameResolver, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawlers.reach import Reach, reach_of


@implementer(IHostnameResolver)
class CheckedResolver:
    """Stands before Scrapy's own resolver and sees literal addresses as well as names. Installed once a process."""

    def __init__(self, reactor: ReactorBase, resolver: CachingThreadedResolver, reach: Reach) -> None:
        # Methods of zope's interfaces name no self, which checkers of types take for a mistake.
        self._reactor: Any = reactor
        self._inner: Any = None
        self._resolver = resolver
        self._reach = reach
        self._proxies = {urlsplit(url).hostname for url in getproxies().values()}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Called by Scrapy."""
        resolver = CachingThreadedResolver.from_crawler(crawler, reactor)
        return cls(reactor, resolver, reach_of(crawler.settings["CHIPWATCH"]))

    def install_on_reactor(self) -> None:
        """Called by Scrapy."""
        self._resolver.install_on_reactor()
        self._inner = self._reactor.nameResolver
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 (as the interface has it)
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve, and hand on what may be connected to. A proxy that the environment names may stand anywhere."""
        receiver: Any = resolutionReceiver
        if hostName not in self._proxies:
            receiver = _Checking(resolutionReceiver, self._reach, hostName, portNumber)
        return self._inner.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _Checking:
    def __init__(self, receiver: Any, reach: Reach, host: str, port: int) -> None:
        self._receiver = receiver
        self._reach = reach
        self._host = host
        self._port = port

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        if self._reach.allows(getattr(address, "host", ""), self._host, self._port):
            self._receiver.addressResolved(address)
        else:
            self._reach.refused.add(self._host.lower())

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()
