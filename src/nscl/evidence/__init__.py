"""Uploaded files, kept by their SHA-256, and references to documents."""
