from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "nscl.history"
    label = "history"
