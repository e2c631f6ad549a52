"""A season as a static site: a page for the season, and one for each episode to read along while it plays.

The pages need nothing but the files of the season beside them: style and script are inside each, links are relative, so
the folder works under any address and from a disk. Their content security policy allows nothing else.
"""

from drama.publishing.site.links import relative_link
from drama.publishing.site.pages import INDEX, ReadAlong, site_pages

__all__ = ["INDEX", "ReadAlong", "relative_link", "site_pages"]
