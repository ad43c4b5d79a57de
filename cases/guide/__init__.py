"""One picture, one form, one manual (一图一表一册), each generated from what the software enforces."""
