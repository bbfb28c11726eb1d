"""Where links of a document lead: only elsewhere."""

from urllib.parse import urlsplit

_SAFE = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", '"': "%22"}


def address(href: str) -> str:
    """As Markdown takes it; nothing for what leads to a place in the page, or runs."""
    try:
        scheme = urlsplit(href.strip()).scheme
    except ValueError:
        return ""
    if scheme not in ("http", "https", "mailto"):
        return ""
    return "".join(_SAFE.get(one, one) for one in href.strip() if one > "\x1f")
