"""Many books: which there are, where each goes in a library, rendered one after another or by many machines.

Written over the public face of drama alone, as the studio is.
"""
