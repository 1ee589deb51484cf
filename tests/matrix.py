"""Who gets what at which address: one line a route. tests/test_matrix.py asks for each and fails on a route without one.

Six letters stand for six people: a stranger, Cleo (a member), Ben (the author), Ada (an editor), Olga (the owner), Dan
(banned). The first word is for GET, the second for POST with an empty form.

    o  answered    s  sent to the sign-in    f  forbidden    n  nothing there for them    m  wrong method    t  no token

A new address: add its route as the URLconf has it, and what its parameters are in ``PARAMETERS`` when they are new.
"""

# The same bytes for everybody, and no other method.
PUBLIC = frozenset(
    """
    feed.<feed_kind:kind>
    section/<slug:slug>/feed.<feed_kind:kind>
    topic/<slug:slug>/feed.<feed_kind:kind>
    by/<slug:handle>/feed.<feed_kind:kind>
    corrections/feed.<feed_kind:kind>
    <year:year>/<month:month>/<slug:slug>/changes/
    <year:year>/<month:month>/<slug:slug>/comments/
    <year:year>/<month:month>/<slug:slug>/comments/count.json
    <year:year>/<month:month>/<slug:slug>/comments/<int:number>/
    sitemap.xml
    sitemap-stories-<file_number:number>.xml
    sitemap-sections.xml
    sitemap-news.xml
    robots.txt
    pace.json
    ads.txt
    favicon.ico
    opensearch.xml
    .well-known/security.txt
    .well-known/gpc.json
    look/<slug:digest>.css
    section/<slug:slug>/
    topic/<slug:slug>/
    by/<slug:handle>/
    search/
    corrections/
    moderation/
    <year:year>/
    <year:year>/<month:month>/
    <year:year>/<month:month>/<slug:slug>/
    <year:year>/<month:month>/<slug:slug>/changes/<int:number>/
    <slug:slug>/
    """.split()
) | {"", "proof"}

# Taken without a cookie: a signed address, a beacon that changes nothing but a count.
NOT_COOKIES = frozenset({"notices/unsubscribe/<str:token>/", "seen/"})

# Neither public pages nor anybody's own: files and fixed leads that say themselves how they are kept.
SHARED = frozenset({"media/<path:name>", "seen/", "go/<int:pk>/", ".well-known/change-password"})

# What holds back a member who sends to an address again and again: a limit by trust (``members.may.LIMITS``), or why none
# is needed. Addresses of editors and owners alone have none; those of the API have one by minute besides the verbs' own.
ELSEWHERE = "tries are counted by the library of accounts, by address and by line"
PASSWORD = "asks for the password again, or for what only its owner has"
ONCE = "undoes or answers one thing of one's own, and then it is gone"
LINE = "counted by line, for people without an account too"
HELD: dict[str, str] = {
    "account/sign-in/": ELSEWHERE,
    "account/sign-out/": ONCE,
    "account/code/": ELSEWHERE,
    "account/code/enter/": ELSEWHERE,
    "account/again/": ELSEWHERE,
    "account/join/": ELSEWHERE,
    "account/join/confirm/": ELSEWHERE,
    "account/join/elsewhere/": ELSEWHERE,
    "account/password/": PASSWORD,
    "account/password/first/": PASSWORD,
    "account/password/forgotten/": ELSEWHERE,
    "account/^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": PASSWORD,
    "account/elsewhere/": PASSWORD,
    "account/elsewhere/<slug:provider_id>/": ELSEWHERE,
    "account/elsewhere/<slug:provider_id>/back/": ELSEWHERE,
    "account/mail/": PASSWORD,
    "account/profile/": "profile",
    "account/sessions/<int:pk>/end/": ONCE,
    "account/sign-out-elsewhere/": ONCE,
    "account/invitations/": "invite",
    "account/invitations/<int:pk>/back/": ONCE,
    "account/data/archive/": "account.archive",
    "account/leave/": PASSWORD,
    "account/second-step/authenticate/": ELSEWHERE,
    "account/second-step/reauthenticate/": ELSEWHERE,
    "account/second-step/totp/activate/": PASSWORD,
    "account/second-step/totp/deactivate/": PASSWORD,
    "account/second-step/recovery-codes/generate/": PASSWORD,
    "account/second-step/recovery-codes/download/": PASSWORD,
    "account/second-step/webauthn/add/": PASSWORD,
    "account/second-step/webauthn/reauthenticate/": ELSEWHERE,
    "account/second-step/webauthn/keys/<int:pk>/remove/": PASSWORD,
    "account/second-step/webauthn/keys/<int:pk>/edit/": PASSWORD,
    "account/second-step/webauthn/login/": ELSEWHERE,
    "studio/new/": "begin",
    "studio/pictures/": "upload",
    "studio/pictures/<int:pk>/": "describe",
    "studio/offers/<int:pk>/": "write",
    "studio/<int:pk>/write/": "write",
    "studio/<int:pk>/people/": "invite",
    "studio/<int:pk>/history/": "write",
    "studio/<int:pk>/correct/": "amend",
    "studio/<int:pk>/take-back/": "take-back",
    "studio/<int:pk>/answer/": ONCE,
    "studio/<int:pk>/appeal/<int:decision>/": "appeal",
    "talk/muted/<slug:handle>/": "mute",
    "talk/comment/<int:pk>/edit/": "comment-edit",
    "talk/comment/<int:pk>/remove/": ONCE,
    "talk/comment/<int:pk>/react/": "react",
    "talk/<int:story>/": "comment",
    "flag/": "flag",
    "decision/<int:pk>/": "appeal",
    "account/tokens/": "token",
    "account/tokens/<int:pk>/revoke/": ONCE,
    "notices/read/": "settings",
    "notices/settings/": "settings",
    "notices/unsubscribe/<str:token>/": ONCE,
    ".well-known/change-password": "leads elsewhere",
    "media/<path:name>": "takes nothing",
    "seen/": LINE,
}

PRIVATE: dict[str, str] = {
    "account/sign-in/": "oooooo oooooo",
    "account/sign-out/": "mmmmmm oooooo",
    "account/code/": "oooooo oooooo",
    "account/code/enter/": "oooooo oooooo",
    "account/again/": "sooooo sooooo",
    "account/closed/": "oooooo mmmmmm",
    "account/waiting/": "oooooo mmmmmm",
    "account/join/": "oooooo oooooo",
    "account/join/confirm/": "sooooo sooooo",
    "account/join/elsewhere/": "ssssss ssssss",
    "account/invitation/<str:token>/": "oooooo mmmmmm",
    "account/password/": "sooooo sooooo",
    "account/password/first/": "sooooo sooooo",
    "account/password/forgotten/": "oooooo oooooo",
    "account/password/forgotten/sent/": "oooooo mmmmmm",
    "account/^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "oooooo oooooo",
    "account/password/new/": "oooooo mmmmmm",
    "account/elsewhere/": "sooooo sooooo",
    "account/elsewhere/cancelled/": "oooooo mmmmmm",
    "account/elsewhere/error/": "tttttt mmmmmm",
    "account/elsewhere/<slug:provider_id>/": "nnnnnn nnnnnn",
    "account/elsewhere/<slug:provider_id>/back/": "nnnnnn nnnnnn",
    "account/": "sooooo mmmmmm",
    "account/mail/": "sooooo sooooo",
    "account/profile/": "sooooo sooooo",
    "account/sessions/": "sooooo mmmmmm",
    "account/sessions/<int:pk>/end/": "mmmmmm snsnnn",
    "account/sign-out-elsewhere/": "mmmmmm sooooo",
    "account/invitations/": "sooooo sooooo",
    "account/invitations/tree/": "sffoof mmmmmm",
    "account/invitations/<int:pk>/back/": "mmmmmm snnnnn",
    "account/data/": "sooooo mmmmmm",
    "account/data/archive/": "mmmmmm sooooo",
    "account/leave/": "sooooo sooooo",
    "account/second-step/": "sooooo smmmmm",
    "account/second-step/authenticate/": "sooooo sooooo",
    "account/second-step/reauthenticate/": "sooooo sooooo",
    "account/second-step/totp/activate/": "sooooo sooooo",
    "account/second-step/totp/deactivate/": "snnnnn snnnnn",
    "account/second-step/recovery-codes/": "snnnnn smmmmm",
    "account/second-step/recovery-codes/generate/": "sooooo sooooo",
    "account/second-step/recovery-codes/download/": "snnnnn snnnnn",
    "account/second-step/webauthn/": "sooooo smmmmm",
    "account/second-step/webauthn/add/": "sooooo sooooo",
    "account/second-step/webauthn/reauthenticate/": "sooooo sooooo",
    "account/second-step/webauthn/keys/<int:pk>/remove/": "sooooo sooooo",
    "account/second-step/webauthn/keys/<int:pk>/edit/": "sooooo sooooo",
    "account/second-step/webauthn/login/": "sooooo sooooo",
    "me/": "oooooo mmmmmm",
    "studio/": "sooooo mmmmmm",
    "studio/back/": "sooooo mmmmmm",
    "studio/new/": "sooooo snnnnn",
    "studio/pictures/": "mmmmmm sooooo",
    "studio/pictures/<int:pk>/": "mmmmmm snnnnf",
    "studio/figures/": "sooooo mmmmmm",
    "studio/figures/<int:pk>/": "snonnn mmmmmm",
    "studio/offers/<int:pk>/": "mmmmmm snnnnn",
    "studio/shown/<str:token>/": "nnnnnn mmmmmm",
    "studio/<int:pk>/": "snonnn mmmmmm",
    "studio/<int:pk>/write/": "snonnn snonnn",
    "studio/<int:pk>/preview/": "snonnn mmmmmm",
    "studio/<int:pk>/people/": "snonnn snonnn",
    "studio/<int:pk>/history/": "snonnn snnnnn",
    "studio/<int:pk>/correct/": "snooon snooon",
    "studio/<int:pk>/take-back/": "mmmmmm snonnn",
    "studio/<int:pk>/answer/": "mmmmmm snonnn",
    "studio/<int:pk>/appeal/<int:decision>/": "mmmmmm snnnnn",
    "talk/muted/": "sooooo mmmmmm",
    "talk/muted/<slug:handle>/": "mmmmmm sooooo",
    "talk/comment/<int:pk>/": "snooon mmmmmm",
    "talk/comment/<int:pk>/edit/": "snonnn snonnn",
    "talk/comment/<int:pk>/remove/": "mmmmmm snonnn",
    "talk/comment/<int:pk>/react/": "mmmmmm snooon",
    "talk/comment/<int:pk>/hide/": "mmmmmm sffoof",
    "talk/<int:story>/": "sooooo sooooo",
    "talk/<int:story>/mine/": "oooooo mmmmmm",
    "talk/<int:story>/read/": "sooooo mmmmmm",
    "talk/<int:story>/settings/": "sffoof sffoof",
    "flag/": "oooooo oooooo",
    "decision/<int:pk>/": "snonnn snonnn",
    "desk/": "sffoof mmmmmm",
    "desk/decide/": "mmmmmm sffnnf",
    "desk/<int:pk>/": "sffoof mmmmmm",
    "desk/<int:pk>/decide/": "mmmmmm sffoof",
    "desk/<int:pk>/claim/": "mmmmmm sffoof",
    "desk/<int:pk>/copies/": "sffoof mmmmmm",
    "desk/bulk/": "sffoof sffoof",
    "desk/appeals/": "sffoof mmmmmm",
    "desk/decisions/": "sffoof mmmmmm",
    "desk/decisions/<int:pk>/": "sffoof mmmmmm",
    "desk/decisions/<int:pk>/answer/": "mmmmmm sffoof",
    "desk/decisions/<int:pk>/answer/undo/": "mmmmmm sffoof",
    "desk/decisions/statements.<slug:form>": "sffoof mmmmmm",
    "desk/decisions/<int:pk>/undo/": "mmmmmm sffoof",
    "desk/figures/": "sffoof mmmmmm",
    "desk/figures/<int:pk>/": "sffoof mmmmmm",
    "desk/figures/strikes/": "sffoof sffoof",
    "desk/figures/strikes/<int:pk>/undo/": "mmmmmm sffnnf",
    "api/": "oooooo mmmmmm",
    "api/openapi.json": "oooooo mmmmmm",
    "api/v1/stories/": "oooooo mmmmmm",
    "api/v1/stories/<number>/": "nnnnnn mmmmmm",
    "api/v1/stories/<number>/comments/": "nnnnnn tttttt",
    "api/v1/comments/<number>/": "mmmmmm mmmmmm",
    "api/v1/comments/<number>/reactions/": "mmmmmm tttttt",
    "api/v1/comments/<number>/flag/": "mmmmmm tttttt",
    "api/v1/me/comments/": "tttttt mmmmmm",
    "api/v1/sections/": "oooooo mmmmmm",
    "api/v1/topics/": "oooooo mmmmmm",
    "api/v1/search/": "oooooo mmmmmm",
    "api/v1/me/": "tttttt mmmmmm",
    "api/v1/me/stories/": "tttttt tttttt",
    "api/v1/me/stories/<number>/": "tttttt mmmmmm",
    "api/v1/me/stories/<number>/findings/": "tttttt mmmmmm",
    "api/v1/me/stories/<number>/decisions/": "tttttt mmmmmm",
    "api/v1/me/stories/<number>/submit/": "mmmmmm tttttt",
    "api/v1/me/stories/<number>/take-back/": "mmmmmm tttttt",
    "api/v1/me/stories/<number>/withdraw/": "mmmmmm tttttt",
    "api/v1/me/stories/<number>/amend/": "mmmmmm tttttt",
    "api/v1/me/stories/<number>/people/": "tttttt tttttt",
    "api/v1/me/stories/<number>/leave/": "mmmmmm tttttt",
    "api/v1/me/stories/<number>/previews/": "mmmmmm tttttt",
    "api/v1/me/stories/<number>/proposal/": "tttttt mmmmmm",
    "api/v1/me/offers/": "tttttt mmmmmm",
    "api/v1/me/offers/<number>/accept/": "mmmmmm tttttt",
    "api/v1/me/offers/<number>/refuse/": "mmmmmm tttttt",
    "api/v1/me/previews/<number>/revoke/": "mmmmmm tttttt",
    "api/v1/me/decisions/<number>/appeal/": "mmmmmm tttttt",
    "api/v1/me/pictures/": "mmmmmm tttttt",
    "api/v1/desk/stories/": "tttttt mmmmmm",
    "api/v1/desk/stories/<number>/": "tttttt mmmmmm",
    "api/v1/desk/stories/<number>/publish/": "mmmmmm tttttt",
    "api/v1/desk/stories/<number>/schedule/": "mmmmmm tttttt",
    "api/v1/desk/stories/<number>/return/": "mmmmmm tttttt",
    "api/v1/desk/stories/<number>/decline/": "mmmmmm tttttt",
    "api/v1/desk/stories/<number>/withdraw/": "mmmmmm tttttt",
    "api/v1/desk/stories/<number>/amend/": "mmmmmm tttttt",
    "api/v1/desk/proposals/": "tttttt mmmmmm",
    "api/v1/desk/proposals/<number>/accept/": "mmmmmm tttttt",
    "api/v1/desk/proposals/<number>/refuse/": "mmmmmm tttttt",
    "api/v1/desk/decisions/<number>/undo/": "mmmmmm tttttt",
    "api/^.+$": "nnnnnn nnnnnn",
    "account/tokens/": "sooooo sooooo",
    "account/tokens/<int:pk>/revoke/": "mmmmmm snonnn",
    "notices/": "sooooo mmmmmm",
    "notices/read/": "mmmmmm sooooo",
    "notices/settings/": "sooooo sooooo",
    "notices/unsubscribe/<str:token>/": "oooooo oooooo",
    "sponsors/": "sfffof mmmmmm",
    "sponsors/house/": "mmmmmm sfffof",
    "sponsors/book/": "sfffof sfffof",
    "sponsors/calendar/": "sfffof mmmmmm",
    "sponsors/report/<str:token>/": "nnnnnn mmmmmm",
    "sponsors/<int:pk>/": "sfffof mmmmmm",
    "sponsors/<int:pk>/change/": "sfffof sfffof",
    "sponsors/<int:pk>/stop/": "mmmmmm sfffof",
    "sponsors/<int:pk>/links/": "mmmmmm sfffof",
    "sponsors/<int:pk>/links/<int:link>/revoke/": "mmmmmm sfffnf",
    "sponsors/<int:pk>/creatives/": "sfffof sfffof",
    "sponsors/creatives/<int:pk>/": "sfffof sfffof",
    "sponsors/creatives/<int:pk>/show/": "mmmmmm sfffof",
    "sponsors/creatives/<int:pk>/preview/": "sfffof mmmmmm",
    "sponsors/creatives/<int:pk>/preview/<slug:slot>/": "sfffof mmmmmm",
    "sponsors/of/<int:pk>/": "sfffof sfffof",
    "go/<int:pk>/": "oooooo mmmmmm",
    ".well-known/change-password": "oooooo oooooo",
    "media/<path:name>": "nnnnnn mmmmmm",
    "seen/": "mmmmmm oooooo",
}
