"""What users get to see: the account of a run in the formats people and programs read."""
