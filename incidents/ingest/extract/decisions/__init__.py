"""What was learnt from coded notes, where the rules leave a choice."""
