"""Manuscripts of LibreOffice and others in OpenDocument (ISO/IEC 26300, OASIS OpenDocument 1.3)."""
