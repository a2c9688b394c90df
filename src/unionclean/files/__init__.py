"""Files: finding them, telling text from binary, reading, and writing so that nothing is lost."""
