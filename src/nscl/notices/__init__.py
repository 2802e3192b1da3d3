"""What people are told: notices on the site, and one mail a run that gathers them."""
