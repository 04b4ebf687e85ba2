"""Starts what the site needs on one machine: PostgreSQL, Valkey, web, worker and scheduler.

Plain Python and free of the application: it knows programs, folders and signals, and it hands addresses
over in environment variables. `python -m launcher run` is what `make run` calls; manage.py and the tests
use the same parts.
"""
