"""Places: the names in a passage, what stands around them, and the point or the range that they mean."""
