"""The ways in and out. One folder per channel; `base.py` is the contract."""
