"""Text in English, Hindi and Gujarati, in Indic or Latin letters: one plain form to compare it in.

    attention   how much of a message is looked at
    canonical   one spelling for what looks the same
    script      which letters a text is written in; Indic letters to Latin ones
    tokens      words, without breaking Indic ones apart
    phonetic    a key that is equal for words that sound alike, and its consonant skeleton
    tag         the name of a language with its script
    identify    which language a message is in, given the language of the conversation
    search      the entries of a small collection that are nearest to a query

Only the standard library is used here: the engine and the app share it.
"""
