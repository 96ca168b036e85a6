"""Content, gone or blocked: every refusal is told, and no real page is ever taken for one."""

from __future__ import annotations

import gzip
import html
import json
from pathlib import Path

import pytest

from crawlers.document import Document
from crawlers.states import refusal, refused_by_redirect, refused_by_status

ADDRESS = "https://market.example/item/55"
FRAME_ZH = (
    '<div class="top"><a href="/login">登录</a> <a href="/register">注册</a> <a href="/cart">购物车</a></div>'
    "<nav><a href='/'>首页</a><a href='/c/1'>显卡</a><a href='/c/2'>服务器</a><a href='/c/3'>硬盘</a></nav>"
    '<div id="main">{}</div><footer>© 算力市场 <a href="/about">关于我们</a> 京ICP备00000000号</footer>'
)
FRAME_EN = (
    '<header><a href="/login">Log in</a> <a href="/join">Join free</a></header>'
    '<script>var captcha = "verify you are human";'
    ' var t = "Please log in to continue";</script><main>{}</main><footer><a href="/">Home</a> © Example Ltd</footer>'
)


def page(body: str, title: str = "算力市场", frame: str = FRAME_ZH) -> Document:
    return Document(
        f"<html><head><title>{html.escape(title)}</title></head><body>{frame.format(body)}</body></html>", ADDRESS
    )


def told(body: str, title: str = "算力市场", frame: str = FRAME_ZH, *, listing: bool = True) -> tuple[str, str] | None:
    found = refusal(page(body, title, frame), listing=listing)
    return (found.state, found.reason.partition(":")[0]) if found else None


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<h2>安全验证</h2><p>请拖动滑块完成验证</p>", "安全验证"),
        ("<p>您的访问过于频繁，请稍后再试</p>", "算力市场"),
        ("<p>为保障您的账户安全，请完成安全验证后继续访问</p>", "算力市场"),
        ("<h1>請稍候</h1><p>請證明你不是機械人</p><label><input type=checkbox>我不是機械人</label>", "港集"),
        ("<p>系統偵測到異常流量，請輸入驗證碼後繼續</p>", "分類廣告"),
        ("<h1>Just a moment...</h1><p>Checking your browser before accessing market.example</p>", "Just a moment..."),
        ("<h4>Enter the characters you see below</h4><p>Sorry, we need to make sure you're not a robot.</p>", "Shop"),
        ("<h1>Access to this page has been denied</h1>", "Access denied"),
        ("<p>Pardon Our Interruption</p><p>Something about your browser made us think you were a bot.</p>", "Shop"),
        ('<div id="px-captcha"></div>', "Shop"),
        ('<div class="g-recaptcha" data-sitekey="x"></div>', "Shop"),
        ('<div id="nocaptcha"><div id="nc_1_n1z"></div></div>', ""),
    ],
)
def test_states_tell_a_captcha(body: str, title: str) -> None:
    assert told(body, title) == ("blocked", "captcha")
    assert told(body, title, FRAME_EN) == ("blocked", "captcha")


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<h2>出H100两台</h2><p>您需要登录后才能浏览本主题。没有账号？<a href=r>立即注册</a></p>", "提示信息 - 算力吧"),
        ("<p>抱歉，本帖要求会员才可以浏览，请先登录</p>", "提示信息"),
        (
            "<form><h1>Sign in to view this product</h1><label>Password<input type=password></label></form>",
            "Sign in - Shop",
        ),
        (
            "<form><label>Email<input name=e></label><label>Password<input type=password></label></form>",
            "Log In | Shop",
        ),
        ("<p>You must be logged in to view this listing.</p>", "Shop"),
        ("<div>手机号登录</div><div>账号登录</div><div>扫码登录</div>", "登录 - 算力市场"),
        ("<p>請先登入後查看</p>", "分類廣告"),
        ("<p>此內容僅限會員瀏覽</p>", "會員登入"),
    ],
)
def test_states_tell_a_login_wall(body: str, title: str) -> None:
    assert told(body, title) == ("blocked", "login")


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<h2>商品已下架</h2><p>您访问的商品已下架，看看别的吧</p>", "商品已下架 - 芯选商城"),
        ("<p>抱歉，该主题不存在或已被删除</p>", "提示信息"),
        ("<p>宝贝不存在或已被删除</p>", "闲集"),
        ("<p>此物品已被賣家移除</p>", "港集"),
        ("<h1>Oops</h1><p>This listing has been removed by the seller.</p>", "Shop"),
        ("<p>This item is no longer available</p>", "Shop"),
    ],
)
def test_states_tell_a_removal(body: str, title: str) -> None:
    assert told(body, title) == ("gone", "notice")


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<h1>404</h1><p>There is nothing here.</p>", "Not found - Shop"),
        ("<h1>Page not found</h1><p>Try our search.</p>", "Shop"),
        ("<p>您访问的页面不存在</p>", "算力市场"),
        ("<h1>找不到此頁面</h1>", "港集"),
    ],
)
def test_states_tell_a_soft_404(body: str, title: str) -> None:
    assert told(body, title) == ("blocked", "soft 404")


DETAILS = (
    "<p>Two Supermicro servers with eight H100 modules each, tested, with invoice, ready to ship from stock.</p>" * 12
)


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>[已售] H100 整机两台</h1>{DETAILS}",
        f"<h1>【已出】H100 整机两台</h1>{DETAILS}",
        f"<h1>H100 server (SOLD)</h1>{DETAILS}",
        f"<div class=sold-note>此物品已售出</div><h1>H100 伺服器</h1>{DETAILS}",
        f"<h1>H100 server</h1><span class=badge>SOLD</span>{DETAILS}",
        f"<h1>H100 server</h1><p>This item has been sold.</p>{DETAILS}",
    ],
)
def test_states_tell_a_sold_sign_on_a_full_page(body: str) -> None:
    assert told(body) == ("gone", "notice")
    assert told(body, listing=False) is None


@pytest.mark.parametrize(
    "body",
    [
        "<h1>出 H100 两台</h1><p>现货，430万/台</p><p>您需要登录后才可以回帖 <a href=l>登录</a></p>",
        "<h1>H100 两台</h1><p>现货</p><p>附件：您需要登录才可以下载或查看</p>",
        "<h1>H100 8-GPU server</h1><p>Ready to ship</p><p>Please log in to leave a comment</p>",
        "<h1>H100 8-GPU server</h1><p>Price: please sign in to see the price</p><p>MOQ 1</p>",
        "<h1>H100 两台</h1><p>登录后查看联系方式</p><p>现货，一手货源</p>",
        "<h1>RTX 4090 涡轮卡</h1><p>已售 100+ 件</p><p>库存 30</p>",
        "<h1>H100 整机</h1><p>已出三台，还剩两台</p>",
        "<h1>H100 80G</h1><p>在售</p><ul><li><a href=1>A100 已售出</a></li><li><a href=2>SOLD H200</a></li></ul>",
        "<h1>收 H100</h1><p>收一台</p>",
        f"<h1>H100</h1>{DETAILS}<p>Verify you are human before posting a review. Please log in to continue.</p>",
        f"<h1>H100</h1>{DETAILS}<form><div class=g-recaptcha></div><input type=password></form>",
        "<h1>H100</h1><p>430万</p><div style='display: none'>请先登录后查看</div><dialog>请完成安全验证</dialog>",
        "<h1>H100</h1><p>430万</p><nav hidden>页面不存在</nav><noscript>Pardon our interruption</noscript>",
        "<h1>工控机 A404 控制器</h1><p>Error 404 代码说明书</p>" + DETAILS,
    ],
)
def test_states_leave_content_alone(body: str) -> None:
    assert told(body) is None
    assert told(body, "Listing", FRAME_EN) is None


def test_states_leave_an_article_about_captchas_alone() -> None:
    text = "".join(
        f"<p>Paragraph {number} on how sites ask: verify you are human, please log in first.</p>"
        for number in range(80)
    )
    assert (
        told(f"<h1>Just a moment... how captchas work</h1>{text}", "Verify you are human: a history", FRAME_EN) is None
    )


@pytest.mark.parametrize("text", ["", " ", "<html></html>", "<html><body><script>x()</script></body></html>"])
def test_states_tell_an_empty_page(text: str) -> None:
    found = refusal(Document(text, ADDRESS))
    assert found is not None
    assert (found.state, found.reason) == ("blocked", "empty page")


def test_states_reason_is_what_the_page_says() -> None:
    found = refusal(page("<h2>安全验证</h2><p>请拖动滑块完成验证</p>", title=""))
    assert found is not None
    assert found.reason == "captcha: 安全验证"


@pytest.mark.parametrize(
    ("status", "state"),
    [(200, None), (203, None), (404, "gone"), (410, "gone")]
    + [(status, "blocked") for status in (301, 401, 402, 403, 407, 418, 429, 451, 500, 502, 503, 520, 999)],
)
def test_states_of_http_status(status: int, state: str | None) -> None:
    found = refused_by_status(status)
    assert (found.state if found else None) == state
    assert found is None or found.reason == f"http {status}"


@pytest.mark.parametrize(
    ("answered", "reason"),
    [
        (ADDRESS, None),
        ("https://www.market.example/item/55", None),
        ("https://market.example/item/55-h100-server", None),
        ("https://market.example/", "soft 404"),
        ("https://market.example/login?next=%2Fitem%2F55", "login"),
        ("https://login.market.example/?to=item", "login"),
        ("https://passport.market.example/sso", "login"),
        ("https://market.example/member.php?mod=logging&action=login", "login"),
        ("https://market.example/captcha?u=1", "captcha"),
        ("https://market.example/_____tmd_____/punish?x5=1", "captcha"),
    ],
)
def test_states_of_a_redirect(answered: str, reason: str | None) -> None:
    found = refused_by_redirect(ADDRESS, answered)
    assert (found.reason.partition(":")[0] if found else None) == reason


@pytest.mark.shared
def test_states_take_no_real_page_for_a_refusal(shared: Path) -> None:
    wrong = []
    count = 0
    for folder, listing in (("products.dev", True), ("articles.dev", False)):
        directory = shared / "pages" / folder
        for name, truth in json.loads((directory / "truth.json").read_text(encoding="utf-8")).items():
            text = gzip.decompress((directory / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace")
            count += 1
            if found := refusal(Document(text, truth["url"]), listing=listing):
                wrong.append(f"{truth['url']}: {found}")
    assert count == 70
    assert wrong == []
