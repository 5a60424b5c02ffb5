"""Buttons are found by themselves, and each is served by the class that offers it."""

import pkgutil

import bot.buttons
from bot.buttons.press import Press
from bot.buttons.registry import asked_among, buttons, with_buttons
from bot.render.reply import About, Kind, Reply
from knowledge.model import Citation
from tests.bot.samples import QUOTE, abstract

_NO_BUTTONS = {"forms", "press", "registry"}
_EVERYTHING = About(
    asker=7,
    asked_id=5,
    cited=(Citation(1, abstract(), QUOTE),),
    humans=True,
    shareable=True,
    abstract_id="a1",
    token="0123456789abcdef",
)


def test_every_module_has_its_button() -> None:
    """Whoever adds a module has added a button: no list names them."""
    modules = {each.name for each in pkgutil.iter_modules(bot.buttons.__path__)} - _NO_BUTTONS
    assert {each.__module__.rpartition(".")[2] for each in buttons()} == modules


def test_what_a_button_offers_is_served_by_it_alone() -> None:
    """Its custom_id fits its own shape and no other's, and it says something."""
    served = set()
    for kind in Kind:
        for button in buttons():
            about = About(**{f: getattr(_EVERYTHING, f) for f in About.__slots__} | {"kind": kind})
            for action in button.offered(about):
                matching = [b for b in buttons() if b.shape.fullmatch(action.custom_id)]
                assert matching == [button], action
                assert action.label
                served.add(button)
    elsewhere = {each.__name__ for each in buttons() if each not in served}
    assert elsewhere == {"MoreMenu", "SettingsMenu"}


def test_a_note_has_no_buttons() -> None:
    """Nothing was asked."""
    assert with_buttons(Reply(("Hello.",))).actions == ()


def test_the_question_of_a_reply_is_known_by_its_buttons() -> None:
    """Whichever of them stands there; none where the question is not kept."""
    assert asked_among(["show:0:9:a", "bibtex:0:a", "verify:5", "dismiss:7"]) == 5
    assert asked_among(["dismiss:7", "human:3"]) == 3
    assert asked_among(["show:0:9:a", "bibtex:0:a", "dismiss:7", "nonsense"]) == 0


def test_what_the_menu_does_a_button_does() -> None:
    """The menu serves the buttons below replies, and not those that check who runs the bot."""
    pressed = {each.__name__ for each in buttons() if issubclass(each, Press)}
    assert {"VerifyButton", "ShareButton", "MoreMenu"} <= pressed
    assert pressed.isdisjoint(
        {"AddProposedButton", "DropProposedButton", "ForgetButton", "SettingsMenu"}
    )
