from tests.reporting.conftest import programme

__all__ = ["programme"]
