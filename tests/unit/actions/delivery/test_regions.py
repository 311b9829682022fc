import pytest

from actions.delivery.regions import CITIES, REGIONS, region_of


@pytest.mark.parametrize(
    ("pin", "region"),
    [
        ("380001", "Gujarat"),
        ("396001", "Gujarat"),  # Valsad, and beside it
        ("396210", "Dadra and Nagar Haveli and Daman and Diu"),  # Daman
        ("403001", "Goa"),
        ("400001", "Maharashtra"),
        ("110001", "Delhi"),
        ("160017", "Chandigarh"),
        ("194101", "Ladakh"),
        ("190001", "Jammu and Kashmir"),
        ("246001", "Uttarakhand"),
        ("246701", "Uttar Pradesh"),  # Bijnor, with the same three digits
        ("814112", "Jharkhand"),  # Deoghar
        ("812001", "Bihar"),  # Bhagalpur
        ("823001", "Bihar"),  # Gaya
        ("682555", "Lakshadweep"),
        ("682036", "Kerala"),
        ("795001", "Manipur"),
        ("900056", "Army Postal Service"),
        ("290001", ""),
        ("650001", ""),
    ],
)
def test_a_pin_code_tells_the_region(pin: str, region: str):
    assert region_of(pin) == region


def test_cities_that_are_regions_are_among_them():
    assert CITIES < REGIONS
