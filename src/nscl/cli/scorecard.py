from nscl.cli import Command
COMMAND = Command("scorecard", "scorecard", lambda p: None, lambda o: 0)
