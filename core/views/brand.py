"""The organization's accent as a style sheet of its own, so that no page needs an inline style."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.colour import accent_tokens


@login_not_required
@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def brand_css(request: HttpRequest) -> HttpResponse:
    """`/brand.css?accent=#rrggbb`: the address names the colour, so it reads no table and can be kept for ever."""
    try:
        tokens = accent_tokens(request.GET.get("accent", ""))
    except ValueError as error:
        raise Http404 from error
    lines = [f"  --{name}: light-dark({light}, {dark});" for name, (light, dark) in tokens.items()]
    return HttpResponse(":root {\n" + "\n".join(lines) + "\n}\n", content_type="text/css; charset=utf-8")
