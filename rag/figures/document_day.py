"""The day that a document's figures hold for unless they say otherwise."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date

from index.anatomy.identity import Identity
from index.anatomy.press import event_on

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
# A year named once may be any; one of which a report speaks again and again is its own.
_OFTEN = 2


def day_of_document(identity: Identity, text: Callable[[], str]) -> date | None:
    """The day a document tells of, else that of its issue; its ``text`` is only read where it has neither.

    A report without either may still begin "Sáng 17/5": that is a day of the year it speaks of most.
    """
    day = identity.event_on or identity.issued_on
    if day or identity.number:
        return day
    told = text()
    years = Counter(map(int, _YEAR.findall(told)))
    year, count = max(years.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    if count < _OFTEN:
        return None
    event = event_on(told.splitlines(), date(year, 12, 31))
    return event if event and event.year == year else None
