"""Named placeholders in fixed text. A name is replaced by its value once; nothing is ever executed."""

import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each known `{name}` replaced. An unknown one stays as written; values are not looked at again."""
    return _PLACEHOLDER.sub(lambda match: values.get(match.group(1), match.group(0)), text)
