"""The components pages are composed of: one function here and one file in templates/ui/ each."""
