"""How machines read: REST under /api/v1/, with one FilterSet for every reader."""
