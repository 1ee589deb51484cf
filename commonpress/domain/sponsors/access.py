from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from commonpress.domain.sponsors.address import fault
from commonpress.domain.sponsors.models import Campaign, Creative, ReportLink, Sponsor


def campaigns() -> QuerySet[Campaign]:
    """All of them, for the owner, those that end last first."""
    return Campaign.objects.select_related("sponsor").order_by("-ends_at", "-pk")


def campaign_or_404(number: int) -> Campaign:
    return first_or_404(campaigns().filter(pk=number))


def creative_or_404(number: int) -> Creative:
    return first_or_404(Creative.objects.select_related("campaign__sponsor", "picture").filter(pk=number))


def sponsor_or_404(number: int) -> Sponsor:
    return first_or_404(Sponsor.objects.filter(pk=number))


def link_or_404(campaign: Campaign, number: int) -> ReportLink:
    return first_or_404(ReportLink.objects.filter(pk=number, campaign=campaign))


def shared_or_404(token: str) -> Campaign:
    """The campaign whose report a secret link opens, as long as the link holds. One query."""
    holding = ReportLink.objects.filter(token=token, revoked_at=None)
    return first_or_404(campaigns().filter(report_links__in=holding))


def led_to_or_404(number: int) -> Creative:
    """A creative whose click leads somewhere: of any flight, because pages and tabs are kept. One query."""
    found = first_or_404(Creative.objects.only("pk", "address").filter(pk=number))
    if fault(found.address):
        raise Http404("this address leads nowhere")
    return found


M = TypeVar("M", bound=Model)


def first_or_404(rows: QuerySet[M]) -> M:
    found = rows.first()
    if found is None:
        raise Http404("nothing of that number here")
    return found
