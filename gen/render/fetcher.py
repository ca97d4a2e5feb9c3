"""What WeasyPrint may read: the chosen fonts, from memory. Any other URL stops the rendering."""

from __future__ import annotations

from collections.abc import Mapping

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class Refused(FatalURLFetchingError):  # type: ignore[misc]
    """The page asked for something that is not one of its fonts. (A BaseException, since the engine goes on after any other.)"""


class FontFetcher(URLFetcher):  # type: ignore[misc]
    """Serves exactly the URLs it was made with; it opens no file and no connection itself."""

    def __init__(self, allowed: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False, fail_on_errors=True)
        self._allowed = dict(allowed)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The font at ``url``; raises Refused for any other."""
        content = self._allowed.get(url)
        if content is None:
            raise Refused(f"refused to fetch {url[:200]!r}")
        return URLFetcherResponse(url, content, {"Content-Type": "font/otf"})
