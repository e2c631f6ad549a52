"""Bytes -> text: encodings, mojibake, characters nobody sees."""
