"""Settings, addresses and the launcher: the top of the house."""
