"""The monthly case commentary: which cases the rules propose, and what is open. Nothing here writes."""
