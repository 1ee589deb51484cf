"""How strangers become members: what the owner chose, and which mail addresses are let in."""

from functools import lru_cache

import disposable_email_domains
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpress.engines.lib import text
from commonpress.engines.site import options


class Door(models.TextChoices):
    """The site option ``sign_up``."""

    OPEN = "open", gettext_lazy("Open to everybody")
    APPLICATION = "application", gettext_lazy("By application: an editor reads the answer to your question")
    INVITATION = "invitation", gettext_lazy("By invitation of a member")
    CLOSED = "closed", gettext_lazy("Closed")


def door() -> Door:
    chosen = options.paper().sign_up
    return Door(chosen) if chosen in Door.values else Door.CLOSED


@lru_cache(maxsize=1)
def disposable() -> frozenset[str]:
    """The list that comes with the package ``disposable-email-domains``, some thousands of domains."""
    return frozenset(disposable_email_domains.blocklist)


def mail_refusal(address: str) -> str:
    """Why nobody may join with this mail address, in words; empty when they may.

    The owner's exceptions win over the owner's additions, and both over the list of the package. A domain stands for
    the domains under it.
    """
    paper = options.paper()
    domain = address.rpartition("@")[2].strip().lower().rstrip(".")
    above = [domain.split(".", cut)[-1] for cut in range(domain.count(".") + 1)]
    if any(each in paper.allowed_mail_domains for each in above):
        return ""
    if any(each in paper.refused_mail_domains or each in disposable() for each in above):
        return _("Mail addresses at %(domain)s are thrown away after a while. Please use one you keep.") % {
            "domain": text.excerpt(domain, 80)
        }
    return ""
