"""What customers asked and the bot did not know, and how it learns it.

questions   what was asked, from the log and the turns
gathering   the same question in many words, as one group
marks       what was put aside, or has been taught
masking     nothing of a customer goes into a file
lessons     an entry or utterances, as changes of files that can be reviewed, with a dialogue that tests them
teaching    all of it, for the desk
"""
