"""Servers that the user names: where they are, and one bounded way to ask them over HTTP.

``address`` tells whose machine an address is and holds the key, ``requests`` sends a request with retries. Written with
the standard library: it is one POST a question, and everything else an HTTP library brings (redirects, cookies,
retries) would have to be turned off or bounded here anyway.
"""
