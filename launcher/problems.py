"""The one exception a person gets to see."""


class Problem(Exception):
    """Something a person can put right; the message is one line that says what to do."""
