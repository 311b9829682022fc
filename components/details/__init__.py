"""Finds details in a text by rules: numbers of orders and invoices, contacts, PIN codes, amounts, dates, products.

What a detail looks like is in ``data/entities``: spaCy token patterns, and the words that they name. What makes it
valid, and the one way in which it is written down, is here.

    finder      the patterns at work
    tokens      a text as tokens with what the patterns ask of them
    spoken      numbers and addresses that are said in words
    vocabulary  words by what they mean, in whatever letters
    said        what a pattern's match is read with
    readings    which rule reads which pattern
    codes       order numbers, invoice numbers, PIN codes
    contacts    e-mail addresses, telephone numbers
    numerals    numbers in digits and words
    amounts     money
    days        dates
    tense       whether something was or will be
    products    names of the catalogue
    catalogue   its file, read again when it changes
"""

from components.details.finder import Detail, Details, read

__all__ = ["Detail", "Details", "read"]
