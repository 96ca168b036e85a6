"""What the goods are as a thing."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import offer, read


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("RTX A6000 towers for sale, four cards each, $9,000 per tower", "workstation"),
        ("Selling my custom loop rig, 2x RTX 4090, $6,000 for the whole thing", "workstation"),
        ("出塔式主机 双4090 一台 5万", "workstation"),
        ("ThinkStation PX 一座，內有三張 RTX 6000 Ada，HKD 13.8萬，出售", "workstation"),
        ("DGX Station A100 for sale, 1 unit, USD 39,500", "workstation"),
        ("40 A100 80GB PCIe boards for sale, £5,200 per board", "card"),
        ("136 RTX PRO 6000 boards for sale, $7,900 each", "card"),
        ("SXM5 H200 trays for sale, no host, 233k per tray, 14 trays", "baseboard"),
        ("H20 141G HGX 整板 出 3块 88万", "baseboard"),
        ("A100-80G 四卡小板 33块 出 9.9万", "baseboard"),
        ("出 910B 64G OAM 单颗 4.6万 300颗", "module"),
        ("200 MI250X OAM modules for sale, you need your own UBB", "module"),
        ("NVIDIA L4 24GB for sale, pulled from operating 1U server, $1,900", "card"),
        ("H100 SXM5 80G 单颗 出，机器上拆机下来的 22颗", "module"),
        ("2x RTX 6000 Ada for sale, retired from a render node, $5,100 per card", "card"),
        ("MI210 64G 8片 每片16万 出，歡迎帶機器現場跑", "card"),
        ("出 NF5688M6 光机 无模组 22台 2.6万", "barebone"),
        ("ESC N8A-E12 chassis set less HGX for sale, 14.9k USD each", "barebone"),
        ("出 RTX 5090 10张 1.9万，機箱有少少花", "card"),
    ],
)
def test_form(text: str, form: str) -> None:
    assert offer(text).form == form


def test_form_of_a_heading_holds_for_its_lines() -> None:
    text = "出 SXM4 单颗：A100 40G 1.9w一颗，A100 80G 3.6w一颗"
    assert [(o.form, o.variant) for o in read(text).offers] == [("module", "SXM4 40GB"), ("module", "SXM4 80GB")]


def test_form_several_platforms_of_an_empty_machine_are_none_of_them_sold() -> None:
    found = offer("出 AS-8125GS-TNHR 机头 (H100/H200 通用) 20台 19.8万")
    assert (found.form, found.model, found.server) == ("barebone", None, "AS-8125GS-TNHR")
    found = offer("售 ESC8000A-E12 空机一台，无GPU（可上 H100 PCIe 或 L40S），NT$198,000")
    assert (found.form, found.model) == ("barebone", None)


@pytest.mark.parametrize(
    ("text", "form", "gpus"),
    [
        ("出 A100 SXM4 80G 12颗，服务器里拔下来的，5.2万一颗", "module", 1),
        ("MI308X OAM 散颗 26颗 5万一颗 从整机上卸下来的", "module", 1),
        ("WTS 6 x Lenovo SR675 V3, every chassis with 8 L40S fitted, $40,000 each", "server", 8),
        ("WTS 5 Dell R760xa servers, each holding 4 L40S, $39,000 each", "server", 4),
        ("Gigabyte G893-SD1 for sale, HGX B200 tray left empty, 7 units, USD 61,800 per chassis", "barebone", 0),
        ("出戴尔XE9680 3台 8.8万 卡位空着", "barebone", 0),
        ("出 H20 141G 板子 5块 120万一块", "baseboard", 8),
        ("出 RTX 4090 24G 12张 1.3万一张，板子没修过", "card", 1),
        ("Delta Data Systems, Osaka. Selling L40S 48GB 20 pcs USD 7,200 each", "card", 1),
        ("Delta Data Systems, Osaka. Selling H20 96GB SXM5 module 64 pcs USD 7,900 each", "module", 1),
        ("出 H100 PCIe 80G 10张 18万一张，不是SXM", "card", 1),
    ],
)
def test_form_is_what_is_sold_not_what_stands_around_it(text: str, form: str, gpus: int) -> None:
    found = offer(text)
    assert (found.form, found.gpus_per_unit) == (form, gpus)


def test_barebone_is_said_of_every_machine_of_a_list() -> None:
    found = read("机头现货：821GE 12台 9.5万，浪潮NF5688M7 5台 11万，都不带模组").offers
    assert [(o.form, o.gpu_count) for o in found] == [("barebone", 0), ("barebone", 0)]
