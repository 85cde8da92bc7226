"""People who are counted: whose side they are on, of which community, which of them are the same ones."""
