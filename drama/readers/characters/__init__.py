"""Bytes -> text: encodings, mojibake, invisible characters."""
