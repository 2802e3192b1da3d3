from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "nscl.notices"
    label = "notices"
