from nscl.cli import Command

COMMAND = Command("paper", "paper", lambda p: None, lambda o: 0)
