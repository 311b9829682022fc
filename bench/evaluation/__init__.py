"""How well customers are understood.

sets        what is measured on: our own held-out utterances, and foreign sets that are never trained on
pipeline    the pipeline of config.yml, trained and ready to parse, in this process or in a fresh one
outcome     what became of messages: answered right, answered wrong, asked, fell back
figures     all measures
summary     reports/understanding.json, and what got worse since it was last committed
report      reports/understanding.md
pictures    reports/*.svg
score       any file of utterances on the model that is trained already: `make score FILE=some.csv`
"""
