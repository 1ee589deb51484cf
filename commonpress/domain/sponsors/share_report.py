"""The secret links to a campaign's report: made, and revoked."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.sponsors.errors import Refused
from commonpress.domain.sponsors.models import Campaign, ReportLink
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock

MOST = 20  # links of one campaign that hold at once


@transaction.atomic
def share(campaign: Campaign, *, by: str = "") -> ReportLink:
    """A new link, which holds until it is revoked. Raises ``Refused`` when there are too many."""
    if campaign.report_links.filter(revoked_at=None).count() >= MOST:
        raise Refused({"": _("There are many links already. Revoke one first.")})
    link = ReportLink.objects.create(campaign=campaign, token=secrets.token_urlsafe(32), at=clock.now())
    record("campaign.shared", campaign.subject, by=by)
    return link


@transaction.atomic
def revoke(link: ReportLink, *, by: str = "") -> bool:
    """Let the link lead nowhere from now on. Answers whether it held until now."""
    held = ReportLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=clock.now())
    if held:
        record("campaign.unshared", link.campaign.subject, by=by)
    return bool(held)
