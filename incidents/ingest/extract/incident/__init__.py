"""From what single sentences say to the incidents of a note."""
