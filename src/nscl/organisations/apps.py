from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "nscl.organisations"
    label = "organisations"
