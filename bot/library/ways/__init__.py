"""What may be so at each place of the flows, found by going every way at once, without running any."""
