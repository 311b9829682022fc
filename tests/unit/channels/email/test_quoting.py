"""What somebody has written themselves, whatever their mail program puts around it."""

import pytest

from sahay.channels.email.html import words_of
from sahay.channels.email.quoting import own_words

QUOTED = "> Your order is on its way.\n> It comes tomorrow."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Where is it?", "Where is it?"),
        # Gmail, in three languages; and Marathi
        (f"Thanks!\n\nOn Sat, 21 Nov 2026 at 10:04, Saral Store <care@shop.example> wrote:\n\n{QUOTED}", "Thanks!"),
        (f"धन्यवाद!\n\nशनि, 21 नव॰ 2026 को 10:04 am बजे Saral Store <care@shop.example> ने लिखा:\n\n{QUOTED}", "धन्यवाद!"),
        (f"આભાર!\n\nશનિ, 21 નવે, 2026 ના રોજ 10:04 am વાગ્યે Saral <care@shop.example> એ લખ્યું:\n\n{QUOTED}", "આભાર!"),
        (f"आभार\n\nशनि, २१ नोव्हें २०२६ रोजी Saral <care@shop.example> यांनी लिहिले:\n{QUOTED}", "आभार"),
        # folded
        (f"Yes\n\nOn Sat, 21 Nov 2026 at 10:04 Saral Store <\ncare@shop.example> wrote:\n{QUOTED}", "Yes"),
        # a quotation that is not marked ends all
        ("Yes\n\nOn 21 Nov 2026 10:04, Saral wrote:\nYour order is on its way.", "Yes"),
        # below the quotation
        (f"On 21 Nov 2026 10:04, Saral wrote:\n{QUOTED}\n\nIt did not come.", "It did not come."),
        # in between
        ("> Which one?\nThe red one.\n> How many?\nTwo.", "The red one.\nTwo."),
        # Outlook
        (
            "No.\n\nFrom: Saral <care@shop.example>\nSent: 21 November 2026\nTo: Meera\n\nHello",
            "No.",
        ),
        ("नहीं\n\nप्रेषक: Saral <care@shop.example>\nदिनांक: 21 नवंबर 2026\n\nनमस्ते", "नहीं"),
        ("No.\n\n-----Original Message-----\nHello", "No."),
        ("No.\n\n________________________________\nFrom: Saral", "No."),
        # signatures
        ("Hello\n-- \nMeera Shah\n+91 98123 45678", "Hello"),
        ("Hello\n\nSent from my iPhone", "Hello"),
        ("नमस्ते\n\nमेरे iPhone से भेजा गया", "नमस्ते"),
        ("નમસ્તે\n\nમારા iPhone પરથી મોકલેલ", "નમસ્તે"),
        ("Hello\n\nGet Outlook for Android", "Hello"),
        # what is their own
        ("He wrote: it is broken\nand he wrote:\nbroken", "He wrote: it is broken\nand he wrote:\nbroken"),
        ("From: my old address\nto the new one, please", "From: my old address\nto the new one, please"),
        ("I sent from my side all papers", "I sent from my side all papers"),
        ("size 5 > 4?", "size 5 > 4?"),
        # nothing of theirs: all of it is better than nothing
        (QUOTED, QUOTED),
        ("", ""),
    ],
)
def test_own_words(text: str, words: str) -> None:
    assert own_words(text) == words
    assert own_words(text.replace("\n", "\r\n")) == words


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Where is <b>my</b> order?</p>", "Where is my order?"),
        ("<div>One</div><div>Two<br>Three</div>", "One\nTwo\nThree"),
        ("<style>p {color: red}</style><script>alert(1)</script>Hello", "Hello"),
        ("a &lt;b&gt; &amp; &#2344;&nbsp;x", "a <b> & न x"),
        ("Yes<blockquote>old<p>older</p></blockquote>No", "Yes\n> old\n> older\nNo"),
        ("<p>not <i>closed", "not closed"),
        ("<head><title>x</title></head>a <!-- b --> c<!DOCTYPE x> <!-- not closed", "a c"),
        ("<script>if (a<b) x('</p>')</SCRIPT >y", "y"),
        ("<a title='1 > 2'>x</a> 1 < 2 </ <3", "x 1 < 2 </ <3"),
        ("<a " * 100_000, ""),  # a fuzzer's: minutes, with the standard library's parser
        ("&#" + "9" * 5000 + ";x", "x"),  # one's that found a number which Python does not read
        ("", ""),
    ],
)
def test_html_is_reduced_to_words(html: str, words: str) -> None:
    assert [line for line in words_of(html).split("\n") if line] == [line for line in words.split("\n") if line]
