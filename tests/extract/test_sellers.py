"""Who offers: one table of wordings a class, with what stands in the same place and is nobody."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import read

GOODS = "出H100 PCIe 80G 5张 18万一张 深圳现货，"
ENGLISH = "H100 PCIe 80GB, 5 pcs, USD 25,000 each, ready stock. "


def seller(text: str) -> str | None:
    found = read(text).seller
    return found.name if found else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("云岫智算科技（虚构）有限公司", "云岫智算科技（虚构）有限公司"),
        ("中标供应商：江左未名信息（虚构）有限公司", "江左未名信息（虚构）有限公司"),
        ("鴻鵠示範科技股份有限公司 報價單", "鴻鵠示範科技股份有限公司"),
        ("Shenzhen Lanchuan Demo Technology Co., Ltd.", "Shenzhen Lanchuan Demo Technology Co., Ltd."),
        ("Ningbo Maple Demo Imp. & Exp. Co., Ltd.  4 yrs  Verified", "Ningbo Maple Demo Imp. & Exp. Co., Ltd."),
        ("Bluegate Imaginary Components GmbH", "Bluegate Imaginary Components GmbH"),
        ("Regards,\nMarta\nBaltyk Demo Sp. z o.o.", "Baltyk Demo Sp. z o.o."),
        ("Company: Aurora Demo Trading LLC", "Aurora Demo Trading LLC"),
        ("PT Kelapa Demo Nusantara", "PT Kelapa Demo Nusantara"),
        ("Mr. Tín – Công ty Sao Khuê Demo", "Công ty Sao Khuê Demo"),
    ],
)
def test_sellers_firms_by_their_legal_form(text: str, name: str) -> None:
    assert seller(ENGLISH + text) == name


@pytest.mark.parametrize(
    "text",
    [
        "采购人：江左未名信息（虚构）有限公司",
        "最终用户：江左未名信息（虚构）有限公司",
        "原厂：超聚变数字技术有限公司",
        "顺丰速运有限公司到付",
        "Manufacturer: Supermicro Computer Inc",
        "made by NVIDIA Corporation",
        "Ship to Vega Demo Labs Ltd",
        "End User: Vega Demo Labs",
    ],
)
def test_sellers_firms_in_another_role_are_none(text: str) -> None:
    assert seller(GOODS + text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("【极光数码】" + GOODS, "极光数码"),
        ("[Seoul surplus desk] " + ENGLISH, "Seoul surplus desk"),
        ("【华强北老段】" + GOODS, "华强北老段"),
        ("【转让】" + GOODS, None),
        ("[WTS] " + ENGLISH, None),
        (GOODS + "河马电子 V信 hippo_demo1", "河马电子"),
        (ENGLISH + "Fjordbyte Hosting AS – noc@fjordbyte.example", "Fjordbyte Hosting AS"),
        ("南京栖霞示例科技主供服务器，" + GOODS, "南京栖霞示例科技"),
        (GOODS + "惠州星河贸易 长期供货", "惠州星河贸易"),
        (GOODS + "咨询请认准瀚海存储商行", "瀚海存储商行"),
        (GOODS + "北京示例恒昇数科 市场部 hs@hengsheng.example", "北京示例恒昇数科"),
        (GOODS + "蓝鲸电脑 138-0000-0404", "蓝鲸电脑"),
        (GOODS + "云启智算 V：demo_yq1", "云启智算"),
        (GOODS + "云启智算（深圳），绿泡泡 demo_yq1", "云启智算（深圳）"),
        (ENGLISH + "Sorry my English. — Kitsune Parts", "Kitsune Parts"),
        (ENGLISH + "Northfjord Compute, sales@northfjord.example", "Northfjord Compute"),
        (
            ENGLISH + "Audited · Suzhou Beiling Fictional Intelligent Equipment",
            "Suzhou Beiling Fictional Intelligent Equipment",
        ),
        (ENGLISH + "Visit our store: Harbor Surplus", "Harbor Surplus"),
        (GOODS + "找云栈示例小温 wen@example.com", "云栈示例"),
        (GOODS + "我是远航的小李，微信 demo_abc1", "远航"),
        (ENGLISH + "This is Coco from Yutian Fictional. Pls contact", "Yutian Fictional"),
    ],
)
def test_sellers_shops_and_firms_without_a_legal_form(text: str, name: str | None) -> None:
    assert seller(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Standard International Shipping",
        "Category: Graphics Card Store",
        "Trade Assurance",
        "Dell Technologies, warranty included",
        "Escrow via Alibaba.com",
        "Item is in Data Center. Cash Only",
        "公司倒闭，电脑回收 V：demo_abc1",
        "高科技 V：demo_abc1",
        "算力 V：demo_abc1",
        "阿里云退租",
    ],
)
def test_sellers_trade_words_name_no_shop(text: str) -> None:
    assert seller(GOODS + text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Seller: gpu_fan88", "gpu_fan88"),
        ("Sold by rackking (1,204) 99.8% positive", "rackking"),
        ("rackking (1204) 99.8% positive feedback", "rackking"),
        ("Posted by nodehoarder 3 days ago", "nodehoarder"),
        ("Seller details\nDanny Lim\nJoined Facebook in 2014", "Danny Lim"),
        ("Owner: Nadia, Telegram @nadia_demo", "Nadia"),
        ("Contact: Li Wei, li@racks.example", "Li Wei"),
        ("u/rackking88", "rackking88"),
        ("店铺：极光数码", "极光数码"),
        ("蝦皮賣家 kuma_gpu", "kuma_gpu"),
        ("卖家：rackking_88 信用极好", "rackking_88"),
        ("楼主：机房老兵", "机房老兵"),
        ("贴吧id：夜航船_demo", "夜航船_demo"),
        ("闲鱼号：夜航船", "夜航船"),
        ("联系人 老秦 138-0000-0515", "老秦"),
        ("联系人李雷，电话138-0000-0404", "李雷"),
        ("货主老吴在手", "老吴"),
        ("货主Sam在手", "Sam"),
    ],
)
def test_sellers_names_behind_a_label(text: str, name: str) -> None:
    assert seller(ENGLISH + "\n" + text) == name


@pytest.mark.parametrize(
    "text",
    ["Seller refurbished", "Warranty: Seller 30 days", "Vendor: PNY", "公司：个人", "联系人：全新", "卖家：淘宝"],
)
def test_sellers_what_stands_behind_a_label_and_is_no_name(text: str) -> None:
    assert seller(GOODS + "\n" + text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Q 1111111111 找阿坤", "阿坤"),
        ("找老周拿货", "老周"),
        ("Q 1111111111 找胖虎", "胖虎"),
        ("搵 Kelvin +852 0000 7719", "Kelvin"),
        ("洽林先生 00-000 0123", "林先生"),
        ("聯絡 阿Ken +852 0000 0064", "阿Ken"),
        ("联系客服小美 V：demo_abc1", "小美"),
        ("DM Chris", "Chris"),
        ("Ask for Ben: +65 0000 1188", "Ben"),
        ("Contact Wendy at wendy@racks.example", "Wendy"),
        ("小马哥 加v: jitou_demo_5", "小马哥"),
        ("WhatsApp Sandy +852 0000 7171", "Sandy"),
        ("微信：老周 138-0000-0404", "老周"),
        ("Ping @kampung_demo or boss Raymond", "Raymond"),
        ("小陶🌹 V：xiaotao_demo", "小陶"),
        ("王经理 138-0000-0404", "王经理"),
        ("張偉 +852 0000 0064", "張偉"),
        ("李总电话138-0000-0404", "李总"),
        ("Danny WhatsApp +60 00-000 0066", "Danny"),
        ("Line or call K. Nok +66 00 000 8812", "K. Nok"),
        ("Mr. Tan +65 0000 1188", "Mr. Tan"),
        ("Speak to Jürgen, +49 000 0000 123", "Jürgen"),
        ("Call 00-000 0123 (Farid)", "Farid"),
        ("微信：demo_abc1（小何）", "小何"),
        ("WhatsApp +852 0000 5518 Fai", "Fai"),
    ],
)
def test_sellers_persons_beside_a_contact(text: str, name: str) -> None:
    assert seller(GOODS + text) == name


@pytest.mark.parametrize(
    "text",
    [
        "拼缝的请绕行",
        "零敲碎打也行",
        "质保找我不找厂",
        "按周付也行，138-0000-0404",
        "急出高价勿扰 138-0000-0404",
        "诚意加微 demo_abc1",
        "老板娘微信 demo_abc1",
        "老铁们私聊 V：demo_abc1",
        "小刀 微信 demo_abc1",
        "销售经理 138-0000-0404",
        "成色好 138-0000-0404",
        "全程顺丰 138-0000-0404",
        "马上发 138-0000-0404",
        "香港 WhatsApp +852 0000 0064",
        "Pickup only. WhatsApp +65 0000 1188",
        "Located in Singapore, call +65 0000 1188",
        "Serious Buyers Only +65 0000 1188",
        "Payment: Bank Wire. Tel +65 0000 1188",
        "微信：abc_demo_1 价格可议",
    ],
)
def test_sellers_words_beside_a_contact_are_no_persons(text: str) -> None:
    assert seller(GOODS + text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\n—— 老周", "老周"),
        ("\n老周", "老周"),
        ("\n-- \nTomasz", "Tomasz"),
        ("Cheers, Ollie", "Ollie"),
        ("\nSincerely\nAnita Rao\nSales Manager", "Anita Rao"),
        ("谢谢，老周", "老周"),
        ("Kind regards 晓雯", "晓雯"),
        ("龙华仓|阿may", "阿may"),
        ("加V lao_demo_k 备注显卡，老赵", "老赵"),
        ("Text only 00-000 5151. - Mike R.", "Mike R."),
        ("Thanks for looking", None),
        ("Thanks, all sold as is", None),
        ("—— 谢谢", None),
    ],
)
def test_sellers_signatures(text: str, name: str | None) -> None:
    assert seller(ENGLISH + text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("老周: 出4090 24G 30张 1.3万一张\n小李: 还能少吗\n老周: 不刀", "老周"),
        ("小李: 有货吗\n老周: H100 PCIe 5张 18万一张 现货出\n小李: 等我回复\n老周: 好", "老周"),
        (
            "[12/03, 10:32] Danny: selling 5x H100, USD 25k each\n[12/03, 10:35] Wei: ok\n[12/03, 10:36] Danny: ok",
            "Danny",
        ),
        ("[10:21] 雪碧🥤：有H100吗\n[10:24] 老K算力件：H100 PCIe 5张 18万一张 现货出\n[10:25] 群管：勿扰", "老K算力件"),
        ("Wei 10:32\nhello all\nDanny 10:33\nselling 5x L40S 48GB, USD 7k each", "Danny"),
        ("型号: H100 PCIe\n数量: 5张\n单价: 18万\n出售", None),
    ],
)
def test_sellers_speakers_of_a_chat(text: str, name: str | None) -> None:
    assert seller(text) == name


def test_sellers_page_field_wins_and_buyers_are_none() -> None:
    page = read(GOODS, seller="某某数码").seller
    assert page is not None
    assert page.name == "某某数码"
    assert seller("求购H100 5张 联系人 老秦 138-0000-0515") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("H100 裸金属出租，16.8元/卡时\n紫岩云（示例）", "紫岩云（示例）"),
        ("A100 服务器6台，起拍价240万元。听雨（虚构）拍卖行 咨询 139-0000-4411", "听雨（虚构）拍卖行"),
        ("处置V100 8卡服务器12台 整体挂牌价86万元 立言资产处置中心", "立言资产处置中心"),
        ("沧浪算力 | H100 8卡整机 现货3台 195万含税", "沧浪算力"),
        ("H100 8卡整机 现货3台 195万含税\n沧浪算力 商务部", "沧浪算力"),
        ("ID：蓝尾\n出 A800 80G PCIe 8张 打包 56万", "蓝尾"),
        ("小鹿_lab\n5小时前 来自 深圳\n出 5090 32G 全新 2.4万", "小鹿_lab"),
        ("1楼 江门阿顺：出4块L40S，5.8万一块\n2楼：几多钱\n3楼 楼主：五万六一块，四块端走二十二万", "江门阿顺"),
        ("国产算力 | H100 8卡整机 现货3台 195万", None),
        ("H100 8卡整机 现货3台 195万\n支持验机（自提）", None),
        ("3楼 楼主：五万八一块，出4块L40S", None),
    ],
)
def test_sellers_at_the_edges_of_a_chinese_text(text: str, name: str | None) -> None:
    assert seller(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("6x DGX A100, USD 62,000 each | Ask Tariq 00-000 4411", "Tariq"),
        ("Harrow & Finch Auctioneers: 6x DGX A100, USD 40k each", "Harrow & Finch Auctioneers"),
        ("Lapwing Nodes has 4 DGX H100 in stock, $198k each, Ashburn", "Lapwing Nodes"),
        ("Stillfjord rents 8x H200 nodes at $18/hr, Iceland.", "Stillfjord"),
        ("zinc_whisker wrote:\nselling 2x MI210, $1,500 each, shipped", "zinc_whisker"),
        ("Hey folks, Otto here. 3x 4090 FE for sale $1,600 each, pickup Leeds", "Otto"),
        ("rack_hermit · Joined 2019\n4090 FE $1,500 local pickup Austin", "rack_hermit"),
        ("8x H100 SYS-821GE-TNHR, $188k, Santa Clara Warehouse", None),
        ("SYS-821GE-TNHR chassis - NO GPUs - used - US $6,500", None),
    ],
)
def test_sellers_who_do_something_in_an_english_text(text: str, name: str | None) -> None:
    assert seller(text) == name
