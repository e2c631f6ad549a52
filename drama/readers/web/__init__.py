"""Web pages and what word processors save as some, in HTML (WHATWG) and XHTML."""
