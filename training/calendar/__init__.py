"""The training calendar: rhythm, invitations, sign-in, feed, hours, tables."""
