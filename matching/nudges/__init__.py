"""What matching tells and reminds people of; importing it declares every kind."""

from matching.nudges import chemistry, coaches, partnerships, rankings, requests

__all__ = ["chemistry", "coaches", "partnerships", "rankings", "requests"]
