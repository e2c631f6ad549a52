"""EPUB -> Story: the archive, its package document, its XHTML."""
