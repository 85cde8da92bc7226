"""The parties that a passage names, how firmly, and what each of them did in its clause."""
