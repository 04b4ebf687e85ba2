"""Pages as they can be compared with each other."""

import re


def settled(page: str, *words: str) -> str:
    """A page without its tokens and support number, which differ between requests, and without these words."""
    page = re.sub(r'"[A-Za-z0-9]{64}"', '""', page)
    page = re.sub(r"<code>[0-9a-f]{12}</code>", "", page)
    for word in words:
        for spelled in (word, word.replace(" ", "+"), word.replace(" ", "%20")):
            page = page.replace(spelled, "WORD")
    return page
