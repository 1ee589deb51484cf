import re
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpress.domain.stories import access
from commonpress.domain.stories.models import Story
from commonpress.engines.lib import amounts, clock
from commonpress.engines.readership import agents, hours, screen
from commonpress.engines.readership.strike import Batch
from commonpress.engines.readership.suspects import Network

# The part of an address that names a story, whatever stands before or after it.
STORY = re.compile(r"(?:^|/)([0-9]{4}/[0-9]{2}/[-\w]+)/?(?:[?#].*)?$")
HOUR = timedelta(hours=1)


class HourInput(forms.DateTimeInput):
    """The browser's own field of a day and an hour."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(attrs={"step": 3600}, format="%Y-%m-%dT%H:%M")


class StrikeForm(forms.Form):
    """What an editor wants to strike out, and why."""

    start = forms.DateTimeField(label=gettext_lazy("From"), widget=HourInput())
    end = forms.DateTimeField(
        label=gettext_lazy("To before"),
        widget=HourInput(),
        help_text=gettext_lazy(
            "Full hours of the paper’s clock; whole days for what is older than five weeks."
        ),
    )
    agent = forms.ChoiceField(label=gettext_lazy("Read with"), required=False)
    network = forms.ChoiceField(
        label=gettext_lazy("Network"),
        required=False,
        help_text=gettext_lazy(
            "Those with the most views today. They cannot be told apart any more tomorrow."
        ),
    )
    story = forms.CharField(
        label=gettext_lazy("Story"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Its address; empty for all stories."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Kept with the strike, for everybody who edits."),
    )

    def __init__(self, networks: list[Network], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        browsers = [(name, screen.agent_name(name)) for name in agents.classes()]
        self.choices("agent", [("", _("All browsers")), *browsers])
        self.choices("network", [("", _("All networks")), *((each.name, shown(each)) for each in networks)])

    def choices(self, name: str, offered: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = offered

    def clean_story(self) -> Story | None:
        words = self.cleaned_data["story"].strip()
        if not words:
            return None
        path = STORY.search(words)
        found = access.at_path(path[1]) if path else None
        if found is None:
            raise ValidationError(_("There is no story at that address."))
        return found

    def batch(self) -> Batch:
        """Valid forms only."""
        data = self.cleaned_data
        story: Story | None = data["story"]
        return Batch(
            data["start"], data["end"], data["agent"], data["network"], story.subject if story else ""
        )


def usual() -> dict[str, Any]:
    """The hour that is over, as the form begins."""
    now = timezone.localtime(hours.start(clock.now()))
    return {"start": now - HOUR, "end": now}


def shown(network: Network) -> str:
    """A network in the list: a piece of its hash, which says nothing of its address, and what it did."""
    return _("%(name)s: %(views)s views, %(share)s of all, stories: %(subjects)s") % {
        "name": short(network.name),
        "views": amounts.whole(network.views, screen.language()),
        "share": amounts.percent(network.share, screen.language()),
        "subjects": amounts.whole(network.subjects, screen.language()),
    }


def short(name: str) -> str:
    return name[:6]
