"""Plain text from newspapers as it really comes, made a reading.

>>> from app.core.importing import Converted, Form
>>> page = '''A card for all
...
... By Ada Lam
...
... The city began to give out cards on Monday. Queues were long.
...
... Advertisement
...
... Nobody knows what they are for.'''
>>> read = read_clipping(Converted("card.txt", Form.PLAIN, page))
>>> read.facts["title"].value, read.facts["author"].value
('A card for all', 'Ada Lam')
>>> [(removal.line, removal.place, removal.text) for removal in read.removals]
[(7, 3, 'Advertisement')]

The order of work, each a module: lines to `paragraphs`; what the wording alone shows as foreign
(`foreign`, with `notices` and `captions`); broken `sentences`; the `head`, with `dating`,
`bylines`, `publishers`; what the place shows as foreign (`headlines`); `facts`; Markdown
(`escaping`). Markdown that comes in stays as it is (`written`).
"""

from app.core.clippings.clipping import read_clipping

__all__ = ["read_clipping"]
