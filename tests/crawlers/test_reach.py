"""Nothing in a private network is connected to, however its address is written and whoever leads there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawlers.checked_proxy import CheckedProxy
from crawlers.checking import check_page
from crawlers.reach import Reach, is_public, literal
from crawlers.resolver import CheckedResolver
from foundation.errors import CrawlError, SettingsError
from tests.crawlers.crawled import crawl_shop, home_for
from tests.crawlers.small_site import SHOP, Answer, shop, small_site
from tests.crawlers.tricks.private_redirect import TARGETS

PRIVATE = (
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "198.18.0.1",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2001:db8::1",
    "2001::1",
)
PUBLIC = ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", PRIVATE)
def test_reach_takes_no_address_of_a_private_network(address: str) -> None:
    assert not is_public(address)
    assert not Reach.parse("").allows(address, "shop.example", 443)


@pytest.mark.parametrize("address", PUBLIC)
def test_reach_takes_an_address_of_the_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("2130706433", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("[::1]", "::1"),
        ("::ffff:7f00:1", "::ffff:127.0.0.1"),
        ("shop.example", None),
        ("127.0.0.1.shop.example", None),
    ],
)
def test_literal_reads_every_spelling_of_an_address(host: str, address: str | None) -> None:
    found = literal(host)
    assert (ip_address(found) if found else None) == (ip_address(address) if address else None)


@pytest.mark.parametrize("url", [target for target in TARGETS if "localhost" not in target])
def test_reach_refuses_the_address_by_sight(url: str) -> None:
    assert not Reach.parse("").allows_url(url)


def test_reach_leaves_names_to_the_resolver() -> None:
    assert Reach.parse("").allows_url("https://shop.example/item/1")


def test_reach_allows_what_the_operator_names_and_no_more() -> None:
    reach = Reach.parse("127.0.0.1:8801, intranet.example:*, [::1]:80")
    assert reach.allows("127.0.0.1", "127.0.0.1", 8801)
    assert not reach.allows("127.0.0.1", "127.0.0.1", 8802)
    assert reach.allows("10.1.2.3", "intranet.example", 443)
    assert not reach.allows("10.1.2.3", "other.example", 443)
    assert reach.allows("::1", "::1", 80)
    with pytest.raises(SettingsError, match="no host with its port"):
        Reach.parse("127.0.0.1")


class Names:
    """A name server that answers as it is told: `IHostnameResolver`."""

    def __init__(self, *addresses: str) -> None:
        self._addresses = addresses

    def resolveHostName(  # noqa: N802
        self,
        receiver: Any,
        name: str,
        port: int = 0,
        types: Sequence[Any] | None = None,
        semantics: str = "TCP",
    ) -> None:
        receiver.resolutionBegan(None)
        for address in self._addresses:
            receiver.addressResolved((IPv6Address if ":" in address else IPv4Address)("TCP", address, port))
        receiver.resolutionComplete()


class Heard:
    """What a connection would be made to: `IResolutionReceiver`."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.done = False

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.done = True


@pytest.mark.parametrize(
    ("answers", "connected"),
    [
        (["93.184.216.34"], ["93.184.216.34"]),
        (["10.0.0.1", "93.184.216.34", "::1"], ["93.184.216.34"]),
        (["127.0.0.1"], []),
        (["::ffff:169.254.169.254"], []),
    ],
)
def test_resolver_hands_on_nothing_but_what_was_looked_at(answers: list[str], connected: list[str]) -> None:
    reach, heard = Reach.parse(""), Heard()
    resolver = CheckedResolver(None, None, reach)  # type: ignore[arg-type]
    resolver._inner = Names(*answers)
    resolver.resolveHostName(heard, "rebinding.example", 80)
    assert heard.done
    assert heard.addresses == connected
    assert ("rebinding.example" in reach.refused) == (len(connected) < len(answers))


def test_crawl_of_a_name_that_leads_to_the_machine_itself_asks_for_nothing(tmp_path: Path) -> None:
    with small_site(shop(2)).serving() as site:
        origin = site.origin.replace("127.0.0.1", "localhost")
        result = crawl_shop(home_for(tmp_path, origin=origin, private_hosts="127.0.0.1:1"))
    assert site.asked == []
    assert result.outcome.startswith("failed: its address lies in a private network, which is never asked")


def test_crawl_of_a_private_address_asks_for_nothing(tmp_path: Path) -> None:
    with small_site(shop(2)).serving() as site:
        result = crawl_shop(home_for(tmp_path, origin=site.origin, private_hosts=None))
    assert site.asked == []
    assert result.outcome.startswith("failed: its address lies in a private network, which is never asked")


def test_crawl_follows_no_redirect_into_a_private_network_though_the_source_names_the_host(tmp_path: Path) -> None:
    with small_site(shop(1)).serving() as inside:
        routes = shop(2)
        with small_site(routes).serving() as site:
            site.routes["/item/1.html"] = Answer(status=302, headers={"Location": f"{inside.origin}/item/0.html"})
            source = SHOP + f"hosts: ['{inside.netloc}']\n"
            result = crawl_shop(home_for(tmp_path, origin=site.origin, source=source, private_hosts=site.netloc))
    assert inside.asked == []
    assert result.kind == "finished"
    assert any(problem.startswith("its address lies in a private network") for problem in result.problems)


@pytest.mark.parametrize("target", ["localhost", "127.0.0.1", "2130706433", "[::1]"])
def test_proxy_of_the_browser_connects_to_nothing_private(target: str) -> None:
    with small_site({"/": "secret"}).serving() as site:
        port = site.netloc.partition(":")[2]

        async def ask() -> list[bytes]:
            proxy = CheckedProxy(Reach.parse(""), 1_000)
            await proxy.start()
            said = []
            for line in (f"GET http://{target}:{port}/ HTTP/1.1", f"CONNECT {target}:{port} HTTP/1.1"):
                reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.address.rpartition(":")[2]))
                writer.write(f"{line}\r\nHost: x\r\n\r\n".encode())
                said.append(await reader.readline())
                writer.close()
            proxy.close()
            return said

        assert asyncio.run(ask()) == [b"HTTP/1.1 403 Forbidden\r\n"] * 2
    assert site.asked == []


def test_proxy_of_the_browser_brings_what_is_allowed_up_to_its_bound() -> None:
    with small_site({"/page": "x" * 50_000}).serving() as site:

        async def ask() -> bytes:
            proxy = CheckedProxy(Reach.parse(site.netloc), 10_000)
            await proxy.start()
            reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.address.rpartition(":")[2]))
            writer.write(f"GET {site.origin}/page HTTP/1.1\r\nHost: {site.netloc}\r\n\r\n".encode())
            said = await reader.read()
            writer.close()
            proxy.close()
            return said

        said = asyncio.run(ask())
    assert said.startswith(b"HTTP/1.1 200 OK")
    assert len(said) == 10_000
    assert site.paths() == ["/page"]


def test_source_check_of_an_address_fetches_nothing_private(tmp_path: Path) -> None:
    with small_site(shop(1)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, private_hosts=None)
        with pytest.raises(CrawlError, match="its address lies in a private network"):
            check_page(settings, f"{site.origin}/item/0.html", source_name="shop")
        assert site.asked == []
        allowed = settings.model_copy(update={"private_hosts": site.netloc})
        assert check_page(allowed, f"{site.origin}/item/0.html", source_name="shop").reading.items[0].key == "0"


def test_source_check_follows_no_redirect_to_what_is_private_or_no_web_page(tmp_path: Path) -> None:
    with small_site({"/secret": "secret"}).serving() as inside, small_site(shop(1)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, private_hosts=site.netloc)
        for target in (f"{inside.origin}/secret", "file:///etc/passwd", "ftp://127.0.0.1/x"):
            site.routes["/item/0.html"] = Answer(status=302, headers={"Location": target})
            with suppress(CrawlError):
                page = check_page(settings, f"{site.origin}/item/0.html", source_name="shop")
                assert page.response.status == 302
        assert inside.asked == []
