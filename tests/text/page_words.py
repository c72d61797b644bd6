"""Words for made-up pages of reviews (`page_maker`)."""

from __future__ import annotations

TITLES = (
    "the salt keeper review film 2025",
    "The Salt Keeper (2016) - User Reviews",
    "Salt",
    "10 to midnight reviews",
    "Đánh giá phim The Salt Keeper năm 2024",
    "2046",
    "Who Rang the Bell?",
    "Reviews: Harvest of Glass",
)
HEADLINES = (
    "Go in the rain",
    "A small wonder",
    "Handsome, and a little cold",
    "the sea does the talking.",
    "Dry wit, dry land",
    "Not what I hoped for",
    "Over-ripe",
    "A film that trusts its weather!",
    "Slow but sure",
    "Best lighthouse film in years",
)
ODD_HEADLINES = (
    "10/10 would watch",
    "8/10 from me, and I hate boats",
    "2 hours well spent",
    "1984 all over again",
    "Why did nobody tell me about this film?",
    "Is it art?",
    '"The Salt Keeper" - keep it...',
    "'Nothing is lost at sea,' they say",
    "lower case and proud",
    "Good.",
    "Meh",
    "Wow!!!",
    "***",
    "A lamp, a ladder, a lie. And then the sea.",
    "The Salt Keeper is, to my mind, a brave and patient film, but it will not be for everybody.",
    (
        "Two hours of fog, a lamp that never quite lights, three people who never quite speak, and"
        " still I would see it again tomorrow with all of you"
    ),
    "OVERRATED",
    "Very good film: see it with a friend",
    "海が語る映画",
    "Ein stilles Wunder",
    "May contain traces of genius",
)
OPENINGS = (
    "I went in knowing nothing about lighthouses and came out able to smell the paraffin.",
    "There is hardly a word in the first half hour, and none of them is missed by anybody.",
    "The Salt Keeper trusts the weather to act, and for once the weather turns up sober.",
    "My sister dragged me to the late show, and I have been thanking her ever since that night.",
    '"Nobody saw the boat come in," says the keeper, and from then on nobody believes him.',
    "In 1952 a lamp goes out, and the whole coast decides not to ask why for forty years.",
    "Let me begin with what does not work, since there is so little of it to begin with.",
    "What stays with me is the sound: wind, rope, and one door that will never quite shut.",
)
SENTENCES = (
    "The camera waits, and so do we.",
    "Nobody raises a voice, and the silence does the rest.",
    "Oskar Vale plays a man made of rope.",
    "Was it needed? Perhaps not, but it is lovely.",
    "The last reel repays every minute.",
    "It cost 2.5 million and looks like ten.",
    "Some 3 out of 4 people in my row wept.",
    "See it twice; the second time you will watch the window.",
    "I could have done without the song.",
    "The middle sags a little, as middles do.",
    "Mina Holt keeps the books, and the film keeps her secret.",
    "By 9 p.m. the house was full.",
)
STRUCTURE = (
    "10/10.",
    "***1/2 out of ****",
    "8/10.",
    "Rating: 8/10",
    "Warning: spoilers below!",
    "62 out of 68",
    "9/10 - see it.",
    "Acting 8/10, music 9/10",
    "* * *",
    "1.",
    "----------",
)
CLOSING_QUESTIONS = (
    "And who, in the end, was watching whom?",
    "Would I see it again? I would.\n\nWould you?",
    "So why do I still think about that door?",
    "But was it worth it to me?",
    "Really?",
)
WORDS = ("Wonderful", "Boring.", "Masterpiece!", "No.", "Sublime")
FOREIGN = (
    "Ein stiller Film über einen lauten Sturm. Ich habe selten so lange nicht geblinzelt.",
    "Un film lent, salé, superbe. Que demander de plus ?\n\nAllez le voir sous la pluie.",
    "とても静かな映画でした。海の音がずっと残ります。\n\nもう一度見たいと思います。",
    "这部电影很安静，海浪的声音一直留在心里。值得一看。",
    "Фильм тихий, как туман. Актёры прекрасны, а финал не отпускает.\n\nСмотреть обязательно.",
    "Una película lenta y hermosa. ¿Quién apagó la lámpara? No importa.",
)
QUESTIONS = (
    "What happened to the boat in The Salt Keeper?",
    "Who lit the lamp?",
    "Is The Salt Keeper based on a true story?",
    "Why does Greta burn the books?",
    "Does the keeper die?",
    "How does the film end?",
    "Where was The Salt Keeper filmed?",
    "When is the story set?",
    "Can the lighthouse be visited?",
    "What is the song that plays over the credits?",
    "Which ending is in the novel?",
    "Did the storm really happen?",
)
ANSWERS = (
    "It drifts ashore, empty, in the last minute.",
    "The film never shows it. The novel says that it was cut loose on purpose.",
    "Yes.",
    "Nobody knows for certain, and the director likes it that way.",
    "On the west coast, mostly in March, when the light is low.",
    "She does it to keep the secret, and because the stove is cold. It takes one night.",
    "No, though the storm of that winter is real.",
)
HEADINGS = ("Questions", "Q&A", "Frequently asked questions:", "People also ask", "FAQ")
