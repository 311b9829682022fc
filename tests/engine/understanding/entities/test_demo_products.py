"""The demo's products: found by all that they are called, and by no word that means something else."""

from datetime import date

import pytest
import yaml

from bench.entities import CASES, ROOT, cases, pairs
from components.details import Details, read
from components.details.products import Entry, Products

GOODS = [
    each
    for goods in yaml.safe_load((ROOT / "sahay" / "shop" / "demo" / "products.yml").read_text("utf-8")).values()
    for each in goods
]
NAMES = [(name, each["sku"]) for each in GOODS for name in (each["name"], *each["aliases"])]
DETAILS = Details(read(ROOT / "data" / "entities"))
PRODUCTS = Products((Entry(each["sku"], each["name"], each["aliases"]) for each in GOODS), DETAILS.common)
TODAY = date(2026, 11, 18)


def skus(text):
    return [detail.value for detail in DETAILS.find(text, TODAY, PRODUCTS) if detail.entity == "product"]


@pytest.mark.parametrize(("name", "sku"), NAMES)
def test_every_name_names_its_product(name, sku):
    assert skus(name) == [sku]


@pytest.mark.parametrize(
    ("text", "sku"),
    [
        ("मेरा मिक्सर खराब है", "EL-302"),
        ("mixer kharab nikla", "EL-302"),
        ("મારી સાડી ફાટેલી છે", "CL-204"),
        ("साडी फटी है", "CL-204"),  # without the dot
        ("સાદી કુર્તી", "CL-202"),  # a simple one
        ("कुर्ता छोटा है", "CL-201"),
        ("पावर बैंक गरम होता है", "EL-305"),  # two words of one
        ("सेल में हेयर ड्रायर है?", "EL-311"),
        ("tiffin ka dhakkan toot gaya", "HH-101"),
        ("ચાદર નો કલર અલગ છે", "HH-102"),
    ],
)
def test_what_customers_write(text, sku):
    assert skus(text) == [sku]


@pytest.mark.parametrize(
    "text",
    [
        "કેટલી કિંમત",  # how many, as the Hindi for kettle
        "ketli var lagse",
        "नियम और शर्तें",  # conditions, as a shirt
        "शर्त क्या है",
        "ભાડૂત મકાન ખાલી નથી કરતો",  # does, as a kurta
        "करता हूँ",
        "सामान चुनिए",  # choose, as another word for a dupatta
        "તળિયે માટી ચોંટેલી હતી",  # at the bottom, as a towel
        "lekar aaya tha par de nahi saka",  # but give
        "आया था पर दे नहीं सका",
        "पैसा वापस नहीं दिया",  # gave, as a lamp
        "पैसा वापस नहीं दीया",
        "बैंक से पैसे कट गए",
        "ड्राइवर का नंबर दो",
        "delivery driver",
        "डिब्बा टूटा था",  # the parcel
        "bahut sari problem",  # many
        "સારી સર્વિસ",  # good
        "सादी",  # simple, in Latin letters as the saree
        "સાદી ડિઝાઇન",
        "घड़ी",  # two things are
        "सूट",
        "टीशर्ट",
    ],
)
def test_what_names_none(text):
    assert skus(text) == []


def test_aliases_change_nothing_else():
    """Of the cases of all details, what is read rightly by the names alone is read rightly with the aliases."""
    bare = Products((Entry(each["sku"], each["name"]) for each in GOODS), DETAILS.common)
    worse = [
        case.text
        for case in cases(CASES)
        if pairs(DETAILS, case, PRODUCTS) != case.expected and pairs(DETAILS, case, bare) == case.expected
    ]
    assert worse == []
