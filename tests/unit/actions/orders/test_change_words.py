import pytest

from actions.orders.change_words import Action, action_of

ADD, REMOVE, SWAP, QUANTITY, ELSE = Action


@pytest.mark.parametrize(
    ("text", "products", "numbers", "action"),
    [
        ("please add a kurti", 1, 0, ADD),
        ("one more bottle", 1, 1, ADD),
        ("एक और बोतल जोड़ दो", 1, 1, ADD),
        ("ek aur bottle chahiye", 1, 1, ADD),
        ("એક બોટલ ઉમેરો", 1, 1, ADD),
        ("biji ek bottle umero", 1, 1, ADD),
        ("remove the socks", 1, 0, REMOVE),
        ("remove one piece of the socks", 1, 1, REMOVE),
        ("मोज़े हटा दो", 1, 0, REMOVE),
        ("moje nikal do", 1, 0, REMOVE),
        ("મોજાં કાઢી નાખો", 1, 0, REMOVE),
        ("moja kadhi nakho", 1, 0, REMOVE),
        ("instead of the kurta the kurti", 2, 0, SWAP),
        ("कुर्ते की जगह कुर्ती", 2, 0, SWAP),
        ("kurta ni jagyae kurti", 2, 0, SWAP),
        ("3 bottles instead of 2", 1, 2, QUANTITY),
        ("make it 3", 0, 1, QUANTITY),
        ("change the quantity", 0, 0, QUANTITY),
        ("size L instead of M", 0, 0, ELSE),
        ("blue please", 0, 0, ELSE),
        ("रंग बदलना है", 0, 0, ELSE),
        ("saiz badlavi che", 0, 0, ELSE),
        ("remove the black kurta", 1, 0, REMOVE),  # which one is named
        ("add a bottle and remove the socks", 2, 0, None),  # one thing at a time
        ("i want to change my order", 0, 0, None),
        ("red or blue, whatever", 1, 0, None),  # "or" sounds like "aur"
    ],
)
def test_what_is_to_be_done(text, products, numbers, action):
    assert action_of(text, products, numbers) == action
