"""Numbers of rows in addresses and forms: what no row can have is 404, not an error below."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**63 - 1  # of a database's integers


class RowNumber(IntegerConverter):
    """`<int:number>` in an address, up to the largest that a row can have."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST)


def register(app: Flask) -> None:
    app.url_map.converters["int"] = RowNumber


def row_number(text: str) -> int:
    """Read a form's number: `request.form.get("reply", type=row_number)`. Raises `ValueError`."""
    number = int(text)
    if not 0 <= number <= LARGEST:
        raise ValueError(f"no row has the number {number}")
    return number
