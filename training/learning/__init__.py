"""The learning path of the officers: criteria, standings, what a street's step presumes."""
