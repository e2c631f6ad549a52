"""Manuscripts in Rich Text Format (Microsoft, version 1.9.1), which every word processor writes."""
