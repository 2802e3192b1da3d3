from nscl.cli import Command
COMMAND = Command("plan", "plan", lambda p: None, lambda o: 0)
