"""In a real browser: ask for help, claim it as an expert, see it claimed."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.bot.web.conftest import Running
from tests.conftest import MEIYU, need


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, running: Running) -> Iterator[Page]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    need("Chromium", there=chromium is not None)
    width, height = request.param
    expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": height})
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(running.address)
        yield page
        browser.close()
    assert complaints == []


def test_from_a_request_to_a_claimed_ticket(page: Page) -> None:
    page.get_by_test_id(f"room-{MEIYU}").click()
    page.locator("#me").select_option("澄屿小葛")
    page.locator("#composer").fill("求助 双色模牙刷柄熔接线发黑 换了料也没用")
    page.locator("#composer").press("Enter")
    page.locator("#advance-60").click()
    expect(page.locator("#messages")).to_contain_text("【1001】")
    ticket = page.locator("[data-ticket='1001']")
    expect(ticket).to_have_attribute("data-status", "open")
    expect(ticket.locator("[data-due]")).to_contain_text(":")

    page.locator("#me-search").fill("老单")
    page.locator("#me-search").press("Enter")
    expect(page.locator("#messages")).to_contain_text("@老单")
    page.locator("#composer").fill("1001 接")
    page.locator("#composer").press("Enter")
    expect(ticket).to_have_attribute("data-status", "claimed")
    expect(ticket).to_contain_text("单国良")

    page.get_by_test_id("room-私聊").click()
    expect(page.locator("#messages")).to_contain_text("13900010001")
    page.get_by_test_id(f"room-{MEIYU}").click()
    expect(page.locator("#messages")).to_contain_text("单国良接了")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
        "the page scrolls sideways"
    )


def test_recall_quote_and_an_attack_in_a_text(page: Page) -> None:
    page.get_by_test_id(f"room-{MEIYU}").click()
    page.locator("#me").select_option("澄屿小葛")
    page.locator("#composer").fill("<img src=x onerror=document.title='hit'> 注塑机漏油 求助")
    page.locator("#composer").press("Enter")
    expect(page.locator("#messages")).to_contain_text("<img src=x")
    assert page.title() != "hit"
    own = page.locator(".message.own").last
    own.hover()
    own.get_by_role("button", name="引用").click()
    expect(page.locator("#quoting")).to_be_visible()
    page.locator("#quoting button").click()
    own.hover()
    own.get_by_role("button", name="撤回").click()
    expect(page.locator("#messages")).to_contain_text("撤回了一条消息")
    page.locator("#advance-60").click()
    expect(page.locator("[data-ticket]")).to_have_count(0)
