"""The gallery of components: debug only, for whoever builds or reviews a page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.ui.samples import sample_context


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, on one page. `?theme=light|dark` fixes the theme."""
    if not settings.DEBUG:
        raise Http404
    context: dict[str, object] = sample_context()
    if request.GET.get("theme") in ("light", "dark"):
        context["theme"] = request.GET["theme"]
    return render(request, "ui/gallery.html", context)
