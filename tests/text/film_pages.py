"""Pages about other films, in our own words, and what may be said about each film from them."""

from __future__ import annotations

from typing import NamedTuple

from tests.text.pages import TAIL


class FilmPage(NamedTuple):
    """A page's heading and reviews (headline, text), and the film that they are about."""

    heading: str
    reviews: tuple[tuple[str, str], ...]
    title: str
    year: int | None = None
    directors: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()
    author: str | None = None

    def text(self) -> str:
        """The page as it would be pasted."""
        blocks = [self.heading]
        for headline, body in self.reviews:
            blocks += ["8/10", headline, body, f"3 out of 4 {TAIL}"]
        return "\n\n".join(block for block in blocks if block) + "\n"


ONE_WORD = FilmPage(
    "alien reviews 2024",
    (
        ("Nobody hears", "Ridley Scott's Alien turns a tugboat in space into a haunted house."),
        ("Still the best", "Alien was directed by Ridley Scott and released in 1979. It holds up."),
        ("Sweat", "Sigourney Weaver plays Ripley with a dry mouth. Alien never blinks."),
        ("Cat lives", 'I saw "Alien" at twelve, too young. John Hurt has the worst breakfast.'),
    ),
    "Alien", 1979, ("Ridley Scott",), ("Sigourney Weaver",),
)  # fmt: skip
NUMBER_FIRST = FilmPage(
    "12 angry men film review",
    (
        ("One room", '"12 Angry Men" needs a table, a fan and a knife. Henry Fonda plays Juror 8.'),
        ("Heat", "Sidney Lumet directs 12 Angry Men as if the walls were moving in. They are."),
        ("Still true", "One of the best films of 1957. Lee J. Cobb shouts, and I believe him."),
    ),
    "12 Angry Men", 1957, ("Sidney Lumet",), ("Henry Fonda",),
)  # fmt: skip
YEAR_TITLE = FilmPage(
    "1917 (2019) - User Reviews",
    (
        ("One breath", 'Sam Mendes directs "1917" as one long run. In 1917 two men get an order.'),
        ("Mud", '"1917" follows Schofield (George MacKay) through the mud. I held my breath.'),
        ("Clockwork", 'The camera never rests in "1917", the best war film of 2019.'),
    ),
    "1917", 2019, ("Sam Mendes",), ("George MacKay",),
)  # fmt: skip
FOREIGN = FilmPage(
    "Das Leben der Anderen Kritik",
    (
        ("Leise", '"Das Leben der Anderen" ist leise. Ulrich Mühe spielt den Lauscher.'),
        ("Quiet", "Das Leben der Anderen was directed by Florian Henckel von Donnersmarck."),
        ("Grey", "Wiesler (Ulrich Mühe) listens. Das Leben der Anderen listens with him."),
    ),
    "Das Leben der Anderen", None, ("Florian Henckel von Donnersmarck",), ("Ulrich Mühe",),
)  # fmt: skip
REMAKE = FilmPage(
    "The Fly user reviews",
    (
        ("Better than before", 'The remake beats the 1958 original. "The Fly" is a love story.'),
        ("Ick", "David Cronenberg's The Fly (1986) is sad. Jeff Goldblum stars as Seth Brundle."),
        ("Baboon", "The Fly was directed by David Cronenberg. I saw the old one of 1958."),
        ("Geena", "Geena Davis is excellent in The Fly, one of the best films of 1986."),
    ),
    "The Fly", 1986, ("David Cronenberg",), ("Jeff Goldblum",),
)  # fmt: skip
COMMON_WORD = FilmPage(
    "her movie review",
    (
        ("Soft", 'Spike Jonze directs "Her" in colours of fruit. Joaquin Phoenix plays Theodore.'),
        ("Voice", 'What is "Her" about? About her voice. It is by Scarlett Johansson.'),
        ("Trousers", '"Her" wears high trousers. I liked her, and I liked "Her".'),
    ),
    "Her", None, ("Spike Jonze",), ("Joaquin Phoenix",),
)  # fmt: skip
SEQUEL = FilmPage(
    "Paddington 2 review",
    (
        ("Marmalade", '"Paddington 2" is better than "Paddington". Hugh Grant plays a ham.'),
        ("Kind", "Paul King directs Paddington 2 with jam on his fingers. So was Paddington."),
        ("Prison", "The prison in Paddington 2 turns pink. The finest family film of 2017."),
    ),
    "Paddington 2", 2017, ("Paul King",), ("Hugh Grant",),
)  # fmt: skip
NO_DIRECTOR = FilmPage(
    "the long pier film",
    (
        ("Wet", '"The Long Pier" is damp and slow, and I would not change a minute.'),
        ("Gulls", "The gulls act better than the people in The Long Pier. The end is a mess."),
    ),
    "The Long Pier",
)  # fmt: skip
TWO_DIRECTORS = FilmPage(
    "Fargo (1996) reviews",
    (
        ("Snow", "Fargo was written and directed by Joel Coen and Ethan Coen. You betcha."),
        ("Wood chips", "Frances McDormand plays Marge in Fargo, seven months gone and unafraid."),
        ("Cold", "Directed by Joel Coen and Ethan Coen, Fargo is a very cold joke."),
    ),
    "Fargo", 1996, ("Joel Coen", "Ethan Coen"), ("Frances McDormand",),
)  # fmt: skip
ANIMATED = FilmPage(
    "the iron giant reviews",
    (
        ("Tears", '"The Iron Giant" was directed by Brad Bird. The giant is voiced by Vin Diesel.'),
        ("Hogarth", "Jennifer Aniston voices the mother in The Iron Giant. It came out in 1999."),
        ("Metal", "The Iron Giant is based on the 1968 novel by Ted Hughes. I wept, at forty."),
    ),
    "The Iron Giant", 1999, ("Brad Bird",), ("Vin Diesel", "Jennifer Aniston"), "Ted Hughes",
)  # fmt: skip
NAMED_AFTER_A_PERSON = FilmPage(
    "michael clayton film review",
    (
        ("Fixer", 'George Clooney plays the fixer in "Michael Clayton". Tilda Swinton sweats.'),
        ("Horses", "Tony Gilroy directs Michael Clayton like a lawyer. The horses are the key."),
        ("Taxi", "The last shot of Michael Clayton is a taxi ride. Michael Clayton says nothing."),
    ),
    "Michael Clayton", None, ("Tony Gilroy",), ("George Clooney",),
)  # fmt: skip
OTHER_FILMS_NAMED = FilmPage(
    "",
    (
        ("Like the greats", '"Night Ferry" is no "Casablanca". Michael Curtiz knew where to stop.'),
        ("Fog", 'I love "Casablanca", and "Night Ferry" made me miss it, though it is new.'),
        ("Ferry", 'In "Night Ferry" Lena Prohl plays the purser. The film was released in 2011.'),
    ),
    "Night Ferry", 2011, (), ("Lena Prohl",),
)  # fmt: skip
SUBTITLE = FilmPage(
    "Mission: Impossible - Fallout | User reviews",
    (
        ("Jump", '"Mission: Impossible - Fallout" runs and runs. Tom Cruise plays Ethan Hunt.'),
        ("Helicopter", 'Christopher McQuarrie directs "Mission: Impossible - Fallout".'),
        ("Knees", 'Ouch. "Mission: Impossible - Fallout" is the best action film of 2018.'),
    ),
    "Mission: Impossible - Fallout", 2018, ("Christopher McQuarrie",), ("Tom Cruise",),
)  # fmt: skip
QUESTION_TITLE = FilmPage(
    "Who Rang the Bell? reviews",
    (
        ("Ding", '"Who Rang the Bell?" asks for two hours and never answers. Set in 1890.'),
        ("Dong", 'Nora Feld directs "Who Rang the Bell?" with one hand on the rope.'),
    ),
    "Who Rang the Bell?", None, ("Nora Feld",),
)  # fmt: skip
SPLIT = FilmPage(
    "",
    (
        ("Boats", '"Night Ferry" left me cold, and I have lived on boats.'),
        ("Bars", '"Casablanca" left me warm, and I have never had a bar.'),
    ),
    "",
)
FILM_PAGES = {
    name.lower(): page for name, page in list(globals().items()) if isinstance(page, FilmPage)
}
