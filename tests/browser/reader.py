"""What a reader does with a page, for the tests to say it in a line."""

from playwright.sync_api import Page

READING = "/courses/hukou/readings/a-card"


def select(page: Page, first: str, last: str | None = None) -> None:
    """Select from the beginning of some words to the end of others, as a pointer would."""
    page.evaluate(
        """([first, last]) => {
          const article = document.querySelector("article.text");
          const find = (words) => {
            const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode()); ) {
              if (!node.parentElement.closest("[data-block]")) continue;
              const at = node.data.indexOf(words);
              if (at >= 0) return [node, at];
            }
            throw new Error(`not in one text node: ${words}`);
          };
          const [begin, from] = find(first);
          const [end, to] = find(last);
          const range = document.createRange();
          range.setStart(begin, from);
          range.setEnd(end, to + last.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        [first, last or first],
    )


def act(page: Page, action: str) -> None:
    """Press a button of the toolbar beside the selection."""
    page.get_by_role("toolbar").get_by_role("button", name=action, exact=True).click()
