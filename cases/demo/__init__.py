"""The story of the demonstration (演示): invented parties and facts, and the plan of the demo year."""
