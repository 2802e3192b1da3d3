from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "nscl.evidence"
    label = "evidence"
