"""What is made for each story is set by Jinja2, which compiles its templates to Python (docs/decisions/0034 has figures).

A page is still one of Django's templates, from ``base.html``: with ``{% part %}`` it sets what lies in ``jinja2/``. There
everything is escaped unless it is markup already, and a name that nobody gave is an error.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from commonpress.engines.media.templatetags.pictures import picture
from commonpress.engines.site.address import address_of
from commonpress.interfaces.front import phrases
from commonpress.interfaces.front.templatetags import paper

ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "jinja2"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=settings.DEBUG,
)

ENVIRONMENT.globals.update(
    _=gettext,
    url=address_of,
    picture=picture,
    feed_links=paper.feed_links,
    hole=paper.hole,
    is_foreign=paper.is_foreign,
    lang=paper.lang,
    machine_readable=paper.machine_readable,
    own_lang=paper.own_lang,
    phrases=phrases,
    social_card=paper.social_card,
    when=paper.when,
)
# Its macros are names everywhere: to import them again for every card is more work than what they say.
LABELS = vars(ENVIRONMENT.get_template("label.html").module)
ENVIRONMENT.globals.update(label=LABELS["label"], language_label=LABELS["language"])


def render(template: str, context: Mapping[str, Any]) -> SafeString:
    """A template of ``jinja2/`` in the language of the interface."""
    return SafeString(ENVIRONMENT.get_template(template).render(context))
