from __future__ import annotations

import pytest

from foundation.errors import UsageError
from index.elasticsearch.address import Access, read_address


def test_address_of_one_host_has_a_port_and_a_prefix() -> None:
    address = read_address("https://es.example")
    assert address.hosts == ("https://es.example:9200",)
    assert (address.user, address.cloud_id, address.mode) == (None, None, "rw")
    assert address.names.prefix == "chipwatch"


def test_address_of_several_hosts_keeps_user_prefix_and_mode() -> None:
    address = read_address("HTTPS://j%40doe@a.example:9201,[::1]:9202/team-2?mode=ro")
    assert address.hosts == ("https://a.example:9201", "https://[::1]:9202")
    assert (address.user, address.names.prefix, address.mode) == ("j@doe", "team-2", "ro")
    assert address.shown == "https://a.example:9201,https://[::1]:9202/team-2"


def test_address_of_a_cloud_id() -> None:
    address = read_address("cloud://elastic@leads:ZXUuZXhhbXBsZSRhYmMkZGVm")
    assert (address.cloud_id, address.hosts) == ("leads:ZXUuZXhhbXBsZSRhYmMkZGVm", ())
    assert address.shown == "cloud://leads/chipwatch"


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://u:hunter2@h:9200", "holds a password"),
        ("https://", "names no host"),
        ("https://a,:9200", "names no host"),
        ("https://h:port", "names no host"),
        ("https://h:9200/UPPER", "cannot begin the name of an index"),
        ("https://h:9200?mode=rw&x=1", "is no option"),
        ("https://h:9200?mode=w", "is no option"),
    ],
)
def test_address_refuses_what_it_cannot_use_and_repeats_no_secret(url: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem) as caught:
        read_address(url)
    assert "hunter2" not in str(caught.value)
    assert "way out" in str(caught.value)


def test_access_shows_no_secret() -> None:
    assert "hunter2" not in repr(Access(password="hunter2", api_key="hunter2"))
