"""The pages of delegation, one file a screen. Every signed-in person may read them: the law makes them public."""
