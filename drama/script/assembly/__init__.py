"""Spans, speakers, thoughts and scenes -> numbered lines; every character accounted for."""
