"""The province's report."""


def run() -> None:
    pass
