from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "nscl.web"
    label = "web"
