from django.apps import AppConfig


class EconomyConfig(AppConfig):
    name = "nscl.economy"
    label = "economy"
