"""What matching tells and reminds people of; importing it declares every kind."""

from matching.nudges import chemistry, coaches, partnerships, proposals, rankings, requests, steps_in

__all__ = ["chemistry", "coaches", "partnerships", "proposals", "rankings", "requests", "steps_in"]
