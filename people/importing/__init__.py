"""Reading a file of people: plain functions from bytes to checked rows. Nothing here touches the database."""
