"""Forms of training, one file per group of acts."""
