"""Search over everything a visitor may see, without tones."""

from nscl.web.search.page import urlpatterns

__all__ = ["urlpatterns"]
