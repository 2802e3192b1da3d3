"""What is looked at before a report is sent: one rule, one file; the list is in `catalogue`."""
