from commonpress.domain.stories.matter import matter_of
from commonpress.domain.stories.models import Story
from commonpress.engines.checks import store
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.models import Report


def is_clean(story: Story) -> bool:
    """Whether the newest stored report of the checks is of this very text and found nothing to look at."""
    return clears(matter_of(story))


def clears(matter: Matter) -> bool:
    """The same for any matter. What only the caller knew (its ``facts``) is left out of the comparison."""
    report = Report.objects.filter(subject=matter.subject).order_by("-pk").first()
    if report is None or report.verdict != Report.Verdict.CLEAN:
        return False
    return same(store.matter_of(report), matter)


def same(one: Matter, other: Matter) -> bool:
    return {**one.as_dict(), "facts": {}} == {**other.as_dict(), "facts": {}}
