"""Sides of swaps, recyclers, registers, part sold lists, warnings, test reports and other texts near a trade."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import read

TEXTS = (
    ("offer", "H200 141G 模组 现货4套，香港仓，有单砸过来"),
    ("offer", "B300 八卡整机 下月到港6台，单子来，先到先锁"),
    ("offer", "GB200 NVL72 两柜 日本现货，价格私发，中介绕行"),
    ("offer", "910B 液冷整机 3台 报价私聊，终端优先"),
    ("offer", "A100 80G PCIe 10张 58000，收到货不满意包退，求个痛快人"),
    ("offer", "手头两张H100 NVL想变现，19.5万一张，急用"),
    ("offer", "【换】4张A100 40G PCIe 换 2张L40S，补差价可谈"),
    ("offer", "A800换成H200，我这边8台A800整机，补差价，要H200整机"),
    ("offer", "公司全换H200了，淘汰下来的A100 80G PCIe 12张，4.6万一张"),
    ("offer", "有两张5090想置换一张PRO 6000，差价我补，南京面交"),
    ("offer", "Trading my 2x RTX A6000 for a single 6000 Ada, cash on my side if needed. Boston."),
    ("offer", "[H] 4090 FE, $600 cash [W] 5090 FE"),
    ("offer", "Will swap 4x L40S for two H100 PCIe, boxed, Berlin"),
    ("offer", "只有H20 96G的，141G没有，H200更没有。八卡单机93万，现货11台"),
    ("offer", "For sale: 6 no. DGX A100, ex-lab, £52,000 each, Reading"),
    ("offer", "H100 NVL 20 pcs 23.5k usd HK; H200 NVL none until March; L40S 60 pcs 7.1k"),
    ("offer", "4090现货60张 15800；5090 暂时断供；L40 8张 4.1万"),
    ("offer", "RTX PRO 6000 96G 全新零售彩盒 10张 6.3万"),
    ("offer", "RTX 5090 国行原装包装齐 24500"),
    ("offer", "B300 HGX 8卡 预定登记开启，每台 380万，定金20%，Q2交付"),
    ("offer", "Reserve your MI355X node now: $295,000 per 8-GPU system, ships in 10 weeks, 30% deposit"),
    ("offer", "RTX PRO 6000 Max-Q preorder list open, 65 slots, €8,150 each, arriving Feb"),
    ("offer", "Only 3 of the 12 DGX A100 left, nine sold last week. $61k each, Phoenix"),
    ("offer", "H800整机 8台已出5台，余3台，135万一台，北京自提"),
    ("offer", "原有10张L40S，卖了6张，剩4张，5.1万/张"),
    ("offer", "手上6台H800整机找终端直签，价格电话里说，138-0000-1122"),
    ("offer", "朋友公司解散抵债来的910B八卡两台，不懂行情，合适就卖，昆明"),
    ("offer", "4090 48G 涡轮 到货40，含税1.98，不含1.82，下单即发"),
    ("offer", "出A100换钱交房租，40G PCIe，2万2，可验可测"),
    ("offer", "FS: 3x L40S, were used in a render box for 8 months, now replaced by PRO 6000s. $5,900 each"),
    ("offer", "Swap or sale: my 5090 Astral for a 6000 Ada, or $2,700 cash"),
    ("offer", "L20 48G: 55pcs ready, L40: sold out, L40S: 12pcs 7,250 USD, EXW Shenzhen"),
    ("offer", "B200 HGX trays, none in EU, 9 in Singapore at 312k USD"),
    ("offer", "没有H100，只有A800 80G PCIe 14张，7.1万，北京"),
    ("offer", "海关罚没拍品：H20 模组 12套，起拍 410万，9月20日10时开拍"),
    ("wanted", "退役的八卡A800、H800整机有多少算多少，清单甩过来估价，我们派车拉"),
    ("wanted", "IDC清退的A100 40G整机，数量发我，现场点数付钱，拆装自理"),
    ("wanted", "诚接H20八卡模组，10套以内都吃得下，票到付款"),
    ("wanted", "接RTX 5090涡轮，要全新带票，20张起"),
    ("wanted", "H100 PCIe 80G，18万一张我拿，有多少要多少"),
    ("wanted", "L40S 全新，五万二含税我收，30张封顶，验完付"),
    ("wanted", "缺口登记：A800 80G PCIe 6张，周五前交付，报含税"),
    ("wanted", "找货登记｜H200 SXM 整机 3台｜要求带SN照片｜现款"),
    ("wanted", "蹲几张4090 24G，公版优先，价格合适秒转"),
    ("wanted", "谁手上压着MI300X的，漏个口风，我这边终端等着上架"),
    ("wanted", "求张二手V100 32G PCIe，跑毕设用，两千以内"),
    ("wanted", "有H20 96G单卡的哥喊我一声，要8张"),
    ("wanted", "长期吃H100 H800拆机模组，带BMC截图来聊"),
    ("wanted", "广告位：本店高价上门收4090、5090、A6000，矿卡亦可，当面点钱"),
    ("wanted", "急寻RTX 6000 Ada 4张，深圳当天提，价到位"),
    ("wanted", "要2台8卡L20整机，配置随意，最好北京现货，给个总价"),
    ("wanted", "Need 3 sleds of XE8545 or loose A100 SXM4 40GB, whatever you've got, UK only"),
    ("wanted", "Our mandate: absorb 200 x H100 SXM nodes, LOI issued, bank instrument ready, sellers' reps only"),
    ("wanted", "I'll take any Tesla V100 32GB PCIe you have lying around, 350 EUR each, shipping on me"),
    ("wanted", "Paying cash for RTX 4090s in Toronto, any condition"),
    ("wanted", "Anyone offloading RTX 5090s? can pick up in Leeds tonight"),
    ("wanted", "Quote request: qty 6 RTX 6000 Ada, new, ship to 75001"),
    ("wanted", "ICPO issued for 64 units DGX H200, sellers submit FCO, CIF Jebel Ali"),
    ("wanted", "Looking to pick up a 4090 for my kid's build, under 1500 quid, Manchester way"),
    ("wanted", "Budget 25k usd for two H100 PCIe, who can do it?"),
    ("wanted", "A100 80G PCIe，要8片，四万八到五万之间我方都接，货到东莞验"),
    ("wanted", "收报废机房整批：含V100、A100服务器优先，称重不做，按台给价"),
    ("wanted", "同行调货：5090 五张今天要，含税价砸我"),
    ("wanted", "缺H200 NVL两对，有的兄弟踢我"),
    ("wanted", "预算卡死，L20 整机六台，每台不超21万，供应商发方案到邮箱"),
    ("wanted", "Trying to complete a set: one more A100 40GB PCIe needed, will pay 2,300 EUR, Ghent"),
    ("wanted", "If you have HGX H100 boards collecting dust, talk to me. Paying $140k per board, wire same day"),
    ("wanted", "LF 2x 5090 at MSRP, Sydney, no scalpers please"),
    ("wanted", "甲方要国产卡，910B 整机 20台，能原厂直签的联系，不接受贸易商"),
    ("wanted", "代实验室收V100 SXM2 16G 四块，做毕设，价格别太离谱"),
    ("rental", "内蒙和林格尔机房，单柜50kW液冷，空余80个柜位，电费0.36，自备H100/H200服务器上架即可"),
    ("rental", "5090 2.3元/卡时，4090 1.5元/卡时，注册送算力，开箱即用镜像"),
    ("rental", "A100 80G 单卡 每小时6.2，镜像一键部署，学生八折"),
    ("rental", "H100 SXM nodes from $1.89/hr, no commitment, jupyter ready in 60s"),
    ("rental", "B200 八卡裸机，月付21万/台，三个月起，张家口"),
    ("rental", "H200整机月租5.8万，押一付三，贵阳机房，含带宽"),
    ("rental", "闲置4090八卡4台对外出租，3500一个月一台，可短租"),
    ("rental", "8xH200 node free from 1 Dec, $2.05 per GPU hour on a 6-month term, Iceland"),
    ("none", "All eight L40S went out the door yesterday, thanks for the interest everyone"),
    ("none", "SOLD - H100 NVL x4, collected this afternoon. Pls close."),
    ("none", "A100 PCIe 40G 六张昨晚被一位杭州老板全部打包了，谢谢各位，帖子不删留个记录"),
    ("none", "5090两张已面交完毕，评论区的朋友不用再问了"),
    ("none", "我那台DGX Station找到下家了，帖子沉了吧"),
    ("none", "Update: gone to a lab in Lyon, the A6000 pair is no longer for sale"),
    ("none", "【曝光】群昵称“算力老林”，说有H100 8台现货60万，收了5万定金人就没了，微信 laolin_demo"),
    ("none", "大家当心这个QQ 10001234，挂的A100 80G 3万一张是假的，寄过来是块空壳"),
    ("none", "Heads up: telegram @fastgpu_demo offers H200 at 15k each, took 30% upfront and blocked me"),
    ("none", "Do not deal with seller 'nvl_king', paid $9,000 for an H100 PCIe and received a brick"),
    ("none", "vLLM 0.6 on 2x H100: 4,812 tok/s at batch 64, that is about $0.21 per million tokens"),
    ("none", "单张4090跑Qwen 32B AWQ，38 token/s，电费折每百万token 1.1元"),
    ("none", "L40S推理DeepSeek蒸馏版，吞吐2100，成本每百万tokens约0.8元，比API便宜一半"),
    ("none", "H20 八卡从月初95万滑到88万，模组还撑着，你们那边什么价？"),
    ("none", "4090 used to be 12k, now hovering around 15k. Who is still hoarding? Not selling, just wondering"),
    ("none", "A100 40G最近在闲鱼上都挂两万出头，感觉还有得跌，等年底再看"),
    ("none", "Spot H100 quotes slid again, 22k in HK versus 24.5k a month ago"),
    (
        "none",
        "规格参数：超微 SYS-421GE-TNRT，支持10张双宽GPU（H100、L40S、RTX PRO 6000），32条DIMM，外形尺寸 178×437×737mm",
    ),
    (
        "none",
        "GIGABYTE G593-SD2: supports HGX H100/H200 8-GPU, dual 5th Gen Xeon, 32 DIMM slots, 12x 3000W Titanium PSU, 5U",
    ),
    ("none", "Sony A100 DSLR body with 18-70 lens, shutter 12k, $85 shipped"),
    ("none", "Yamaha P-45... A100 organ Hammond with bench, needs tubes, 1,900 EUR, Lyon"),
    ("none", "H100 型钢现货 300吨 唐山 3650元/吨"),
    ("none", "Piper/Beech A100 King Air propeller overhaul kits, 3 units, USD 8,500 each"),
    ("none", "奥迪A100 二手车"),
    ("none", "海尔 L40 冰箱 全新 1999"),
    ("none", "4090 FE retail box with foam and sleeve, GPU not included, $25"),
    ("none", "仅出5090 FE 外包装+说明书，卡自用不卖，80包邮"),
    ("none", "H100 PCIe carton & antistatic bag only - no card inside. $40"),
    ("none", "实验室终于批了8卡H200，装了三天驱动，第一次开机满载6.8kW，空调跳闸"),
    ("none", "I spent two weekends putting four 4090s under water, total cost about $9k, temps at 55C"),
    ("none", "We are giving away an RTX 5090 to one lucky subscriber, join the discord before Friday"),
    ("none", "诚聘GPU运维，熟悉H100/A100集群，20-35K，上海"),
    ("none", "H100/H200 显卡维修，换显存、重植，主板级维修，修不好不收费，88微信 fixgpu_demo"),
    ("none", "招标结果：8台H200服务器由某某公司中标，金额2100万"),
    ("none", "Lost in transit: pallet with 4x XE9680 H100, reward for information"),
    ("none", "那个挂H200八卡80万的广州公司别碰，地址是菜鸟驿站，营业执照P的"),
    ("none", "5090已转手，链接忘下了，见谅"),
    ("none", "RTX 5090水冷头 全铜 980元 适配公版PCB"),
    ("none", "H20到底比H800差多少？跑长文本推理有没有人对比过"),
    ("none", "收到H200以后第一件事是刷BMC，步骤：先备份，再升级固件，最后压测"),
    ("none", "求问A100 80G PCIe 现在二手多少钱合适"),
    ("none", "Anyone else seeing RTX PRO 6000 cards drop off the bus after 570 drivers?"),
    ("none", "We insure GPU clusters: H100, H200, B200. Premium from 0.8% of hull value, get a quote"),
    ("none", "Replacement fan for RTX 4090 FE, $28, ships from Shenzhen"),
    ("none", "My landlord thinks my 8x 4090 rig is a heater, he is not wrong"),
    ("none", "Police in Hanoi recovered 12 stolen RTX 5090s from a repair shop"),
    ("none", "出4090D的散热一套，含背板，卡已烧，300元"),
    ("none", "成交喜报：恭喜XX公司签下H200 64台"),
    ("none", "H100 PCIe x2 - PENDING to Mark, backup offers not needed"),
)


@pytest.mark.parametrize(("side", "text"), TEXTS)
def test_sides_wordings(side: str, text: str) -> None:
    extraction = read(text)
    assert extraction.side.value == side
    assert (side == "offer") == any(offer.side == "offer" for offer in extraction.offers)


@pytest.mark.parametrize(
    ("text", "offered", "asked"),
    [
        ("A800换成H200，我这边8台A800整机，补差价", {"A800"}, {"H200"}),
        ("Will swap 4x L40S for two H100 PCIe, boxed, Berlin", {"L40S"}, {"H100"}),
        ("【换】4张A100 40G PCIe 换 2张L40S，补差价可谈", {"A100"}, {"L40S"}),
        ("Trading my 2x RTX A6000 for a single 6000 Ada, cash on my side. Boston.", {"RTX A6000"}, {"RTX 6000 Ada"}),
        ("公司全换H200了，淘汰下来的A100 80G PCIe 12张，4.6万一张", {"A100"}, set()),
        ("以旧换新：H20旧机抵价换B200，B200整机每台468万，放20台", {"B200"}, set()),
    ],
)
def test_swaps_ask_for_the_goods_behind_the_word(text: str, offered: set[str], asked: set[str]) -> None:
    sides = [(offer.model, offer.side) for offer in read(text).offers]
    assert {model for model, side in sides if side == "wanted"} == asked
    assert offered <= {model for model, side in sides if side == "offer"}


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("只有H20 96G的，141G没有，H200更没有。八卡单机93万，现货11台", {"H20"}),
        ("For sale: 6 no. DGX A100, ex-lab, £52,000 each, Reading", {"A100"}),
        (
            "today only\nH100 NVL 20 pcs 23.5k usd HK\nMI300X 8way - none this week\nL40S 60 pcs 7.1k usd",
            {"H100", "L40S"},
        ),
        ("Only 3 of the 12 DGX A100 left, nine sold last week. $61k each, Phoenix", {"A100"}),
        ("L20 48G 55张 3.1万；L40 暂时断供；L40S 12张 5.2万", {"L20", "L40S"}),
    ],
)
def test_stock_is_what_is_there(text: str, models: set[str]) -> None:
    assert {offer.model for offer in read(text).offers if offer.side == "offer"} == models
