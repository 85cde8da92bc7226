"""What kind of event a passage tells."""
