"""Thin views: parse, call, render. One file per screen."""
