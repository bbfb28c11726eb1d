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


def drag(page: Page, first: str, last: str | None = None) -> None:
    """Select with the mouse, from the beginning of some words to the end of others."""
    box = page.evaluate(
        """([first, last]) => {
          const article = document.querySelector("article.text");
          const find = (words, isEnd) => {
            for (const block of article.querySelectorAll("[data-block]")) {
              const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
              for (let node; (node = walker.nextNode()); ) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                const into = {block: "center", behavior: "instant"};
                if (!isEnd) node.parentElement.scrollIntoView(into);
                const box = range.getBoundingClientRect();
                return [isEnd ? box.right - 1 : box.left + 1, (box.top + box.bottom) / 2];
              }
            }
          };
          return [...find(first, false), ...find(last, true)];
        }""",
        [first, last or first],
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, steps=3)
    page.mouse.move(box[2], box[3], steps=3)
    page.mouse.up()


def write(page: Page, words: str, body: str, kind: str = "Note") -> None:
    """Mark a passage and say something on it."""
    select(page, words)
    act(page, kind)
    page.get_by_label("What you want to say").fill(body)
    page.get_by_role("button", name="Save").click()
    page.locator("article.thread", has_text=body).wait_for()


def lit(page: Page) -> list[str]:
    """The words of the passages that are lit."""
    found: list[str] = page.evaluate("[...CSS.highlights.get('lit') ?? []].map(String)")
    return found
