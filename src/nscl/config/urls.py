"""Every address of the site. What a page shows is decided in `web`."""

from django.urls import include, path

handler400 = "nscl.web.errors.bad_request"
handler403 = "nscl.web.errors.not_found"
handler404 = "nscl.web.errors.not_found"
handler500 = "nscl.web.errors.server_error"

urlpatterns = [path("", include("nscl.web.urls"))]
