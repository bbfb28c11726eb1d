"""What a browser makes of the files it is sent: the one sheet says what its parts say."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.reader import READING
from tests.conftest import Cast

# Of a sheet with imports, and of one put together: [layer, medium, rule] of every rule.
RULES = """async (address) => {
  const link = Object.assign(document.createElement("link"), {rel: "stylesheet", href: address});
  await new Promise((loaded) => {
    link.addEventListener("load", loaded);
    document.head.append(link);
  });
  const rules = (sheet, layer, medium) => [...sheet.cssRules].flatMap((rule) => {
    if (rule instanceof CSSImportRule) {
      return rules(rule.styleSheet, rule.layerName, rule.media.mediaText);
    }
    if (rule instanceof CSSLayerBlockRule && !layer) {
      const [only] = rule.cssRules;
      return rule.cssRules.length === 1 && only instanceof CSSMediaRule
        ? rules(only, rule.name, only.media.mediaText)
        : rules(rule, rule.name, "");
    }
    return [[layer, medium, rule.cssText.replace(/url\\(.*?\\)/g, "url()").replace(/\\s+/g, " ")]];
  });
  return rules(link.sheet, "", "");
}"""


def test_the_sheet_put_together_says_what_its_parts_say(
    open_page: Callable[..., Page], cast: Cast
) -> None:
    page = open_page(cast.ming, READING)
    address = page.locator("link[rel=stylesheet]").get_attribute("href")
    as_they_lie = page.evaluate(RULES, "/static/css/interleaf.css")
    assert len(as_they_lie) > 100
    assert page.evaluate(RULES, address) == as_they_lie


def test_nothing_is_asked_for_twice_or_in_vain(open_page: Callable[..., Page], cast: Cast) -> None:
    """A preload at another address or of another kind than its use costs and gains nothing."""
    page = open_page(cast.ming, READING)
    asked: list[str] = []
    warned: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: warned.append(message.text))
    page.reload()
    page.wait_for_timeout(4000)  # it warns of an unused preload some seconds after
    asked = [url for url in asked if not url.endswith("icon.svg")]  # which it asks for as it likes
    assert sorted(asked) == sorted(set(asked))
    assert [words for words in warned if "preload" in words] == []
