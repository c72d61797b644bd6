"""Which language a text is written in. The sentences are our own."""

from __future__ import annotations

import pytest

from houselights.text.language import Guess, guess_language

SENTENCES = {
    "en": """
        I went in cold and came out shaking, and I still cannot say why.
        Nobody in this small town tells the truth until the last ten minutes.
        Her face in the window says more than three pages of dialogue could.
        Skip the first hour, then sit up straight for one perfect scene.
        My grandmother fell asleep twice and still gave it nine out of ten.
        Slow, grey, beautiful, and far too long for a Tuesday night at home.
        Both leads shine while everyone around them seems to read off cards.
        Watching it again last week made me like its quiet ending even more.
        Cheap sets, wooden acting, loud music: what on earth happened here?
        Few films about grief leave you feeling lighter when you walk home.
        It asks good questions yet answers none of them, which annoyed me.
        Bring tissues, bring friends, and do not read anything about it before.
    """,
    "vi": """
        Tôi ra khỏi rạp mà trong lòng vẫn còn nặng trĩu suốt cả buổi tối.
        Diễn viên chính diễn rất tự nhiên nhưng kịch bản thì quá dài dòng.
        Bộ phim này khiến tôi nhớ về những mùa hè ở quê bà ngoại ngày xưa.
        Âm nhạc hay, hình ảnh đẹp, chỉ tiếc là cái kết hơi vội vàng quá.
        Xem lần thứ hai mới hiểu vì sao nhân vật ấy im lặng như vậy.
        Nếu bạn thích phim chậm và buồn thì đây đúng là phim dành cho bạn.
        Không hiểu sao nhiều người khen, còn tôi thì suýt ngủ gật mấy lần.
        Cả nhà tôi đều khóc ở đoạn hai chị em gặp lại nhau bên bến sông.
    """,
    "de": """
        Der Film ist viel zu lang und trotzdem habe ich mich keine Minute gelangweilt.
        Meine Schwester fand ihn großartig, mir war das alles etwas zu kühl.
        Nach dem Abspann blieb der ganze Saal noch lange still sitzen.
        Selten hat mich eine Hauptfigur so geärgert und zugleich so gerührt.
        Wer schnelle Schnitte und laute Musik mag, sollte hier lieber wegbleiben.
        Das Drehbuch verrät leider schon nach zwanzig Minuten, wie alles endet.
        Wunderbare Bilder, schwache Dialoge, aber ein Ende zum Niederknien schön.
        Ich würde ihn sofort wieder sehen, am liebsten mit meinem Vater zusammen.
    """,
    "fr": """
        Un film magnifique, lent et triste, que je recommande à tous ceux qui aiment la mer.
        Je suis sorti de la salle sans savoir quoi dire à mes amis.
        La musique est superbe, mais le scénario tourne vite en rond.
        On devine la fin au bout de dix minutes, et pourtant on pleure.
        Mon père l'avait vu à sa sortie et il en parle encore aujourd'hui.
        Quelle déception après un premier film aussi drôle et aussi libre !
        Les deux actrices portent cette histoire fragile avec une grâce infinie.
        Trop long d'une demi-heure, il reste malgré tout très beau à regarder.
    """,
    "es": """
        La película es demasiado larga pero los actores están muy bien.
        Salí del cine con un nudo en la garganta y muchas preguntas.
        Mi madre lloró al final y yo también, aunque no quiera admitirlo.
        No entiendo cómo alguien puede aburrirse con una historia tan hermosa.
        El guion promete mucho al principio y luego se olvida de todo.
        Volvería a verla mañana mismo solo por la escena del tren.
        Buena fotografía, música discreta y un final que no convence a nadie.
        Hacía años que una comedia no me hacía reír tanto como esta.
    """,
    "ar": """
        خرجت من السينما وأنا لا أعرف ماذا أقول لأصدقائي عن هذا الفيلم.
        التمثيل رائع لكن القصة طويلة جدا وتحتاج إلى كثير من الصبر.
        بكيت في النهاية مع أنني كنت أعرف ما سيحدث منذ البداية.
        لم يعجبني الإيقاع البطيء ولا الحوار الذي يشرح كل شيء مرتين.
        أجمل ما في الفيلم هو صمت البطلة أمام البحر في المشهد الأخير.
        شاهدته مع أمي وضحكنا كثيرا ثم سكتنا طويلا بعد أن انتهى.
    """,
    "zh": """
        走出电影院的时候我一句话也说不出来。
        演员都很好，可惜剧本写得太乱太长了。
        这是我今年看过的最安静也最难忘的一部片子。
        結局有點倉促，但是前半段真的拍得非常漂亮。
        我妈妈看到一半就睡着了，我却哭了三次。
        音乐很美，故事却早就被人讲过很多遍了。
    """,
    "ja": """
        映画館を出たあと、しばらく何も話せませんでした。
        俳優は素晴らしいのに、脚本が少し長すぎると思います。
        二回目に見て、やっと彼女の沈黙の意味が分かりました。
        静かな映画が好きな人なら、きっと気に入るはずです。
        最後の場面で隣の席の人も泣いていました。
        音楽は美しいけれど、話はどこかで聞いたことがある。
    """,
    "ru": """
        Фильм слишком длинный, но актёры играют просто замечательно и очень тонко.
        Я вышла из зала и долго не могла ни с кем разговаривать.
        Конец понятен уже через двадцать минут, а всё равно плачешь вместе с ними.
        Моему брату понравилось, а мне не хватило в нём простого тепла.
        Музыка прекрасна, зато диалоги будто написаны за один вечер на кухне.
        Пересмотрел спустя десять лет и увидел совсем другое, грустное кино.
    """,
    "pl": """
        Film jest za długi, ale aktorzy grają naprawdę świetnie i z wyczuciem.
        Wyszłam z kina i przez całą drogę do domu nie powiedziałam słowa.
        Zakończenie można przewidzieć po kwadransie, a mimo to człowiek płacze.
        Mojemu bratu bardzo się podobało, mnie zabrakło w tym zwykłego ciepła.
        Muzyka piękna, zdjęcia jeszcze lepsze, tylko dialogi jakby z innej bajki.
        Obejrzałem drugi raz i dopiero teraz rozumiem, dlaczego ona milczy.
    """,
}
CASES = [(code, line.strip()) for code, text in SENTENCES.items() for line in text.split("\n")]


@pytest.mark.parametrize(("code", "sentence"), [case for case in CASES if case[1]])
def test_sentences(code: str, sentence: str) -> None:
    assert guess_language(sentence).code == code


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ko", "극장을 나와서 한참을 걸었다"),
        ("fa", "این فیلم خیلی زیبا بود و من گریه کردم"),
        ("ur", "یہ فلم بہت اچھی ہے اور میں رو پڑا"),
        ("uk", "Фільм занадто довгий, але актори грають чудово"),
        ("el", "Μια πολύ όμορφη ταινία"),
        ("he", "סרט יפה מאוד"),
        ("th", "หนังดีมาก"),
        ("hi", "यह फिल्म बहुत अच्छी है और मैं रो पड़ा"),
        ("ja", "すごい"),
        ("zh", "很好看"),
        ("vi", "Phim đẹp lắm, buồn quá"),
        ("it", "Il film è troppo lungo ma gli attori sono bravissimi"),
        ("pt", "O filme é longo demais, mas os atores são excelentes"),
        ("nl", "De film is veel te lang maar de acteurs zijn erg goed"),
        ("sv", "Filmen är alldeles för lång men skådespelarna är mycket bra"),
    ],
)
def test_more_languages(code: str, text: str) -> None:
    assert guess_language(text).code == code


@pytest.mark.parametrize(
    "text", ["", "   ", "10/10", "!!! 🎬", "Wow", "Hmm, no", "Фильм", "https://a.b"]
)
def test_unsure_about_too_little(text: str) -> None:
    assert guess_language(text).code is None
    assert 0 <= guess_language(text).confidence <= 1


def test_names_in_another_script_do_not_decide() -> None:
    assert guess_language("A quiet film by 小津安二郎 that I will never forget.").code == "en"
    assert guess_language("Trần Anh Hùng made the film that I love the most of all.").code == "en"


def test_addresses_do_not_count() -> None:
    text = "Voir https://www.example.org/the/best/of/the/web pour la suite de cette histoire"
    assert guess_language(text).code == "fr"


def test_confidence_is_a_share() -> None:
    assert guess_language("Tôi rất thích bộ phim này") == Guess("vi", 1.0)
