from django.db import transaction

from commonpress.engines.events.models import Errand
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock


@transaction.atomic
def put_back(errand: Errand, *, by: str = "") -> bool:
    """Let a failed errand be tried anew, with all its attempts. Answers whether it had failed."""
    done = Errand.objects.filter(pk=errand.pk, state=Errand.State.FAILED).update(
        state=Errand.State.WAITING, attempts=0, due_at=clock.now(), claimed_until=None
    )
    if done:
        record("errand.put_back", f"errand:{errand.pk}", by=by, facts={"reader": errand.reader})
    return bool(done)
