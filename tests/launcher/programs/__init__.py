"""Small programs that the supervisor tests run."""
