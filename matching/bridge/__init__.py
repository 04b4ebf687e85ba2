"""Between the rows and the engine: people as plain data going in, words coming out. It changes nothing."""
