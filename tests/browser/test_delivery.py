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


LISTENERS = """
  window.listened = [];
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    window.listened.push(type);
    return add.call(this, type, ...rest);
  };
"""


def test_a_mouse_that_moves_runs_no_script(open_page: Callable[..., Page], cast: Cast) -> None:
    page = open_page(cast.ming, READING)
    page.add_init_script(LISTENERS)
    page.reload()
    listened = set(page.evaluate("listened"))
    assert "click" in listened
    assert listened.isdisjoint({"mousemove", "pointermove", "pointerrawupdate"})


# What is put on the root by a script is inherited: the whole page is styled anew for it.
def test_a_page_on_a_phone_is_styled_once(open_page: Callable[..., Page], cast: Cast) -> None:
    page = open_page(cast.ming, READING)
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    page.locator("#sheet-bar:not([hidden])").wait_for()
    page.wait_for_timeout(300)
    assert page.locator("html").get_attribute("style") is None


STYLED = """() => {
  const rules = (list) => [...list].flatMap((rule) => [rule, ...rules(rule.cssRules ?? [])]);
  const selectors = rules([...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]))
    .map((rule) => rule.selectorText ?? "");
  return selectors.filter((words) => /\\.is-set\\b.*[ >+~](\\*|:not\\()[^ ]*$/.test(words));
}"""


def test_setting_the_margin_does_not_style_the_whole_text_anew(
    open_page: Callable[..., Page], cast: Cast
) -> None:
    """Which a rule does on any element below the article that gets its class."""
    page = open_page(cast.ming, READING)
    assert page.evaluate(STYLED) == []
