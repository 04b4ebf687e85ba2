"""The version a run records: it changes whenever the same input could give another answer."""

ENGINE_VERSION = "1.3"
