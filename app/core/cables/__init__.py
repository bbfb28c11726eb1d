"""Diplomatic telegrams: their text in, their structure out.

    decode("FM AMEMBASSY BEIJING\\n…\\nTAGS: PGOV CH\\n…\\n1. (C) …") → Telegram(origin=…, …)

The format is that of 5 FAH-2 H-320; what is told of it, and how surely, is in docs/cables.md.
"""

from app.core.cables.marks import portion_mark, portion_name
from app.core.cables.reading import decode
from app.core.cables.telegram import Telegram

__all__ = ["Telegram", "decode", "portion_mark", "portion_name"]
