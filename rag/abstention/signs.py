"""Signs that a question may have no answer, too weak to be silent for one alone: for the model to weigh."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rag.abstention.ground import Ground
from rag.abstention.hinges import lacks_hinge_in, lacks_unit_in
from rag.abstention.mismatch import mismatch

# "Sao … lại", "vì sao … bị": what is asked about is taken for granted.
_GRANTED = re.compile(r"(?:^|[:,] ?)(?:vì sao|tại sao|sao) [^?]{0,120}?(?<!\w)(?:lại|bị|chỉ)(?!\w)")


def signs(ground: Ground) -> Mapping[str, float]:
    """Each 0 or 1, of a question for which there is some evidence."""
    found = {
        "hinge_unsaid": lacks_hinge_in(ground, ground.said),
        "unit_unsaid": lacks_unit_in(ground, ground.said),
        "granted": _GRANTED.search(ground.asked) is not None,
        "bodies_unsaid": all(mismatch(ground.question, item).bodies for item in ground.evidence),
    }
    return {name: float(value) for name, value in found.items()}
