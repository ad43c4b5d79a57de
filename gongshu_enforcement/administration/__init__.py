"""What the law may change and who enters it: dated legal settings, and the working days of a year (系统)."""
