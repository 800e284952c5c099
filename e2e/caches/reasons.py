"""The reasons for the cells: for each cache its surprises, and the clauses behind them."""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, tuple[str, ...]] = {
    "max-age": (
        "A kept answer is used without a question as long as it is fresh (RFC 9111, 4 and 4.2.1). Each "
        "defence alone is enough: `_t` is another address, and the address is the key (2); a `no-store` "
        "fetch goes past the cache; the header keeps the answer out of it (5.2.2.5). So a page that has "
        "lost one of the first two shows nothing of it here, and `cached-polls` takes out both.",
    ),
    "heuristic": (
        "Without a lifetime a cache may guess one, a tenth of the age of `Last-Modified` being typical "
        "(4.2.2). Chromium guesses only where there is such a date: of answers without any header, as "
        "the team's server sends them today, it keeps none that it would use unasked.",
    ),
    "no-cache, exact tag": (
        "Kept, and never used before the server has confirmed it (5.2.2.4, 4.3.1). Nothing is needed: a "
        "tag that changes with every state is as good as no cache.",
    ),
    "tag of whole seconds": (
        "The same, and stuck: two states within a second have one tag, so the server itself says `304` "
        "(RFC 9110, 8.8.1 and 8.8.3.2), and goes on saying so, as a finished job never changes again. "
        "This is why a validator is no substitute for `no-store`.",
    ),
    "reload": (
        "Surprising: a reload does not help. Chromium has the document confirmed, and answers what "
        "scripts fetch by the ordinary rules; a script that wants no stored answer has to say so in its "
        "request (5.2.1.4).",
    ),
    "back/forward": (
        "A history list is no cache (6), and the document is loaded anew here; what it fetches "
        "is answered by the ordinary rules, as after a reload.",
    ),
    "back/forward cache": (
        "Surprising: no defence makes it right at once. It is no HTTP cache: nothing is asked for, the "
        "page itself comes back as it was left, timers and all (6 leaves that to the browser), and says "
        "running until its next poll, here 1 s later. What the defences decide is what that poll "
        "is told. Only a page that asks on `pageshow` would be right at once. Played in a full "
        "Chromium: a headless shell has no such cache, and Playwright switches it off elsewhere.",
    ),
    "obeying": (
        "Surprising: `no-store` on the fetch does not help. It is for the browser's cache; what Chromium "
        "sends with it (`Cache-Control: no-cache`, `Pragma: no-cache`) is advice that a shared cache "
        "need not take (5.2.1), and nginx does not. `_t` is an address that it has never seen.",
    ),
    "tunnel": (
        "The server's answers of today, without any header: a shared cache may guess their lifetime "
        "(4.2.2). Again `no-store` on the fetch changes nothing: `_t` is the half of cache-busting that "
        "is for proxies.",
    ),
    "stubborn": (
        "It breaks 5.2.2.5, so the header is lost on it. `_t` alone stops it: it is right if and only if "
        "`_t` is there.",
    ),
    "stale-while-revalidate": (
        "Served stale and fetched anew behind the answer (RFC 5861, 3): each poll is told what the one "
        "before it asked for, so the end comes one poll, 2 s, late. It is never stuck. The answer is "
        "stale from the start here, as its one second of freshness would be a real one.",
    ),
    "error-caching": (
        "A 404 may be kept like a success (RFC 9110, 15.1), a 502 only by a proxy that was told to. A "
        "page that asks before the server knows the job is told that there is none for as long as the "
        "proxy likes. The header has to be on errors as well: the analysis's middleware puts it there, a "
        "header in the handler would not.",
    ),
    "query-blind": (
        "It breaks 2, by which the whole address is the key, so `_t` is lost on it, and `no-store` on "
        "the fetch is advice that it does not take. It is right if and only if the server's header is "
        "there: the one cell in which the page can do nothing.",
    ),
    "reload-only": (
        "Blind to queries and deaf to the server, but it takes the advice of a client that wants no "
        "stored answer (5.2.1.4, and 5.4 for `Pragma`), which Chromium gives with a `no-store` fetch. "
        "It is right if and only if that is there.",
    ),
}
"""The reasons by the name of the cache. Clauses without the name of a document are from RFC 9111."""
