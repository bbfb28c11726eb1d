"""The language of a text, from its scripts and its commonest words.

A rule of thumb for the languages that courses read; what it does not know is `und`, as a guess.

>>> language_of("The card is for those who came to the city.").value
'en'
>>> language_of("深圳开始发给外来务工人员居住证。").value, language_of("臺灣的戶口與國籍").value
('zh-Hans', 'zh-Hant')
"""

import re
import unicodedata
from collections import Counter

from app.core.importing import Fact

MOST = 50_000  # characters that are looked at
ENOUGH = 0.12  # of the words of a text are among its language's commonest
LEAST_WORDS = 4
_SIMPLIFIED = frozenset(
    "们这个来为时会国发对说过还没着与从开关问间学见现实点经业产电车东长门马农户证权报书师"
    "网级给应该让请谁谈论话认识记设计许语读课调变边达远运进选过迁观规觉视讲钱铁银镇单双卫"
    "厂厅历压县区华协参号后听员团园图场块坏处备复头夺妇孙宁宝审宽导尔层岁币师带帮广庆库应"
    "废归当录总恶战户扩护担择损换据摄敌数断无旧显术机杂极构标树样档检楼欢毕气汉济浅测热爱"
    "状独狱环离种积称稳穷竞笔简类约红纪纯纸线练组细织终结统继续维绿编罗罚职联胜脑脱节苏药"
    "营获虑补装订讨训议讯评词译试详误质购贵费资赛跃轻载较输连适邮郑释里针错际陆随难预领题"
    "风飞饭饮馆驻验鱼鸡黄齐龙"
)
_TRADITIONAL = frozenset(
    "們這個來為時會國發對說過還沒著與從開關問間學見現實點經業產電車東長門馬農戶證權報書師"
    "網級給應該讓請誰談論話認識記設計許語讀課調變邊達遠運進選遷觀規覺視講錢鐵銀鎮單雙衛"
    "廠廳歷壓縣區華協參號後聽員團園圖場塊壞處備複頭奪婦孫寧寶審寬導爾層歲幣帶幫廣慶庫"
    "廢歸當錄總惡戰擴護擔擇損換據攝敵數斷無舊顯術機雜極構標樹樣檔檢樓歡畢氣漢濟淺測熱愛"
    "狀獨獄環離種積稱穩窮競筆簡類約紅紀純紙線練組細織終結統繼續維綠編羅罰職聯勝腦脫節蘇藥"
    "營獲慮補裝訂討訓議訊評詞譯試詳誤質購貴費資賽躍輕載較輸連適郵鄭釋裡針錯際陸隨難預領題"
    "風飛飯飲館駐驗魚雞黃齊龍臺灣"
)
_ONLY_SIMPLIFIED = _SIMPLIFIED - _TRADITIONAL
_ONLY_TRADITIONAL = _TRADITIONAL - _SIMPLIFIED
_COMMON = {
    "en": "the of and to in that is was for on with as by at from it be are has have an who which",
    "fr": "le la les de des du et en un une est que qui dans pour pas sur au aux plus par avec il",
    "de": "der die das und in den von zu mit sich ist des im nicht ein eine auf für dem auch als",
    "es": "el la los las de que y en un una es por con para del se al no lo como más su fue",
    "it": "il la le di che e in un una è per con del della non si al da sono come nel gli dei",
    "pt": "o a os as de que e em um uma é por com para do da no na não se ao dos mais como foi",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als bij door maar",
    "sv": "och i att det som en på är av för med den till inte om ett har de var vid från kan",
    "vi": "và của là có không được cho các một những trong người với này đã khi từ về để theo",
    "id": "yang dan di ini itu dengan untuk dari tidak pada dalam ke akan adalah oleh juga sebagai",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_SCRIPTS = {
    "CYRILLIC": ("ru", "Cyrillic letters"),
    "ARABIC": ("ar", "Arabic letters"),
    "HEBREW": ("he", "Hebrew letters"),
    "HANGUL": ("ko", "Hangul"),
    "GREEK": ("el", "Greek letters"),
    "THAI": ("th", "Thai letters"),
    "DEVANAGARI": ("hi", "Devanagari"),
    "TIBETAN": ("bo", "Tibetan letters"),
}
_TOKEN = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> Fact:
    """Guess the language that most of a text is in."""
    text = text[:MOST]
    scripts = Counter(_script(letter) for letter in text if letter.isalpha())
    if "CJK" in scripts:
        scripts["CJK"] *= 2  # a character of Chinese says as much as two letters, or more
    if not scripts:
        return Fact("und", "there are no letters to tell a language by")
    script, count = scripts.most_common(1)[0]
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.1 * (scripts["CJK"] + count):
        return Fact("ja", "kana among the characters")
    if script == "CJK":
        return _chinese(text)
    if script == "LATIN":
        return _by_words(text)
    language, basis = _SCRIPTS.get(script, ("und", "a script that is not told by its letters"))
    return Fact(language, f"{basis}; another language may use them too")


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split(maxsplit=1)[0].split("-")[0]


def _chinese(text: str) -> Fact:
    simplified = sum(letter in _ONLY_SIMPLIFIED for letter in text)
    traditional = sum(letter in _ONLY_TRADITIONAL for letter in text)
    if simplified == traditional:
        return Fact("zh", "Chinese characters, none of which tells simplified from traditional")
    kind, most = (
        ("simplified", "zh-Hans") if simplified > traditional else ("traditional", "zh-Hant")
    )
    more, all_of_them = max(simplified, traditional), simplified + traditional
    return Fact(most, f"{more} of {all_of_them} telling characters are {kind}")


def _by_words(text: str) -> Fact:
    words = [word.casefold() for word in _TOKEN.findall(text)]
    shares = {
        language: sum(word in common for word in words) / max(1, len(words))
        for language, common in _WORDS.items()
    }
    best = max(shares, key=lambda language: shares[language])
    others = max(share for language, share in shares.items() if language != best)
    if len(words) < LEAST_WORDS or shares[best] < ENOUGH or shares[best] < 1.15 * others:
        return Fact("und", "its words are too few, or of no language that is known here")
    return Fact(best, f"{shares[best]:.0%} of its words are the commonest of that language")
