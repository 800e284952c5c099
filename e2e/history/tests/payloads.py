"""Texts that a page or a server may send; each of them has broken a report somewhere."""

from __future__ import annotations

PAYLOADS = {
    "a script": "<script>window.broken = true</script>",
    "an image": '"><img src=x onerror="window.broken = true">',
    "the end of a style": "</style></svg></title><svg onload=window.broken=true>",
    "quotes": "\"it's\" & 'so' &amp; &#39;",
    "the end of CDATA": "]]>",
    "a comment": "<!-- --> -->",
    "backticks": "``` `` `",
    "the end of a fence": "\n```\n# heading\n",
    "newlines": "one\r\ntwo\n\nthree\u2028four",
    "Mermaid's words": "end; Note over page: x\n%% comment",
    "a directive of Mermaid": '%%{init: {"securityLevel": "loose"}}%%',
    "entities of Mermaid": "#35; # ;;",
    "Markdown": "[a](javascript:alert(1)) **b** | c | @everyone #1 ![x](http://x.invalid/y)",
    "a template": "{{ 7 * 7 }} {% raw %} ${1}",
    "Rich's markup": "[bold red]x[/] [link=http://x.invalid]y[/link]",
    "an escape sequence": "\x1b[31mred\x1b[0m \x1b]0;title\x07\x9b2J",
    "control characters": "\x00\x01\x08\x0b\x7f\x85",
    "right to left": "שלום עולם",
    "turned around": "user\u202etxt.exe\u2066",
    "a lone surrogate": "\ud800 and \udfff",
    "not a character": "\ufffe\uffff",
    "very long": "x" * 20_000,
    "very long words": "a word " * 3_000,
    "nothing": "",
}
