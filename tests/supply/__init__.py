"""What the program is made of: the locks, the list of all parts, and how they are installed."""
