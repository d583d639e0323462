"""Sums about money, dates and the law's figures: pure, Decimal, standard library only."""
