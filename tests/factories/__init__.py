"""Plain functions that make rows for tests. They save what they are asked for and nothing surprising."""
