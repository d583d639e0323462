"""What is promised, put to the test a row at a time: what was measured beside what is promised."""
