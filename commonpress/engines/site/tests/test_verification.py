import pytest
from django.utils import translation

from commonpress.engines.events.models import Event
from commonpress.engines.site.engines import BY_META, Proof
from commonpress.engines.site.models import Verification
from commonpress.engines.site.verification import VerificationError, accept, file, forget, is_marked, read

G43 = "rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ"
G16 = "1234567890abcdef"
GFILE = f"google{G16}.html"
B32 = "0123456789ABCDEF0123456789ABCDEF"
P32 = "0123456789abcdef0123456789abcdef"
N40 = "0123456789abcdef0123456789abcdef01234567"
S32 = "aBcDeFgHiJkLmNoPqRsTuVwXyZ012345"
A64 = P32 + P32
M30 = "abcdefghij0123456789klmnopqrst"
BAIDU = "codeva-aBcD123456"
SECRET = "0f" * 16

META = Proof("meta", M30, "facebook-domain-verification", f"{M30}.html", M30)
GOOGLE_TAG = Proof("google", G43, "google-site-verification")
GOOGLE_FILE = Proof("google", G16, "", GFILE, f"google-site-verification: {GFILE}")
BING = Proof(
    "bing",
    B32,
    "msvalidate.01",
    "BingSiteAuth.xml",
    f'<?xml version="1.0"?>\n<users>\n\t<user>{B32}</user>\n</users>',
)
YANDEX_FILE = (
    '<html>\n    <head>\n        <meta http-equiv="Content-Type" content="text/html; charset=UTF-8">\n'
    f"    </head>\n    <body>Verification: {G16}</body>\n</html>"
)
YANDEX = Proof("yandex", G16, "yandex-verification", f"yandex_{G16}.html", YANDEX_FILE)
NAVER_TAG = Proof("naver", N40, "naver-site-verification")
NAVER_FILE = Proof("naver", P32, "", f"naver{P32}.html", f"naver-site-verification: naver{P32}.html")
SEZNAM = Proof("seznam", S32, "seznam-wmt", f"seznam-wmt-{S32}.txt", S32)
AHREFS = Proof("ahrefs", A64, "ahrefs-site-verification", f"ahrefs_{A64}", f"ahrefs-site-verification_{A64}")
BAIDU_TAG = Proof("baidu", BAIDU, "baidu-site-verification")
BAIDU_FILE = Proof("baidu", BAIDU, "baidu-site-verification", f"baidu_verify_{BAIDU}.html", SECRET)

PASTES = [
    (f'<meta name="google-site-verification" content="{G43}" />', GOOGLE_TAG),
    (f"<META CONTENT='{G43}' NAME='Google-Site-Verification'>", GOOGLE_TAG),
    (f"<meta content={G43} name=google-site-verification>", GOOGLE_TAG),
    (f"<meta name=“google-site-verification” content=”{G43}”>", GOOGLE_TAG),
    (
        f'<head>\n<meta charset="utf-8"><meta name="google-site-verification" content="{G43}"></head>',
        GOOGLE_TAG,
    ),
    (f'google-site-verification: "{G43}"', GOOGLE_TAG),
    (f"  {G43}\r\n", GOOGLE_TAG),
    (GFILE, GOOGLE_FILE),
    (f"/{GFILE}", GOOGLE_FILE),
    (f"https://lantern.example/{GFILE}", GOOGLE_FILE),
    (f"\ufeffgoogle-site-verification: {GFILE}\n", GOOGLE_FILE),
    (f"{GFILE}\ngoogle-site-verification: {GFILE}", GOOGLE_FILE),
    (f'<meta name="msvalidate.01" content="{B32}" />', BING),
    (f'<?xml version="1.0"?>\n<users>\n\t<user>{B32}</user>\n</users>', BING),
    (f"<users><user>{B32}</user></users>", BING),
    (B32, BING),
    (f'<meta name="yandex-verification" content="{G16}" />', YANDEX),
    (f"yandex_{G16}.html", YANDEX),
    (YANDEX_FILE, YANDEX),
    (f"Verification: {G16}", YANDEX),
    (f"yandex-verification: {G16}", YANDEX),
    (G16, YANDEX),
    (f'<meta name="naver-site-verification" content="{N40}" />', NAVER_TAG),
    (N40, NAVER_TAG),
    (f"naver{P32}.html", NAVER_FILE),
    (f"naver-site-verification: naver{P32}.html", NAVER_FILE),
    (f'<meta name="seznam-wmt" content="{S32}">', SEZNAM),
    (f"seznam-wmt-{S32}.txt", SEZNAM),
    (S32, SEZNAM),
    (f'<meta name="ahrefs-site-verification" content="{A64}">', AHREFS),
    (f"ahrefs_{A64}", AHREFS),
    (f"ahrefs-site-verification_{A64}", AHREFS),
    (A64, AHREFS),
    (f'<meta name="baidu-site-verification" content="{BAIDU}" />', BAIDU_TAG),
    (BAIDU, BAIDU_TAG),
    (f"baidu_verify_{BAIDU}.html\n{SECRET}", BAIDU_FILE),
    (f'<meta name="facebook-domain-verification" content="{M30}" />', META),
    (f'<meta property="facebook-domain-verification" content="{M30}" />', META),
    (f"facebook-domain-verification={M30}", META),
    (f"{M30}.html", META),
    (M30, META),
]
WRONG = [
    ("", "Paste the meta tag"),
    ("   \n", "Paste the meta tag"),
    ("hello", "This is no verification we know"),
    ("UA-12345678-1", "This is no verification we know"),
    ("https://search.google.com/search-console", "This is no verification we know"),
    (f"google-site-verification={G43}", "domain's name server"),
    (f'<meta name="google-site-verification" content="{G43[:-6]}">', "of Google is cut off or mistyped"),
    (f'<meta name="msvalidate.01" content="{B32[:-1]}">', "of Bing is cut off or mistyped"),
    (f'<meta name="norton-safeweb-site-verification" content="{G43}">', "norton-safeweb-site-verification"),
    (
        f'<meta name="yandex-verification" content="{G16}"><meta name="msvalidate.01" content="{B32}">',
        "several",
    ),
    (f"<users><user>{B32}</user><user>{B32[::-1]}</user></users>", "several"),
    ("0" * 32, "may be of Bing, Pinterest"),
    ("BingSiteAuth.xml", "meta tag of Bing"),
    ("pinterest-70859.html", "meta tag of Pinterest"),
    (f"baidu_verify_{BAIDU}.html", "meta tag of Baidu"),
    (GFILE.upper(), "This is no verification we know"),
    (f"../{GFILE}", "This is no verification we know"),
    (f"..\\{GFILE}", "This is no verification we know"),
    (f"{GFILE}\0", "invisible characters"),
    (f"google\u200b{G16}.html", "invisible characters"),
    (f"google{G16}.html.php", "This is no verification we know"),
    (f"google{G16}<script>.html", "This is no verification we know"),
    ("<script>alert(1)</script>", "This is no verification we know"),
    ("x" * 10_001, "too long"),
    ("<" * 9_000, "This is no verification we know"),
    ("<meta " * 1_500, "This is no verification we know"),
]


@pytest.mark.parametrize(("pasted", "proof"), PASTES)
def test_whatever_the_engine_gave_is_understood(pasted: str, proof: Proof) -> None:
    assert read(pasted) == proof


@pytest.mark.parametrize(("pasted", "told"), WRONG)
def test_a_wrong_paste_is_told_what_was_expected(pasted: str, told: str) -> None:
    with translation.override("en"), pytest.raises(VerificationError) as refusal:
        read(pasted)
    assert told in str(refusal.value)


def test_pinterest_gives_the_file_a_short_name_and_takes_the_long_one() -> None:
    tag = f'<meta name="p:domain_verify" content="{P32}"/>'
    assert read(tag).file_name == "pinterest-01234.html"
    assert tag in read(tag).file_content
    assert read(f"pinterest-{P32}.html").file_name == f"pinterest-{P32}.html"
    assert read(read(tag).file_content) == read(tag) == read(P32)


def test_every_engine_of_the_conventions_is_known() -> None:
    assert {"google-site-verification", "msvalidate.01", "yandex-verification", "p:domain_verify"} <= set(
        BY_META
    )
    assert {"facebook-domain-verification", "naver-site-verification", "seznam-wmt"} <= set(BY_META)


@pytest.mark.django_db
@pytest.mark.parametrize(("pasted", "proof"), PASTES)
def test_what_was_accepted_is_served_whichever_way_the_engine_looks(pasted: str, proof: Proof) -> None:
    row = accept(pasted)
    assert Proof(*(getattr(row, name) for name in Proof._fields)) == proof
    if proof.file_name:
        served = file(proof.file_name)
        assert served
        assert served[0] == proof.file_content


@pytest.mark.django_db
def test_the_same_paste_twice_changes_nothing_and_another_stands_beside_it() -> None:
    first = accept(G43, by="member:1")
    assert accept(f'<meta name="google-site-verification" content="{G43}">') == first
    accept(G43[::-1])
    assert Verification.objects.filter(engine="google").count() == 2
    events = Event.objects.filter(kind="site.changed")
    assert events.count() == 2
    assert events[0].stale == ["site"]
    assert events[0].by == "member:1"


@pytest.mark.django_db
def test_a_later_paste_completes_an_earlier_one() -> None:
    accept(BAIDU)
    assert file(f"baidu_verify_{BAIDU}.html") is None
    row = accept(f"baidu_verify_{BAIDU}.html\n{SECRET}")
    assert Verification.objects.get() == row
    assert file(f"baidu_verify_{BAIDU}.html") == (SECRET, "text/html")
    assert Event.objects.count() == 2


@pytest.mark.django_db
def test_two_codes_may_share_the_name_of_a_file() -> None:
    accept(f'<meta name="p:domain_verify" content="{P32}"/>')
    other = P32[:5] + "f" * 27
    row = accept(f'<meta name="p:domain_verify" content="{other}"/>')
    assert row.file_name == ""
    served = file("pinterest-01234.html")
    assert served
    assert P32 in served[0]


@pytest.mark.django_db
def test_what_is_forgotten_is_served_no_longer() -> None:
    forget(accept(GFILE), by="member:1")
    assert file(GFILE) is None
    assert not Verification.objects.exists()


@pytest.mark.django_db
def test_a_refused_paste_stores_nothing() -> None:
    with pytest.raises(VerificationError):
        accept("hello")
    assert not Verification.objects.exists()
    assert not Event.objects.exists()


def test_marked_names_are_those_no_old_page_can_have_had() -> None:
    assert all(map(is_marked, [GFILE, "BingSiteAuth.xml", f"yandex_{G16}.html", f"ahrefs_{A64}"]))
    assert not any(map(is_marked, [f"{M30}.html", "about.html", "google.html", GFILE + "\n"]))
