"""Who offers or lets: a firm before a person, as written."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

import re

from extract.lexicon import words_of
from extract.normalise import normalise
from extract.reading import Reading
from extract.records import Party, Side

_CN_FIRM = re.compile(
    r"[\u4e00-\u9fffa-z0-9·&]{2,24}(?:[(（][\u4e00-\u9fff]{2,8}[)）])?[\u4e00-\u9fff]{0,8}(?:有限责任公司|股份有限公司|有限公司|集团公司)"
)
_CN_SHOP = re.compile(
    r"(?<![\u4e00-\u9fffa-z0-9])(?P<name>[\u4e00-\u9fffa-z0-9_·]{2,16}(?:旗舰店|专营店|专卖店|官方店|小店|商行|工作室|商贸|数码港|数码|电脑城|电脑|电子|科技|信息科技|算力|智算|云计算|网络|二手店|店铺|回收|硬件|显卡店|服务器店|商城|行))(?:[(（][\u4e00-\u9fff]{1,8}[)）])?(?=[\s,，。;；:：)）】|]|$|微信|联系|电话|tel|vx|v:)"
)
_EN_FIRM = re.compile(
    r"(?<![A-Za-z])(?P<name>(?:[A-Z0-9][A-Za-z0-9&.'\-]{0,30}[ ]){1,6}?(?:\([A-Za-z ]{2,16}\) ?)?(?:(?:Technology|Technologies|Tech|Electronics|Trading|Trade|International|Intl|Systems|Computers?|Computing|Global|Industrial|Networks?|Hardware|Solutions|Supply|Import|Export|Digital|Cloud|Data|Group|Enterprises?|Infotech|Semiconductors?|Components|Logistics|Distribution|Resellers?|Server|Servers)[ ,]*){0,4}"
    r"(?:Co\.?, ?Ltd\.?|Co\.? Ltd\.?|Pte\.? Ltd\.?|Pte\.?,? Ltd\.?|Pvt\.? Ltd\.?|Sdn\.? Bhd\.?|Ltd\.?|Limited|LLC|L\.L\.C\.|Inc\.?|Corp\.?|Corporation|GmbH|B\.?V\.?|S\.?A\.?|S\.?r\.?l\.?|FZE|FZCO|FZ-LLC|DMCC|K\.K\.|KK|Oy|AB|AG|PLC|Co\.|Company))(?![A-Za-z])"
)
_EN_TRADE = re.compile(
    r"(?<![A-Za-z])(?P<name>(?:[A-Z][A-Za-z0-9&'\-]{0,30}[ ]){1,4}(?:Technology|Technologies|Tech|Electronics|Trading|Trade|Traders|International|Systems|Computers|Computing|Networks|Hardware|Solutions|Supply|Digital|Group|Enterprises|Infotech|Components|Resellers|Recyclers|Surplus|Brokers|Exports|Imports|IT|Store|Shop|Outlet|Liquidators|Labs|Works|Parts|Depot|Mart|Desk|Compute|Metal))(?![A-Za-z])(?=[,.\n:;()|\-– ]|$)"
)
_NAME = r"[\u4e00-\u9fffA-Za-z0-9_][\u4e00-\u9fffA-Za-z0-9_.·\-]{0,20}?"
_LABELLED = re.compile(
    r"(?<![A-Za-z])(?:联系人|聯絡人|聯繫人|卖家|賣家|店铺名?|店名|商家|掌柜|供应商|供應商|出租方|供货商|供貨商|发布人|發布人|发帖人|楼主|樓主|昵称|暱稱|贴吧id|贴吧ID|闲鱼号|閒魚號|闲鱼id|会员名|用户名|ID|id|账号|帳號|商户|賣方|卖方|出售方|货主|公司名?称?|公司名稱|企业|企業|Seller|seller|SELLER|Supplier|supplier|Vendor|vendor|Sold by|sold by|Store|Shop|Company|Contact person|Contact Person|Posted by|posted by|Listed by|listed by|by user|Provider|Dealer|Merchant|Username|Offered by|offered by)(?:是|为|為|名)?[\s:：=]{1,3}(?P<name>[^\n,，。;；|/()（）【】]{1,48}?)(?=\s*(?:[\n,，。;；|/()（）【】]|$|\s(?:微信|vx|VX|WeChat|wechat|Whats|电话|電話|tel|Tel|TG|tg|QQ|qq|加|手机|v[:： ]|V[:： ]|\+?\d|@)|微信|电话|電話|\s{2}|(?<=[\u4e00-\u9fff]) (?=\S)))"
)
_CONTACT_LEAD = re.compile(
    r"(?:聯絡|联系|聯繫|找|请找|請找|联络|contact|Contact|CONTACT|ask for|Ask for|attn:?|Attn:?|call|Call|ping|Ping|DM|dm|PM|msg|reach|Reach|speak to|text|Text|问|call me|whatsapp)\s?[:：]?\s?(?P<name>[\u4e00-\u9fff]{0,3}[A-Z][a-z]{1,14}(?: [A-Z][a-z]{1,14})?|[\u4e00-\u9fff]{2,4}|阿[A-Z][a-z]{1,10}|[\u4e00-\u9fff]{1,3}(?:先生|小姐|女士|经理|經理|总|總|老师|工|哥|姐|老板|老闆))\s?(?=[\s:：,，(（+]|WhatsApp|Whatsapp|whatsapp|微信|vx|VX|V|电话|電話|tel|$)"
)
_BEFORE_CONTACT = re.compile(
    r"(?:^|[\s,，。;；、!！|\n(（\-–—/])(?P<name>[\u4e00-\u9fff]{1,2}(?:先生|小姐|女士|经理|經理|总|總|老师|老師|工|哥|姐|老板|老闆|生|太|叔|姨|少|董|师傅|師傅)|(?:小|老|阿|大)[\u4e00-\u9fff]{1,3}(?:哥|姐|弟|总)?|阿[A-Z][A-Za-z]{1,10}|[A-Z][a-z]{2,12}(?: [A-Z][a-z]{1,12}| [A-Z]\.)?|[王李张張刘劉陈陳杨楊黄黃赵趙周吴吳徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董袁潘于蒋蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤][\u4e00-\u9fff]{1,2})(?:[(（][^)）]{1,12}[)）])?[\s:：,，]{0,3}(?:的)?(?:加|的)?$"
)
_NOT_A_NAME = re.compile(
    r"(?:微信|电话|電話|手机|联系|聯絡|加我|私聊|现货|全新|含税|未税|价格|库存|香港|深圳|上海|北京|国内|欢迎|支持|可以|有意|需要|老板|诚意|发货|自提|包邮|同号|详情|咨询|随时|看货|面交|交收|长期|报价|请加|请联系|速联|微|加|实单|接受|同行|有货|要的|喜欢|懂的|联系我|需要的|诚信|价可议|面议|质保|保修|扣扣|不散出|打包|不刀|可刀|议价|不议价|定金|出货|订货|货主|渠道|whatsapp|wechat|telegram|email|mail|phone|tel|contact|pm|dm|price|stock|sale|only|please|call|text|usd|rmb|fob|cif|moq|payment|warehouse|pickup|delivery|shipping|escrow|hong|kong|singapore|skype|signal|line|here|now|us|me|tg|wa|or|and|at|via|for|to|on|id|the|sold|available|ready|location|wholesale|serious|buyers|cash|net|bank|each|new|used|tested|location|dubai|dm|inbox|quote|specs|photos|more|details|info|direct|desk|sales|team|inspection|welcome|negotiable|obo|shenzhen|taipei|tokyo|penang|bangkok|incheon|frankfurt|call|nvidia|supermicro|dell|hpe|lenovo|gigabyte|asus|ex)$",
    re.IGNORECASE,
)
_NOT_A_FIRM = re.compile(
    r"(?:^某|采购|招标|我司|本公司|贵司|^(?:有限)?公司$)|^(?:Stock|Price|Lead|Min|FOB|Port|Supply|New|Used|HGX|NVIDIA|DGX|Brand|RTX|GeForce|Data|Item|Ready)\b"
)
_LEAD_CUT = re.compile(
    r"^(?:供应商|联系人|公司|卖家|店铺|来自|by|from|at|By|From|联系|我是|我司|我们是|出自|本店|欢迎光临)[:：]?\s*"
)
_NICK = re.compile(
    r"(?:贴吧|闲鱼|微博|咸鱼|论坛|转转)?(?:id|ID|昵称|用户名|账号|号)\s?[:：]\s?(?P<name>[^\s,，。;；]{2,24})"
)
_REACH = 30


def seller_of(reading: Reading, side: Side) -> Party | None:
    """The seller of an offer or a rental; buyers are none."""
    if side not in {Side.OFFER, Side.RENTAL}:
        return None
    if reading.hints.seller:
        return Party(name=reading.hints.seller.strip(), role="seller")
    for finder in (_quoted_record, _firm, _labelled, _nick, _named_with_contact, _behind_contact):
        found = finder(reading)
        if found is not None:
            start, end = found
            name = reading.original[start:end].strip()
            if name:
                return Party(name=name, role="seller", start=start, end=end)
    return None


def _quoted_record(reading: Reading) -> tuple[int, int] | None:
    """('title', 9451.61, 'shop', …): the quoted field behind the price."""
    match = re.search(
        r"['\"][^'\"\n]{10,200}['\"], ?[0-9]+(?:\.[0-9]+)?, ?['\"](?P<name>[^'\"\n]{2,60})['\"]", reading.original
    )
    return match.span("name") if match else None


def _firm(reading: Reading) -> tuple[int, int] | None:
    text = reading.original
    for pattern in (_CN_FIRM, _EN_FIRM, _CN_SHOP, _EN_TRADE):
        for match in pattern.finditer(text):
            start, end = match.span("name") if "name" in match.groupdict() else match.span()
            name = text[start:end]
            cut = _LEAD_CUT.match(name)
            if cut:
                start += cut.end()
                name = text[start:end]
            if pattern is _EN_FIRM or pattern is _EN_TRADE:
                start = _trim_english(text, start, end)
                name = text[start:end]
            if (
                len(name) < 4
                or _NOT_A_FIRM.search(name)
                or _is_goods(reading, start, end)
                or (pattern is _CN_SHOP and not _signs(text, start))
            ):
                continue
            return start, end
    return None


def _trim_english(text: str, start: int, end: int) -> int:
    """Cut words in front that are no part of the name: 'Contact Guangzhou …', 'From Lanchuan …'."""
    words = re.compile(
        r"(?:Contact|From|By|At|Seller|Supplier|Sold|Company|The|Please|Call|Visit|Sales|Regards|Thanks|Best|Kind|Email|Price|Stock|HK|SG|Location|Dealer|Authorized)[: ]+"
    )
    while cut := words.match(text, start, end):
        start = cut.end()
    return start


def _signs(text: str, start: int) -> bool:
    """A shop name stands at the start or the end of a text, a line or a bracket, not inside a sentence."""
    before = text[max(0, start - 1) : start]
    return before in {"", "\n", "【", "[", "（", "(", " ", "，", ",", "。", ":", "：", "|", "—", "-", "；", ";"}


def _is_goods(reading: Reading, start: int, end: int) -> bool:
    for kind in ("model", "sku"):
        for mark in reading.marks.get(kind, ()):
            first, last = reading.aligned.span(mark.start, mark.end)
            if first < end and last > start:
                return True
    return False


def _labelled(reading: Reading) -> tuple[int, int] | None:
    for match in _LABELLED.finditer(reading.original):
        name = match["name"].strip()
        if (
            name
            and not _NOT_A_NAME.fullmatch(name)
            and not _is_contact(reading, *match.span("name"))
            and not re.fullmatch(r"[\d\s.,+]+", name)
        ):
            start = match.start("name") + (len(match["name"]) - len(match["name"].lstrip()))
            return start, start + len(name)
    return None


def _nick(reading: Reading) -> tuple[int, int] | None:
    match = _NICK.search(reading.original)
    if (
        match
        and not _is_contact(reading, *match.span("name"))
        and re.search(r"贴吧|闲鱼|昵称|用户|论坛|id", match.group())
    ):
        return match.span("name")
    return None


def _is_contact(reading: Reading, start: int, end: int) -> bool:
    for mark in reading.marks.get("contact", ()):
        first, last = reading.aligned.span(mark.start, mark.end)
        if first < end and last > start:
            return True
    return False


def _named_with_contact(reading: Reading) -> tuple[int, int] | None:
    """'小马哥 加v: …', 'Danny WhatsApp +60 …', '联系人 老秦 138…'."""
    text = reading.original
    for match in _CONTACT_LEAD.finditer(text):
        if (
            not _NOT_A_NAME.fullmatch(match["name"])
            and _near_contact(reading, match.end("name"))
            and not _is_contact(reading, *match.span("name"))
        ):
            return match.span("name")
    for mark in (*reading.marks.get("contact", ()), *reading.marks.get("masked_phone", ())):
        first, _ = reading.aligned.span(mark.start, mark.end)
        left = text[max(0, first - _REACH) : first]
        label = re.search(
            r"(?:加?[Vv][Xx信]?|加?微信?号?|薇信?|[Ww][Xx]|绿泡泡|[Qq][Qq]?|扣扣|企鹅|[Tt][Gg]|[Tt]elegram|[Ww]hats ?[Aa]pp|WA|[Ww]e[Cc]hat|电话|電話|手机|手機|tel|Tel|TEL|[Pp]hone|[Mm]obile|[Ee]-?mail|邮箱|電郵|V|❤|热线|[Cc]all|📞|☎️?|📱|[Cc]ontact)?(?:号|ID|id)?\s?[:：❤️]*\s?@?$",
            left,
        )
        stem = left[: label.start()] if label else left
        name = _BEFORE_CONTACT.search(stem)
        if name and not _NOT_A_NAME.fullmatch(name["name"]) and not _is_vocabulary(reading, name["name"]):
            offset = first - len(left)
            return offset + name.start("name"), offset + name.end("name")
    return None


_IN_BRACKETS = re.compile(
    r"\s?[(（](?P<name>[A-Z][a-z]{1,12}(?: [A-Z][a-z]{1,12})?|[\u4e00-\u9fff]{1,3}(?:先生|小姐|女士|经理|經理|总|總|工|哥|姐|生)|阿[A-Z]?[a-z\u4e00-\u9fff]{1,8})[)）]"
)


_BEHIND = re.compile(
    r"[\s,，\-–]{1,3}(?P<name>[\u4e00-\u9fff]{1,2}(?:先生|小姐|女士|经理|經理|总|總|工|哥|姐|生)|[A-Z][a-z]{2,12})(?=\s*(?:$|[\n,，。;；]))"
)


def _behind_contact(reading: Reading) -> tuple[int, int] | None:
    """'00-000 0123 (Farid)'."""
    for mark in reading.marks.get("contact", ()):
        _, last = reading.aligned.span(mark.start, mark.end)
        match = _IN_BRACKETS.match(reading.original, last) or _BEHIND.match(reading.original, last)
        if match and not _NOT_A_NAME.fullmatch(match["name"]):
            return match.span("name")
    return None


def _near_contact(reading: Reading, position: int) -> bool:
    for mark in reading.marks.get("contact", ()):
        first, _ = reading.aligned.span(mark.start, mark.end)
        if 0 <= first - position <= _REACH:
            return True
    return False


def _is_vocabulary(reading: Reading, name: str) -> bool:
    """A trade word or a place is no person."""
    word = normalise(name)
    return any(
        word in words_of(kind)
        for kind in (
            "condition",
            "availability",
            "tax",
            "city",
            "country",
            "price_label",
            "side",
            "form",
            "count_label",
            "goods_before",
            "delivery_before",
            "maker",
        )
    )
