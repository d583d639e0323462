"""Where conversations are held. The only Telegram and the only HTTP are here."""
