"""Where the parts meet: updates in, turns taken, replies out, nothing lost between."""
