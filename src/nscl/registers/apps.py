from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "nscl.registers"
    label = "registers"
