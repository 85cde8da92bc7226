"""The text itself: its blocks and sentences, its words with their offsets, its language, its numbers."""
