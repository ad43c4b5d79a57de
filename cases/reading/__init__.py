"""How a case reads on screen: limits, the stage ribbon, the rounds of review, the timeline. Nothing here writes."""
