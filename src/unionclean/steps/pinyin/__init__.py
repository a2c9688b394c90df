"""Annotations that content farms inject after characters, and the bytes this destroys."""
