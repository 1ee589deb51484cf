"""Fill the paper of tools/look.py with one of everything that has a page, and tell where those pages are.

python -m tools.look_paper FOLDER [ro]        prints {"sessions": {who: cookie}, "pages": [[name, who, path], …]}

Letters go to FOLDER/mails.
"""

import json
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonpress import shell
from tools import look_shown

if TYPE_CHECKING:
    from commonpress.domain.members.models import Member
    from commonpress.domain.stories.models import Story

ADMIN = """
    site/setting/ site/verification/ site/verification/add/ site/page/ site/page/add/ site/menuitem/ site/redirect/add/
    stories/section/ stories/lead/ stories/lead/add/ stories/story/ stories/topic/ members/member/ members/joining/
    health/ events/event/ events/errand/ checks/wirefeed/add/
    checks/promotion/ checks/phrase/add/ checks/domain/ desk/cannedreason/ desk/cannedreason/add/
    conversation/talking/ conversation/comment/
""".split()

World = dict[str, Any]
Pages = list[tuple[str, str, str]]
# Who opens what the matrix lets them open; the first of its letters is a stranger's, and so on.
PEOPLE = {"ben": "tom-hartley", "ada": "irina-dobrescu", "olga": "olga", "cleo": "gavril-neagu"}
KEYED = "tinca-boboc"
DAY = 86_400.0  # seconds; nobody is asked for a password again while a look lasts
ORDER = (("stranger", 0), ("ben", 2), ("ada", 3), ("olga", 4), ("cleo", 1))
# Neither pages nor worth a picture.
NO_PAGES = re.compile(
    r"feed\.|^me/$|\.xml|\.json|\.txt|\.css|\.ico|^proof|^api/v1|^api/\^|^media|^seen|^go/|well-known|statements|download|mine/$"
)
STORY = "ferry-returns-electric"


def main(folder: Path, language: str = "en") -> None:
    shell.start(folder)
    shell.prepare()
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(folder / "mails")
    kept, shown = folder / "pages.json", folder / "shown"
    if not kept.exists():
        kept.write_text(json.dumps(pages(filled())), encoding="utf-8")
    if not shown.exists():
        speak(language)
        look_shown.write_down(folder)
    found = json.loads(kept.read_text(encoding="utf-8"))
    found += [(path.stem, "stranger", f"/look-{path.stem}/") for path in sorted(shown.glob("*.html"))]
    print(json.dumps({"sessions": sessions(), "pages": found}))


def speak(language: str) -> None:
    from commonpress.domain.members.models import Member
    from commonpress.engines.site import options

    Member.objects.update(language="")
    options.change({"language": language, "name": "Felinarul" if language == "ro" else "The Lantern"})


def filled() -> World:
    from commonpress.domain.conversation.models import Comment
    from commonpress.domain.conversation.write import write as say
    from commonpress.domain.members.models import Member
    from commonpress.domain.sponsors.models import Campaign
    from commonpress.domain.stories.decline import decline
    from commonpress.domain.stories.models import Story
    from commonpress.domain.stories.submit import submit
    from commonpress.interfaces.account.models import SignedIn
    from commonpress.interfaces.api.tokens import make
    from commonpress.interfaces.desk.models import Entry
    from commonpress.interfaces.notices import unsubscribe

    people: dict[str, Member] = {
        who: Member.objects.get(email__startswith=f"{handle}@") for who, handle in PEOPLE.items()
    }
    ben, ada = people["ben"], people["ada"]
    published = Story.objects.get(slug=STORY)
    declined = submit(told(ben, "Cheap tickets for everybody who calls before noon"), by=ben)
    world: World = {
        **people,
        "published": published,
        "draft": told(ben, "Why the quay at Strada Felinarului is wet on dry days"),
        "waiting": submit(told(ben, "The tide table of the north mole is a year old"), by=ben),
        "decision": decline(declined, words="This sells something.", rule="promotion", by=ada),
        "said": Comment.objects.filter(state=Comment.State.VISIBLE, story=published).first(),
        "waits": say(published, "I was on the first boat, and the clock in the cabin was wrong.", by=ben),
        "token": make(ben, "The timetable in my window", ["read", "write"])[0],
        "campaign": Campaign.objects.order_by("pk").first(),
        "unsubscribe": unsubscribe.address(ben, "story.published"),
    }
    world["creative"] = world["campaign"].creatives.first()
    world["sponsor"] = world["campaign"].sponsor
    happen(world)
    settle()
    add_keys()
    sessions()
    world["entry"] = Entry.objects.get(subject=world["waiting"].subject)
    world["session"] = SignedIn.objects.filter(member=ben).first()
    return world


def told(by: "Member", headline: str) -> "Story":
    from commonpress.domain.stories.models import Section
    from commonpress.domain.stories.write import Draft, write

    body = "<p>The water comes up through the old drain, says the harbour master, who has measured it since March.</p>"
    draft = Draft(headline, Section.objects.get(slug="harbour"), [by], body=body, topics=["Ferry"])
    return write(draft, by=by)


def settle() -> None:
    from commonpress.engines.events import work

    while work.turn():
        pass


def happen(world: World) -> None:
    """What a paper has after a while and the demonstration has not: one of each that has a page of its own."""
    from commonpress.domain.conversation.mute import mute
    from commonpress.domain.members.appeal import appeal
    from commonpress.domain.members.ban import ban
    from commonpress.domain.members.invite import invite
    from commonpress.domain.members.models import Member
    from commonpress.domain.sponsors.share_report import share
    from commonpress.domain.stories.amend import amend
    from commonpress.domain.stories.cobyline import offer_byline
    from commonpress.domain.stories.correct import Wording
    from commonpress.domain.stories.models import Story
    from commonpress.domain.stories.preview import open_preview
    from commonpress.domain.stories.submit import submit
    from commonpress.domain.stories.withdraw import withdraw
    from commonpress.engines.lib import clock

    ben, ada, cleo = world["ben"], world["ada"], world["cleo"]
    appeal(world["decision"], "It is the town's own offer, and the boat is free for everybody.", by=ben)
    offer_byline(world["draft"], cleo.handle, by=ben)
    other = told(cleo, "Nine benches on the mole, and one of them is not green")
    offer_byline(other, ben.handle, by=cleo)
    submit(told(cleo, "A second look at the benches"), by=cleo)
    mine = Story.objects.filter(bylines__member=ben, state=Story.State.PUBLISHED).exclude(slug=STORY)[1]
    wording = Wording(mine.headline, "It leaves at noon, not at one.", mine.body)
    world["proposal"] = amend(
        mine, wording, by=ben, seen=mine.seen, note="The hour in the standfirst was wrong."
    )
    world["withdrawn"] = Story.objects.filter(state=Story.State.PUBLISHED).order_by("published_at")[0]
    withdraw(world["withdrawn"], reason="Its only source had made it up.", by=ada)
    dan = Member.objects.filter(handle="lucky-anchor").get()
    ban(dan, reason="The same advertisement, forty times", until=clock.now() + timedelta(days=9), by=ada)
    mute(dan, by=ben)
    world["preview"] = open_preview(world["draft"], by=ben).token
    world["invitation"] = invite(ada, note="Tinca’s brother, who counts birds")
    invite(ada, note="The harbour master")
    world["report"] = share(world["campaign"]).token
    applied()


def applied() -> None:
    from commonpress.domain.members import join
    from commonpress.domain.members.models import Member
    from commonpress.engines.site import options

    options.change({"sign_up": "application", "sign_up_question": "What would you write about first?"})
    member = Member(email="sorin-baltag@lantern.example", handle="sorin-baltag", name="Sorin Baltag")
    member.set_unusable_password()
    join.join(
        member, answer="The allotments behind the shipyard. I have had one since 1994 and know every fence."
    )
    join.apply(member)
    options.change({"sign_up": "open"})


def sessions() -> dict[str, str]:
    """Everybody signed in just now, by password, as the second step asks; "keyed" has an app and codes as well."""
    from allauth.account.internal.flows.login import record_authentication
    from django.conf import settings
    from django.test import Client, RequestFactory

    from commonpress.domain.members.models import Member

    found = {"name": settings.SESSION_COOKIE_NAME}
    for who, handle in (PEOPLE | {"keyed": KEYED}).items():
        client = Client()
        member = Member.objects.get(email__startswith=f"{handle}@")
        client.force_login(member)
        request = RequestFactory().get("/")
        request.session = session = client.session
        record_authentication(request, member, "password", reauthenticated=True)
        session["account_authentication_methods"][-1]["at"] += DAY
        session.save()
        found[who] = str(session.session_key)
    return found


def add_keys() -> None:
    """Confirmed addresses, which the second step asks for; and for one an app, codes and two passkeys."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from allauth.mfa.webauthn.internal.auth import WebAuthn

    from commonpress.domain.members.address import trust_old_address
    from commonpress.domain.members.models import Member

    for member in Member.objects.filter(email__endswith="@lantern.example"):
        trust_old_address(member)
    keyed = Member.objects.get(handle=KEYED)
    TOTP.activate(keyed, generate_totp_secret())
    RecoveryCodes.activate(keyed)
    WebAuthn.add(keyed, "Telephone with the cracked screen", {})
    WebAuthn.add(keyed, "Cheie USB de la birou", {})


def pages(world: World) -> Pages:
    return [*of_matrix(world), *special(world)]


def of_matrix(world: World) -> Pages:
    """A page a line of tests/matrix.py, opened by the first who may."""
    from tests.matrix import PRIVATE, PUBLIC
    from tests.test_matrix import address

    found: Pages = []
    for route in sorted(PUBLIC):
        if not NO_PAGES.search(route):
            path = address(route, world).replace("/by/ben/", "/by/tom-hartley/")
            found.append((name_of(route) or "home", "stranger", path))
    for route, letters in PRIVATE.items():
        allowed = [who for who, number in ORDER if letters.split()[0][number] == "o"]
        if allowed and not NO_PAGES.search(route):
            found.append((name_of(route), allowed[0], address(route, world)))
    return found


def name_of(route: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"<\w+:(\w+)>|\(\?P.*", r"\1", route)).strip("-")


def special(world: World) -> Pages:
    """Pages the matrix has no line for: each kind of entry, a page in another state, the owner's screens."""
    from allauth.mfa.models import Authenticator
    from django.urls import reverse

    from commonpress.domain.members.models import Member
    from commonpress.domain.stories.models import Story
    from commonpress.interfaces.desk.models import Entry

    passkey = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).order_by("pk")[0]
    corrected = Story.objects.filter(corrections__isnull=False, state=Story.State.PUBLISHED).order_by("-pk")[
        0
    ]
    pages: Pages = [
        ("desk-empty", "ada", "/desk/?q=zzyzx&kind=account&language=ro"),
        ("desk-by-age", "ada", "/desk/?order=age"),
        ("account-join-invitation", "stranger", f"/account/invitation/{world['invitation']}/"),
        ("sponsors-report-shared", "stranger", f"/sponsors/report/{world['report']}/"),
        ("studio-shown", "stranger", f"/studio/shown/{world['preview']}/"),
        ("second-step-with-app", "keyed", "/account/second-step/"),
        ("recovery-codes", "keyed", "/account/second-step/recovery-codes/"),
        ("recovery-codes-again", "keyed", "/account/second-step/recovery-codes/generate/"),
        ("passkeys-listed", "keyed", "/account/second-step/webauthn/"),
        ("passkey-remove", "keyed", reverse("mfa_remove_webauthn", args=[passkey.pk])),
        ("account-keyed", "keyed", "/account/"),
        ("totp-remove", "keyed", "/account/second-step/totp/deactivate/"),
        ("changes", "stranger", f"/{corrected.path}/changes/"),
        ("change", "stranger", f"/{corrected.path}/changes/2/"),
        ("410", "stranger", f"/{world['withdrawn'].path}/"),
        ("404", "stranger", "/nothing/like/this/"),
        ("print-story", "stranger", f"/{world['published'].path}/#print"),
        ("print-report", "stranger", f"/sponsors/report/{world['report']}/#print"),
        ("print-recovery-codes", "keyed", "/account/second-step/recovery-codes/#print"),
        ("403", "ben", "/desk/"),
        ("admin", "olga", "/admin/"),
        ("search-hits", "stranger", "/search/?q=ferry"),
        ("search-none", "stranger", "/search/?q=zzyzx"),
        ("notices-editor", "ada", "/notices/"),
        ("studio-cleo", "cleo", "/studio/"),
        ("account-waiting-2", "stranger", "/account/waiting/"),
    ]
    for kind in Entry.Kind.values:
        entry = Entry.objects.filter(kind=kind, state="waiting").order_by("-risk").first()
        if entry:
            pages.append((f"desk-entry-{kind}", "ada", f"/desk/{entry.pk}/"))
    copied = [
        one
        for one in Entry.objects.filter(kind="story", state="waiting").order_by("-risk")
        if "copied" in str(one.signs)
    ]
    for entry in copied[:1]:
        pages += [
            ("desk-entry-copied", "ada", f"/desk/{entry.pk}/"),
            ("desk-copies", "ada", f"/desk/{entry.pk}/copies/"),
        ]
    long = Story.objects.filter(slug="everything").first()
    if long:
        pages.append(("everything", "stranger", f"/{long.path}/"))
    pages += [(f"bad-{name}", who, f"{path}#bad") for name, who, path in forms(world)]
    pages += [(f"admin-{name_of(one)}", "olga", f"/admin/{one}") for one in ADMIN]
    member = Member.objects.get(handle="lucky-anchor")
    pages.append(("admin-member", "olga", f"/admin/members/member/{member.pk}/change/"))
    pages.append(("admin-story", "olga", f"/admin/stories/story/{world['published'].pk}/change/"))
    return pages


def forms(world: World) -> Pages:
    """Forms whose refusal is to be seen."""
    story, draft, campaign = (world[name].pk for name in ("published", "draft", "campaign"))
    return [
        ("sign-in", "stranger", "/account/sign-in/"),
        ("join", "stranger", "/account/join/"),
        ("code", "stranger", "/account/code/"),
        ("forgotten", "stranger", "/account/password/forgotten/"),
        ("password", "ben", "/account/password/"),
        ("mail", "ben", "/account/mail/"),
        ("profile", "ben", "/account/profile/"),
        ("leave", "ben", "/account/leave/"),
        ("again", "ben", "/account/again/"),
        ("totp", "ben", "/account/second-step/totp/activate/"),
        ("tokens", "ben", "/account/tokens/"),
        ("studio-new", "ben", "/studio/new/"),
        ("write", "ben", f"/studio/{draft}/write/"),
        ("people", "ben", f"/studio/{draft}/people/"),
        ("correct", "ben", f"/studio/{story}/correct/"),
        ("talk", "ben", f"/talk/{story}/"),
        ("flag", "ben", f"/flag/?subject=story:{story}"),
        ("strikes", "ada", "/desk/figures/strikes/"),
        ("book", "olga", "/sponsors/book/"),
        ("change", "olga", f"/sponsors/{campaign}/change/"),
        ("creative", "olga", f"/sponsors/{campaign}/creatives/"),
        ("admin-setting", "olga", "/admin/site/setting/"),
        ("admin-page", "olga", "/admin/site/page/add/"),
        ("admin-verification", "olga", "/admin/site/verification/add/"),
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
