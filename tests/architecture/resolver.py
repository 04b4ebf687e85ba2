"""Every named address of the site."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def named_routes() -> dict[str, URLPattern]:
    """Each route of the whole site by its name. An address without a name is a fault."""
    return {pattern.name: pattern for pattern in _patterns(get_resolver())}  # type: ignore[misc]


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry)
        else:
            assert entry.name, entry
            yield entry
