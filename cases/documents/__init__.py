"""Statutory documents (执法文书): what each needs from a case, frozen at issue, laid out as HTML and PDF."""
