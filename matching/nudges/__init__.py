"""What matching tells and reminds people of; importing it declares every kind."""

from matching.nudges import partnerships, requests

__all__ = ["partnerships", "requests"]
