"""Pages: public, office and portal. They show; they decide nothing."""
