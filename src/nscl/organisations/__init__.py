"""Bodies of every kind, people, roles and rights, and what the Department decides itself as dated rows."""
