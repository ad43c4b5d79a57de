"""The pages of supervision, one file a screen."""
