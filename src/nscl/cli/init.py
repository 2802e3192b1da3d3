from nscl.cli import Command

COMMAND = Command("init", "init", lambda p: None, lambda o: 0)
