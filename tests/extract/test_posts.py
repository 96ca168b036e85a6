"""Sellers and contacts of whole posts, as people write them: every value is made up."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import read

POSTS: list[tuple[str, str | None, str]] = [
    ("出A100 80G PCIe 10张 8.5万 杭州自提 有兴趣的加V lao_demo_k 备注显卡，老赵", "老赵", "wechat"),
    ("A800 模组 3套 98万/套 现货苏州 联系 苏州云禾示例科技 张工 13800001122", "苏州云禾示例科技", "phone"),
    ("【华强北老段】5090 现货 2.45万 100张 V同号 138 0000 7788", "华强北老段", "phone wechat"),
    ("本店长期供应H20整机 8卡 105万/台 店主阿辉 QQ：1234567890", "阿辉", "qq"),
    ("L40S 20张 5.4万含税 深圳华强北提货 —北辰数码", "北辰数码", ""),
    ("有H100 SXM 整机两台 210万 要的联系我 手机一三八零零零零一二三四（微信同）", None, "phone wechat"),
    ("转 RTX 6000 Ada 3张 4.6万 个人闲置 非商家 私我", None, ""),
    ("4090 48G 魔改 30张 2.1万 飞机：@demo_node_7 群里勿扰", None, "telegram"),
    ("H200 整机 8台 285万 联系方式：王女士 一三八 零零零零 四五六七", "王女士", "phone"),
    ("出 DGX A100 一台 62万 天津港 保税 电联：刘老板 138-0000-3434", "刘老板", "phone"),
    ("昇腾910B 模组8卡 20套 72万 深圳 卖方：星野示例（深圳）供应链", "星野示例", ""),
    (
        "MI300X 8卡 3台 188万 香港交货 公司：Orchid Demo (HK) Limited 电邮 sales@orchid.example",
        "Orchid Demo (HK) Limited",
        "email",
    ),
    ("A6000 6张 2.3万 成都自提 微信号：cd_demo_88 不回可以打电话138-0000-9090", None, "wechat phone"),
    ("V100 32G SXM2 40张 3200一张 拆机 Q群 123456789 找群主大熊", "大熊", "qq"),
    ("H100 NVL 94G 12张 19.8万 昵称：云端漫步 信用极好", "云端漫步", ""),
    ("出租 H800 整机 10台 6万/月 机房直租 商务对接：Lily 微信 lily_demo_dc", "Lily", "wechat"),
    ("5090D 50张 1.98万 同行可谈 ➕V：demo-gpu-55", None, "wechat"),
    ("H20 96G 141万 两台 现货 上海 李先生（非中介）：138 0000 5656", "李先生", "phone"),
    ("RTX PRO 6000 工作站版 15张 6.3万 未税 小黄鱼号：极客仓库", "极客仓库", ""),
    ("售：L20 48G 100片 2.2万 现货 河马电子 V信 hippo_demo1", "河马电子", "wechat"),
    ("A100 40G SXM4 16块 2万 拆机 蝦皮賣家 kuma_gpu 桃園面交", "kuma_gpu", ""),
    ("H100 80G 整機 4部 每部US$230k 葵涌 有意WhatsApp Sandy +852 0000 7171", "Sandy", "whatsapp"),
    ("RTX 4090 24G 單張 $14,800 旺角交收 Call/WhatsApp 00-000 2288 陳太", "陳太", "whatsapp phone"),
    ("FS: 8x RTX A6000, $3,100 each shipped. PayPal. Tel/Signal: +1 (415) 555-0142 - Greg", "Greg", "phone"),
    (
        (
            "H200 NVL 141GB, 24 pcs, $29,500 each ex-Singapore. Kind regards, "
            "Shanthi Demo | Lotus Example Systems Pte Ltd | shanthi@lotus.example"
        ),
        "Lotus Example Systems Pte Ltd",
        "email",
    ),
    (
        "Selling 4x A100 80GB PCIe, $9k each. Local pickup in Austin. Text only 00-000 5151. - Mike R.",
        "Mike R.",
        "phone",
    ),
    ("HGX H100 8-GPU 3 units USD 215k. Seller: dc_surplus_demo (feedback 312). Ships from Reno", "dc_surplus_demo", ""),
    (
        "L40S x 30, EUR 7,200 each ex VAT, Rotterdam. Van der Demo Trading B.V., tel +31 00 000 0000",
        "Van der Demo Trading B.V.",
        "phone",
    ),
    ("RTX 5090 FE 2 units, GBP 2,350 each. Can meet in Leeds. Sold by PixelBarn", "PixelBarn", ""),
    ("MI250X 12 modules, $4,100/ea tested. Reach out to our sales desk: quotes@ferro.example", None, "email"),
    (
        "Rent: 16x H100 SXM nodes, $2.05/GPU/hr, Oslo. Fjordbyte Hosting AS – noc (at) fjordbyte (dot) example",
        "Fjordbyte Hosting AS",
        "email",
    ),
    ("A40 48GB 20 pcs $2,950 each tested. Posted by: quietrack42 | Member since 2016", "quietrack42", ""),
    (
        (
            "Supermicro SYS-821GE-TNHR with 8x H100, USD 228k, Dubai. Mr. Imran, "
            "Gulf Example Electronics LLC, WhatsApp: +971-00-000-7777"
        ),
        "Gulf Example Electronics LLC",
        "whatsapp",
    ),
    ("2x L4 24GB new sealed, $1,950 each. Smoke free home. No returns. Message me here", None, ""),
    ("GB200 NVL72 rack, 2 units, USD 3.1M each FOB Taiwan. No brokers. Principal only. Skype: live:demo", None, ""),
    ("A100 SXM4 40GB x8, INR 3,20,000 each, GST extra. Call Rakesh Bhai +91 00000 00000", "Rakesh Bhai", "phone"),
    ("H100 PCIe, 10 pcs, S$33k each, call/whatsapp Jun Hao +65 0000 2323", "Jun Hao", "whatsapp phone"),
    (
        "5x RTX 6000 Ada, AUD 9,900 each inc GST. Pickup Melbourne. Ozgrid Surplus Pty Ltd ABN 00 000 000 000",
        "Ozgrid Surplus Pty Ltd",
        "",
    ),
    ("Heatware: demo_trader. 3x RTX 4090 $1,700 each shipped CONUS. PM for timestamps", None, ""),
    ("H100 80GB PCIe - Brand New Sealed - Free Shipping - 1 Year Warranty US $27,999.00", None, ""),
    (
        (
            "Dear all, pls find stock: H20 141GB server 4 sets USD 140k. B.rgds, "
            "Amy Chen, Skyline Demo Tech (HK) Co., Limited, Wechat/WhatsApp: +86 138 0000 6161"
        ),
        "Skyline Demo Tech (HK) Co., Limited",
        "whatsapp wechat",
    ),
    ("Ready stock B200 HGX 5 boards $395k each, Johor. Ping @kampung_demo or boss Raymond", "Raymond", "telegram"),
    ("H100 SXM5 8卡整机 6台 205万 含税 坐标嘉兴 主页有实物 咨询加威信 jx_demo_55", None, "wechat"),
    ("出L40 48G 11张 4.1万，机房撤柜，昆山自取。有意联系何工（微信同号）138-0000-6060", "何工", "phone wechat"),
    ("RTX 5090 D v2 现货60张 1.65万 ——深圳小鱼数码 卖了十年卡", "深圳小鱼数码", ""),
    ("转让A100 80G SXM4 8卡机两台 56万/台 单位资产处置 联系人：资产处 郑老师 00-000 1818", "郑老师", "phone"),
    ("供应 H20 模组 10套 78万 广州白云 微信搜 gz_demo_mod 备注H20", None, "wechat"),
    ("4090 涡轮 1.55w 200片 打包优先 T.G：@turbo_demo", None, "telegram"),
    ("H800 PCIe 12张 15万 郑州 卖家「铁皮机柜」 只走平台", "铁皮机柜", ""),
    (
        "A10 24G 80张 6200 全新未拆 上海闵行 请致电上海沐光示例电子有限公司 吴小姐 021-0000 4545",
        "请致电上海沐光示例电子有限公司",
        "phone",
    ),
    ("GB300 NVL72 两柜 2650万/柜 香港葵涌 查詢：馬先生 WhatsApp/WeChat +852 0000 3030", "馬先生", "wechat whatsapp"),
    ("出租8卡H100 月付5.2万 5台 张家口 运维小郭 企鹅1234567890", "小郭", "qq"),
    ("H200 8卡 现货 4台 288万 老板直出 V：boss_demo_z 嫌贵勿扰", None, "wechat"),
    ("V100 PCIe 32G 30张 2600 卖家秀：见图 邮箱 v100 (at) demo (dot) example", None, "email"),
    ("Ascend 910B 8卡服务器 5台 135万 成都 发布者 川流不息_demo 2小时前", "川流不息_demo", ""),
    ("5090 FE 2張 HK$21,000 全新 旺角 Chris Wong 00-000 9911", "Chris Wong", "phone"),
    ("MI300X OAM 16片 9.8万 现货 欢迎致电恒岳示例智能科技（杭州）138-0000-1212", "欢迎致电恒岳示例智能科技", "phone"),
    ("Hi, Ana here. 6x L40S new, EUR 6,900 each, Lisbon. ana@demo-gpu.example", "Ana", "email"),
    (
        "H100 PCIe x 8, USD 24k ea, Taipei pickup. Contact window: Jason Lin 林先生 jason@demo.example",
        "Jason Lin",
        "email",
    ),
    (
        "FOR SALE 2x HGX H200 boards, $250k each, Frankfurt. Offered by Rheintal Example Datentechnik GmbH & Co. KG",
        "Rheintal Example Datentechnik GmbH & Co.",
        "",
    ),
    ("A100 80GB PCIe 10pcs $8,800 ea. ~ Oleg, tg: oleg_demo_hw", "Oleg", "telegram"),
    ("RTX 6000 Ada x4, $6,200 each. Seller ID: workstation_junkie. Ships from Denver", "workstation_junkie", ""),
    (
        (
            "4090 48GB blower 100 units $2,950, Shenzhen. I am Vicky, sales "
            "manager at Nanhai Demo Graphics. Skype/WhatsApp +86 138-0000-2020"
        ),
        "Nanhai Demo Graphics",
        "whatsapp",
    ),
    (
        "GPU rental: 8xH200 $22/hr/node, Iceland. Northlight Demo Cloud | +354 000 0000 | hello@northlight.example",
        "Northlight Demo Cloud",
        "phone email",
    ),
    ("B200 HGX 2 units, $380k. Principal seller, no daisy chain. M: +971 00 000 8080 (Yusuf)", "Yusuf", "phone"),
    ("Used DGX-1 V100 x2 $9,500 each, as is, Toronto. Buyer arranges freight. Questions? Ask away.", None, ""),
    ("Tesla V100 32GB SXM2 lot of 20 $400 each. 100% Feedback. Fast Shipping. Thanks for Looking!", None, ""),
    (
        ("L4 24GB x 50, $1,900 each, brand new. Warehouse: Los Angeles. Pls email Grace Park <grace@demo-sup.example>"),
        "Grace Park",
        "email",
    ),
    (
        "H20 96GB HGX 3 sets $118k Hong Kong. Stock holder: Pearl Delta Example Ltd.; WhatsApp only +852 0000 6767",
        "Pearl Delta Example Ltd.",
        "whatsapp",
    ),
    ("RTX PRO 6000 Blackwell 10 pcs $8,100 each\nThx\nDominik", "Dominik", ""),
    ("[H] 4x A6000 [W] $11,000 PayPal. trades: 35. /u/demo_flipper22", "demo_flipper22", ""),
    ("H100 PCIe 80G 三张 拆机 17万一张 天津 面交 微❤同号138-0000-4141 小宋", "小宋", "phone wechat"),
    ("出A100模组 40G 8卡 11万 广州 价格不合适的勿扰，诚心要的滴滴我 gz_demo_a1", None, "wechat"),
    ("【紫藤数码 · 深圳】RTX 5090 现货 2.35万 50张 支持验货", "紫藤数码", ""),
    ("H20 141G 8卡整机 12台 142万 未税 上海 商家直供 洽询：周小姐 / 00-000 2727", "周小姐", "phone"),
    ("转手 4090D 24G 2张 1.25万 自用 成都 青羊区面交 wx: cd_demo_gamer 备注来意", None, "wechat"),
    ("B300 八卡整机 2台 460万 香港 阿強 Tel: 00-000 6363 (WhatsApp OK)", "阿強", "phone whatsapp"),
    ("出租A100 8卡裸金属 3.1万/月 宁夏 林克算力 林克客服 V：link_demo", "林克", "wechat"),
    ("A6000 Ada 7张 4.4万 西安 老板姓孙，电话138-0000-8585", None, "phone"),
    ("H200 SXM 8卡 10台 现货 292万 华南地区 业务员 方圆 138-0000-2626", "方圆", "phone"),
    ("5090 水冷 5张 2.6万 南京 贴吧昵称 深海鱼雷 回帖即可", "深海鱼雷", ""),
    ("RTX 4090 48G 涡轮 80张 2.05万 (作者: turbo_wang_demo)", "turbo_wang_demo", ""),
    ("L40S整机 8卡 4台 58万 台中 意洽 黃經理 04-0000-0000", "黃經理", "phone"),
    ("H100 80G 4张 16.5万 厦门 老友记电脑 138-0000-9595", "老友记电脑", "phone"),
    ("Gaudi 3 OAM x16, $13k each, Prague. Contact: Ing. Novak, +420 000 000 000", "Ing. Novak", "phone"),
    ("4x H100 NVL $27k each shipped. Seller rating 4.9, top rated plus. Returns accepted", None, ""),
    (
        "8 x A100 SXM4 80GB HGX baseboard $58k. Item sold by Copperfield Example Recyclers (ITAD)",
        "Copperfield Example Recyclers",
        "",
    ),
    (
        "L40S 48GB x 20 pcs. Price 7,450 EUR. Deal with owner directly: Marek (telegram @marek_demo_dc)",
        "Marek",
        "telegram",
    ),
    (
        "H200 HGX x4 in stock Tokyo. ¥41,000,000/board. 株式会社サンプル電算 sales@sample.example",
        "株式会社サンプル電算",
        "email",
    ),
    ("RTX 5090 32GB x10 SGD 4,150. Whatsapp me +65 0000 3434, Wei Jie", "Wei Jie", "whatsapp"),
    (
        "MI210 12 pcs, $5,200 each OBO, Boston. Bob's Example Computer Parts. Cash or wire.",
        "Bob's Example Computer Parts",
        "",
    ),
    (
        "DGX H100 new in crate, $265k, Abu Dhabi. Al Noor Demo General Trading LLC / Ahmed / +971 00 000 1212",
        "Al Noor Demo General Trading LLC",
        "phone",
    ),
    ("RTX 6000 Ada, 6 units, CAD 8,400. Kijiji seller since 2011. Will meet at police station.", None, ""),
    (
        "H100 racks available for rent @ $1.99/hr, min 3 months. Team Quasar Demo — reach Ilya: @ilya_demo",
        "Ilya",
        "telegram",
    ),
    ("A30 24GB 40x $1,450 each. Regards / Jonas", "Jonas", ""),
    ("[Selling][EU] 3x RTX A5500 and 2x A6000 48GB 2,700€ — user: kabelsalat_demo", "kabelsalat_demo", ""),
]
"""Text, seller, channels of the contacts in order."""


@pytest.mark.parametrize(("text", "seller", "channels"), POSTS)
def test_posts_seller_and_channels(text: str, seller: str | None, channels: str) -> None:
    read_out = read(text)
    assert (read_out.seller.name if read_out.seller else None) == seller
    assert " ".join(contact.kind for contact in read_out.contacts) == channels
