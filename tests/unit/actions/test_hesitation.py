import pytest

from actions.hesitation import hesitates


@pytest.mark.parametrize(
    "text",
    [
        # Does not know it...
        "i dont know the number",
        "I really don't know",
        "i do not know it, sorry",
        "i dont remember email",
        "I forgot the order number",
        "no idea",
        "where can i find the order number?",
        "मुझे नहीं पता",
        "mujhe nahi pata",
        "nahi yaad",
        "order number yaad nahi hai",
        "mere paas number nahi hai",
        "mari pase order number nathi",
        "mane khabar nathi",
        "મને યાદ નથી",
        "મારી પાસે ઓર્ડર નંબર નથી",
        # ...is looking for it...
        "wait",
        "one minute",
        "just a min",
        "2 min please",
        "ek min",
        "ek minute ruko",
        "एक मिनट",
        "let me check",
        "thobho",
        # ...or would rather not.
        "why do you need it",
        "its private",
        "email kyun chahiye?",
        "email kem joie chhe",
    ],
)
def test_who_hesitates(text):
    assert hesitates(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hm",
        "no",  # leaves the form
        "i dont know how to return this",  # another matter
        "i forgot my password",
        "i dont know, get me a person",
        "why is my order late",
        "how long do i have to wait",
        "pata badalna hai",
        "mera order nahi aaya",
        "maro order nathi aavyo",
        "what is your phone number",
        "10234",
        "where is my order",
        "my order",
        "my number is 1234",
    ],
)
def test_who_does_not(text):
    assert not hesitates(text)
