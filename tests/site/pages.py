"""The kinds of pages a reader opens, each by one address of the paper that fill.py makes."""

STORY = "/2026/11/ferry-returns-electric/"
EVERYTHING = "/2025/03/everything/"
ROMANIAN_STORY = "/2026/06/pe-digul-de-nord-in-zori/"
WITHDRAWN = "/2025/03/taken-back/"

FOUND = {
    "home": "/",
    "section": "/section/harbour/",
    "topic": "/topic/ferry/",
    "author": "/by/tom-hartley/",
    "year": "/2026/",
    "month": "/2026/10/",
    "story": STORY,
    "everything": EVERYTHING,
    "romanian": ROMANIAN_STORY,
    "change": f"{EVERYTHING}changes/2/",
    "corrections": "/corrections/",
    "search": "/search/",
    "hits": "/search/?q=ferry&section=harbour",
    "no-hits": "/search/?q=zzyzx",
    "page": "/about/",
}
# Pages that say no, with the status they say it with.
REFUSED = {"/nothing/like/this/": 404, WITHDRAWN: 410}
ALL = {**FOUND, "404": "/nothing/like/this/", "410": WITHDRAWN}

# Down the page step by step, so that what waits to be seen is fetched, then until every picture is there. A busy browser
# may draw no frame, and then such a picture waits for good: a step takes a second at most, the rest is fetched at the end.
SEE_ALL = """async () => {
  const second = () => new Promise((done) => setTimeout(done, 1000));
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let y = 0; y < document.body.scrollHeight; y += 600) {
    scrollTo(0, y);
    await Promise.race([drawn(), second()]);
  }
  scrollTo(0, 0);
  const there = (one) => { one.loading = "eager"; return one.decode().catch(() => one.src); };
  await Promise.all([...document.images].map(there));
}"""
