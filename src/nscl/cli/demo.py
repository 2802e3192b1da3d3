from nscl.cli import Command

COMMAND = Command("demo", "demo", lambda p: None, lambda o: 0)
