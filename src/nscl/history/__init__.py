"""Acts of people: who did what to what, when and why. Append-only, chained by hash; knows no other app."""
