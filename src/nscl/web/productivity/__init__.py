"""The productivity lab: what TFP's share is under chosen conventions, and what the targets demand of each other."""
