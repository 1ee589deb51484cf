"""One sentence for a finding, in the language that is active: for who wrote the text, or for who judges it."""

from django.utils.translation import gettext as _

from commonpress.engines.checks.finding import Finding
from commonpress.engines.checks.run import checks


def for_author(finding: Finding) -> str:
    """What the author may do about it. Empty when it says nothing to the author."""
    check = checks().get(finding.kind)
    if finding.code == "failed" or check is None:
        return ""
    return check.for_author(finding)


def for_editor(finding: Finding) -> str:
    """What was found, in one sentence."""
    check = checks().get(finding.kind)
    if finding.code == "failed" or check is None:
        return _("The check “%(check)s” could not be made. Please look yourself.") % {"check": finding.kind}
    return check.for_editor(finding)
