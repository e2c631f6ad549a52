"""Manuscripts of Word and of all that writes its format: Office Open XML (ECMA-376)."""
