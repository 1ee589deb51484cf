"""OpenSearch 1.1 description: lets a browser search the paper from its address bar."""

from django.utils.translation import gettext as _

from commonpress.engines.site.address import absolute
from commonpress.engines.site.options import Paper
from commonpress.interfaces.syndication.xml import add, document, root

TYPE = "application/opensearchdescription+xml"
SPACE = "http://a9.com/-/spec/opensearch/1.1/"
O = f"{{{SPACE}}}"  # noqa: E741 (the prefix the format's own examples use)
SHORT, LONG = 16, 1024  # characters the format allows


def render(paper: Paper) -> bytes:
    top = root(f"{O}OpenSearchDescription", {None: SPACE})
    add(top, f"{O}ShortName", paper.name[:SHORT].strip())
    add(top, f"{O}Description", (_("Search %(paper)s") % {"paper": paper.name})[:LONG])
    add(top, f"{O}Url", type="text/html", template=absolute("/search/?q={searchTerms}"))
    add(top, f"{O}Url", type=TYPE, rel="self", template=absolute("/opensearch.xml"))
    add(top, f"{O}Image", absolute("/favicon.ico"), width="16", height="16", type="image/x-icon")
    add(top, f"{O}Language", paper.language)
    add(top, f"{O}InputEncoding", "UTF-8")
    return document(top)
