"""The one template library every component registers in."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


def render(name: str, /, **context: object) -> SafeString:
    """Render templates/ui/<name>.html with autoescaping; for block tags, which have no template of their own."""
    return render_to_string(f"ui/{name}.html", context)
