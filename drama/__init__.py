"""drama: a prose story in, a full-cast audio drama out."""

__version__ = "0.1.0"
