"""The version of drama, which the lock of a series records."""

__version__ = "0.6.0"
