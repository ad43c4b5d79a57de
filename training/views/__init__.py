"""Pages of training, one file per screen."""
