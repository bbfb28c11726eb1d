"""Captions and credits of pictures that are not there any more.

>>> credit("Photo: Reuters"), credit("图/新华社"), credit("Photo: a ban. He said so.")
(True, True, False)
>>> ends_with_credit("Commuters wait for the first train. Photo: Mei Lam")
True
"""

import re

LONGEST_CREDIT = 14  # words
LONGEST_CAPTION = 70
_AGENCY = (
    r"(?:reuters|afp|ap|xinhua|epa(?:-efe)?|bloomberg|getty(?: images)?|getty|shutterstock"
    r"|imaginechina|china daily|vcg|cns|efe|dpa|alamy|unsplash|handout|courtesy|file|sipa"
    r"|nurphoto|icphoto|ic photo|felix wong|kyodo|pa)"
)
_SORT = (
    r"(?:photo(?:graph)?s?|pictures?|images?|illustrations?|graphics?|infographics?|pic"
    r"|photo(?:graph)? credit|image credit|photo illustration|video|photographer)"
)
_CREDIT = re.compile(
    rf"^[(\[]?(?:{_SORT}|credit)(?:\s+credit)?\s*[:：/|]\s*[^.!?。]{{1,70}}(?:\.com|\.)?[)\]]?$"
    rf"|^[(\[]?{_SORT} (?:by|courtesy of|from|via|credit)\s+[A-Z][^.!?。]{{1,60}}\.?[)\]]?$"
    rf"|^[(\[]?{_AGENCY}(?:\s*[/|,-]\s*[\w .’'-]{{2,40}}){{1,3}}[)\]]?$"
    rf"|^[(\[]?[\w .’'-]{{2,40}}\s*[/|]\s*(?:{_AGENCY})(?:\s*[/|]\s*[\w .’'-]{{2,30}})?[)\]]?$"
    r"|^[(\[]?(?:getty images|imaginechina|shutterstock|epa-efe|ap photo|afp photo|xinhua photo"
    r"|reuters photo|file (?:photo|picture))[)\]]?\.?$"
    r"|^[(（【\[]?(?:图|圖|图片|圖片|图源|摄影|攝影|供图|插图|漫画|视频)\s*(?:来源|來源"
    r"|提供)?\s*[:：/／|｜]\s*\S[^。]{0,30}[)）】\]]?$"
    r"|^[(（【\[]?(?:(?:新华社|本报|本刊"
    r"|中新社)?记者\s*)?[\u3400-\u9fff·]{2,6}\s*[摄攝][)）】\]]?$|^[(（【\[]?(?:资料图片?"
    r"|資料圖片?|视觉中国(?:供图)?|网络图片|新华社发)[)）】\]]?$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"(?:[.!?”’\"'。)]|\s[|/–—-])\s*[(\[]?(?:{_SORT}|credit)(?:\s+(?:credit|by"
    rf"|courtesy))?\s*[:：/|]?\s*(?:by |of )?[A-Z][\w /,.’'&()-]{{1,60}}[)\]]?\.?$"
    rf"|\s[|/]\s*(?:{_AGENCY})(?:\s*[/|]\s*[\w .’'-]{{2,30}})?\.?$"
    rf"|[(\[](?:{_AGENCY})(?:\s?(?:photo|images|file))?\s*[/,-]\s*[\w .’'/-]{{2,40}}[)\]]\.?$"
    rf"|\b(?:ap|afp|xinhua|reuters) photo\s*(?:/\s*[\w .’'-]{{2,40}})?[)\]]?\.?$"
    r"|[。)）\s](?:(?:新华社|本报|中新社|本刊)(?:记者"
    r"|发)\s*)[(（]?[\u3400-\u9fff· ]{0,12}[)）]?\s*[摄攝]?[)）]?$"
    r"|[。)）\s][\u3400-\u9fff·]{2,4}\s*[摄攝][)）]?$"
    r"|[(（](?:资料图片?|資料圖片?|图片?[:：/].{1,20}|图源[:：].{1,20}|视觉中国|新华社发)[)）]$",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"^(?:pictured\b|caption\s*[:：]|photo caption\b|file (?:photo|picture|image)\b"
    r"|a file (?:photo|picture|image)\b|in this (?:\w+ ){0,4}(?:file )?(?:photo|picture|image)\b"
    r"|(?:an? |the )?(?:undated )?(?:handout|satellite) (?:photo|picture|image)\b"
    r"|this (?:file )?(?:photo|picture|image) (?:shows|taken)\b|图为|圖為|图[:：]"
    r"|图[一二三四五六七八九十\d]+\s*[:：]|(?:资料|資料)[图圖][:：])",
    re.IGNORECASE,
)


def credit(text: str) -> bool:
    """Is it a credit and no more?"""
    return len(text.split()) <= LONGEST_CREDIT and bool(_CREDIT.match(text))


def ends_with_credit(text: str) -> bool:
    return len(text.split()) <= LONGEST_CAPTION and bool(_TAIL.search(text[-140:]))


def begins_as_caption(text: str) -> bool:
    return len(text.split()) <= LONGEST_CAPTION and bool(_BEGINS.match(text))
