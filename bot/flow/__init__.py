"""What is asked and said, decided by pure functions: standard library only, no I/O, no clock."""
