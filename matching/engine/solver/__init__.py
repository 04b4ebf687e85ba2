"""The exact solver behind `assignment`: arcs, flows, prices and the canonical answer, all in whole numbers."""
