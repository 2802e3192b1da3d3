from django.apps import AppConfig
from django.urls.converters import register_converter


class WebConfig(AppConfig):
    name = "nscl.web"
    label = "web"

    def ready(self) -> None:
        from nscl.web.round_address import RoundAddress

        register_converter(RoundAddress, "round")
