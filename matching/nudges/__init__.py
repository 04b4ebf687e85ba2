"""What matching tells and reminds people of; importing it declares every kind."""

from matching.nudges import partnerships, rankings, requests

__all__ = ["partnerships", "rankings", "requests"]
