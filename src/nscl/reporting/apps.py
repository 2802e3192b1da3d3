from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "nscl.reporting"
    label = "reporting"
