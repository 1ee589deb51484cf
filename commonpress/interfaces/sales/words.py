"""How bookings are said in words."""

from datetime import date, datetime, time, timedelta

from babel.dates import format_skeleton
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from commonpress.domain.sponsors.models import Campaign
from commonpress.domain.sponsors.report import Owed
from commonpress.engines.lib import amounts, clock, numbers

Goal = Campaign.Goal


def whole(n: int) -> str:
    return amounts.whole(n, get_language() or "en")


def day(at: datetime | date) -> str:
    """With its year when that is not this one."""
    moment = timezone.localtime(at) if isinstance(at, datetime) else datetime.combine(at, time())
    tongue = amounts.regional(get_language() or "en", timezone.get_current_timezone_name())
    if moment.year == timezone.localtime(clock.now()).year:
        return amounts.day_short(moment, tongue)
    return day_and_year(moment)


def day_and_year(at: datetime) -> str:
    tongue = amounts.regional(get_language() or "en", timezone.get_current_timezone_name())
    moment = timezone.localtime(at) if timezone.is_aware(at) else at
    return format_skeleton("yMMMd", moment, tzinfo=None, locale=numbers.locale(tongue))


def goal(campaign: Campaign) -> str:
    n = campaign.amount or 0
    if campaign.goal == Goal.IMPRESSIONS:
        return ngettext("%(n)s impression", "%(n)s impressions", n) % {"n": whole(n)}
    if campaign.goal == Goal.CLICKS:
        return ngettext("%(n)s click", "%(n)s clicks", n) % {"n": whole(n)}
    if campaign.goal == Goal.SHARE:
        return _("exclusive") if n == 100 else _("%(n)s%% of the views") % {"n": n}
    return _("the whole flight") if campaign.goal == Goal.TIME else _("the paper’s own")


def state(campaign: Campaign) -> str:
    now = clock.now()
    if campaign.stopped_at:
        return _("stopped")
    if campaign.ends_at <= now:
        return _("over")
    if campaign.delivered_at:
        return _("delivered")
    return _("in flight") if campaign.starts_at <= now else _("to come")


def owed(line: Owed) -> str:
    """What one line of an invoice is for."""
    if line.what == "over":
        return _("Delivered beyond that, free of charge")
    if line.what == Goal.IMPRESSIONS:
        return _("Impressions, price of a thousand")
    if line.what == Goal.CLICKS:
        return _("Clicks, price of one")
    return _("The flight, at one price")


def first_day(campaign: Campaign) -> str:
    return in_flight(campaign, campaign.starts_at)


def last_day(campaign: Campaign) -> str:
    """A flight that ends at midnight had its last day before."""
    return in_flight(campaign, campaign.ends_at - timedelta(microseconds=1))


def in_flight(campaign: Campaign, at: datetime) -> str:
    """A day of a flight; with its year when the flight goes on into another."""
    years = {timezone.localtime(each).year for each in (campaign.starts_at, campaign.ends_at)}
    return day(at) if len(years) == 1 else day_and_year(at)
