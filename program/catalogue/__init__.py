"""The program templates: what a new program begins with. Everything in them can be changed afterwards."""

from program.catalogue.template import Page, ProgramTemplate
from program.catalogue.templates import TEMPLATES, find_template

__all__ = ["TEMPLATES", "Page", "ProgramTemplate", "find_template"]
