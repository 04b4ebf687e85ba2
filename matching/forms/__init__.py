"""Forms of the matching pages."""
