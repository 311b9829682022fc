"""The state of a PIN code, where its first digits tell it.

Shipping zones of WooCommerce may be states, and customers are asked for a PIN code. The first two or three digits are
a postal circle's (https://www.indiapost.gov.in, PIN codes); prefixes that two states share are left out on purpose.
"""

STATES = {
    "AN": "744",
    "AP": "51 52 53",
    "AR": "790 791 792",
    "AS": "78",
    "BR": "800 801 802 803 804 805 84 85",
    "CT": "49",
    "DL": "11",
    "GA": "403",
    "GJ": "36 37 38 390 391 392 393 394 395",
    "HP": "17",
    "HR": "12 13",
    "JH": "825 826 827 828 829 83",
    "JK": "18 190 191 192 193",
    "KA": "56 57 58 59",
    "KL": "67 680 681 683 684 685 686 687 688 689 69",
    "LA": "194",
    "MH": "400 401 402 404 405 406 407 408 409 41 42 43 44",
    "ML": "793 794",
    "MN": "795",
    "MP": "45 46 47 48",
    "MZ": "796",
    "NL": "797 798",
    "OR": "75 76 77",
    "PB": "141 142 143 144 145 146 147 148 149 15",
    "RJ": "30 31 32 33 34",
    "SK": "737",
    "TN": "600 601 602 603 604 606 61 62 63 64",
    "TR": "799",
    "TS": "50",
    "UK": "248 249",
    "UP": "20 21 22 23 241 242 243 25 261 27 28",
    "WB": "70 71 72 730 731 732 733 734 735 736 738 739 741 742 743",
}
# Codes that changed in ISO 3166-2:IN; shops set up before and after have either.
OLDER = {"CG": "CT", "OD": "OR", "TG": "TS", "UT": "UK"}
_BY_PREFIX = {prefix: state for state, prefixes in STATES.items() for prefix in prefixes.split()}


def state_of(pin: str) -> str | None:
    """ "GJ" for "380015"; None where the first three digits do not tell."""
    return _BY_PREFIX.get(pin[:3]) or _BY_PREFIX.get(pin[:2])


def same_state(code: str, state: str) -> bool:
    return OLDER.get(code, code) == state
