"""Where the parts meet: turns, the worker, the sender, timers. The only place besides channels that waits."""
