"""Lines that belong to the page around a story, told by their wording: notices, bars, footers.

A reason says what a line is, and how sure that is. What is only like prose is left alone: a
sentence about newsletters is no box that asks for an address.

>>> notice("We may earn a commission from links on this page.")
'a notice about commissions'
>>> notice("The city earned a commission of 3 per cent on each card.")
''
"""

import re

LONGEST = 75  # words; half as many for most: no notice of a page goes on for longer

_NOTICES: list[tuple[str, str]] = [
    ("a notice about commissions",
     r"\b(?:we|us|publisher|site|quartz|our (?:partners|team))\b.{0,60}\b(?:earns?|receives?"
     r"|gets?|collects?|paid)"
     r"\s+(?:\w+\s+){0,3}(?:commissions?|revenue|referral fees?|share of (?:the )?sales)\b.{0,80}$"
     r"|\baffiliate (?:links?|commissions?|partners?)\b|\bif you (?:buy|click"
     r"|purchase)\b.{0,80}\b(?:links?|commission)\b"
     r"|\bcommissions? (?:on|from) (?:purchases|sales|links)\b|本文含(?:有)?推广链接"),
    ("an advertisement’s mark",
     r"^[\[(— -]*(?:advertisements?|advertising|ad|ads|sponsored(?: content| by .{1,30})?"
     r"|promoted(?: content)?"
     r"|paid (?:post|content)|(?:story|article) continues (?:below"
     r"|after)(?: (?:the )?(?:advertisement|ad|photo|video))?"
     r"|scroll (?:down )?to continue.{0,30}|remove ads?|广告|廣告|推广)[\])— .:-]*$"),
    ("a pointer to other stories",
     r"^[\[(>»→ ]*(?:read more|read also|also read|see also|more to read|continue reading"
     r"|keep reading|read next"
     r"|read the full (?:story|article)(?: here)?|click (?:here|through)\b.{0,60}|full story"
     r"|related(?: (?:stor(?:y|ies)|articles?|topics?|content|coverage|links|news|reading|posts))?"
     r"|more (?:stories|news|articles|coverage|from)\b.{0,50}|more on this (?:story|topic)"
     r"|you (?:may|might) (?:also )?like"
     r"|recommended(?: (?:for you|stories|reading|articles))?|most (?:read|popular|viewed|shared"
     r"|commented)(?: stories| news| articles)?"
     r"|top stories|trending(?: now| stories| topics)?|latest (?:news|stories|headlines)"
     r"|editor[’']?s['’]? (?:picks?|choice)"
     r"|don[’']t miss|in other news|what to read next|up next"
     r"|相关(?:阅读|新闻|链接|报道|文章)|相關(?:閱讀|新聞|報導)|延伸阅读|延伸閱讀|推荐阅读"
     r"|热门(?:文章|新闻)|更多(?:新闻|报道)|点击(?:进入|查看).{0,20})"
     r"[\])>»→… .:：-]*$"
     r"|^[\[(>»→ ]*(?:read(?: more| also| next)?|also read|see also|related(?: story| article)?"
     r"|more|watch(?: now)?|listen|opinion|explainer"
     r"|相关(?:阅读|新闻|报道)|延伸阅读|延伸閱讀|推荐阅读)\s*[:：|｜>»]\s*\S.{0,140}$"),
    ("a bar for sharing", "(by its words)"),
    ("a count of readers, comments or shares",
     r"^(?:this (?:story|article|post|page) has been (?:viewed|read|shared)\b.{0,40}"
     r"|(?:comments?|shares?|views?|likes?|reads"
     r"|reactions)\s*[:(（]?\s*\d[\d,.]*\s*[kKmM]?\s*[)）]?"
     r"|\d[\d,.]*\s*[kKmM]?\s+(?:comments?|shares?|views?|likes?|reads|reactions|readers)"
     r"|no comments(?: yet)?"
     r"|(?:阅读|阅读量|浏览|点击|评论|点赞|转发|閱讀|瀏覽|評論)(?:数|量|次数"
     r"|數)?\s*[:：(（]?\s*\d[\d,.]*\s*[万萬]?\s*次?[)）]?|\d+\s*(?:条评论|人阅读|次阅读"
     r"|則留言))\s*[.。]?$"),
    ("a note on comments",
     r"^(?:comments (?:will be|are) (?:moderated|closed|subject)\b.{0,120}|comments\s*:?$"
     r"|leave a (?:comment|reply)\b.{0,60}"
     r"|join the (?:conversation|discussion)\b.{0,60}|(?:log|sign) in to (?:comment"
     r"|post)\b.{0,60}|post a comment\b.{0,40}"
     r"|have your say\b.{0,60}|what do you think\?.{0,60}(?:comment|let us know).{0,40}|发表评论"
     r"|我要评论|网友评论.{0,20}|發表評論)"
     r"|\bcomments will be moderated\b|\bremarks containing (?:abusive|obscene)\b"
     r"|\bkeep (?:your )?comments relevant\b"),
    ("a page’s number or a link from page to page",
     r"^(?:[-–— ]*page\s+\d+(?:\s*(?:of|/)\s*\d+)?[-–— ]*|[-–—]\s*\d{1,4}\s*[-–—]"
     r"|\d{1,3}\s*/\s*\d{1,3}|第\s*\d+\s*[页頁](?:\s*[,，/]?\s*共\s*\d+\s*[页頁])?"
     r"|共\s*\d+\s*[页頁]"
     r"|(?:<+|«|‹|←)?\s*(?:prev(?:ious)?|next)(?: (?:page|article|story|post))?\s*(?:>+|»|›|→)?"
     r"|(?:continued|cont[’']?d) (?:on|from) page\b.{0,20}"
     r"|(?:back to )?top(?: top)?|back to (?:the )?top|[12345](?: [2-9]){1,8}(?: next)?"
     r"|single page|view all"
     r"|(?:上|下)一[页篇頁].{0,60}|返回(?:顶部|首页|頂部)|(?:转|接)第\s*[A-Z]?\d+\s*版)\s*[.。]?$"),
    ("a note on copyright",
     r"\ball rights reserved\b|^(?:copyright|©|\(c\))\s*(?:©|\(c\))?\s*(?:\d{4}|by|the"
     r"|[A-Z]).{0,160}$|^.{0,60}©\s*(?:\d{4}|[A-Z]).{0,80}$"
     r"|\bmay not be (?:reproduced|published|republished)\b.{0,80}$|\breproduction (?:in whole"
     r"|without)\b.{0,60}\b(?:permission|prohibited)\b"
     r"|版权所有|版權所有|未经.{0,12}(?:授权|许可|允许).{0,8}(?:不得|禁止|严禁)|(?:严禁"
     r"|禁止)转载|转载请(?:注明|联系)"),
    ("a notice about cookies or privacy",
     r"\b(?:we|site|website|page) uses? cookies\b|^(?:accept|reject|manage"
     r"|allow)(?: all)? cookies?\b.{0,40}$|\bcookie (?:policy|settings|preferences"
     r"|notice)\b.{0,60}$"
     r"|\bby (?:continuing|using|clicking|browsing|submitting|signing up)\b.{0,90}\b(?:cookies"
     r"|privacy (?:policy|notice)|terms)\b"
     r"|^(?:privacy (?:policy|notice)|terms (?:of (?:use|service)|and conditions)|contact us"
     r"|about us|advertise with us|site ?map|do not sell my .{0,40})"
     r"(?:\s*(?:[|/·•,-]\s*)?(?:privacy(?: policy| notice)?"
     r"|terms(?: (?:of (?:use|service)|and conditions"
     r"|& conditions))?|contact(?: us)?|about(?: us)?|advertise(?: with us)?|careers|help|faq"
     r"|site ?map|cookies?(?: policy)?))*$"
     r"|本网站使用\s*cookies?|隐私政策$"),
    ("a box for a newsletter or a subscription",
     r"^(?:please )?(?:sign up|subscribe|register)\b(?:.{0,30}\b(?:for|to|now|today|here"
     r"|free)\b.{0,110}|[.!]?)$"
     r"|^(?:get|receive|want)\b.{0,80}\b(?:newsletter|in(?:to)? your inbox|delivered (?:to"
     r"|daily)|e-?mail alerts?)\b.{0,80}$"
     r"|^(?:enter|type) your e-?mail\b.{0,60}$|^your e-?mail(?: address)?\s*[:*]?$"
     r"|^e-?mail(?: address)?\s*[:*]$"
     r"|^our\b.{0,40}\bnewsletter\b.{0,80}\b(?:inbox|sign up|subscribe|every (?:morning"
     r"|week|day))\b.{0,60}$"
     r"|^(?:already a (?:subscriber|member)|become a (?:member|subscriber|supporter)"
     r"|support (?:our|independent|quality)\b|download (?:our|the)\b.{0,30}\bapp\b"
     r"|follow us\b|like us on\b|find us on\b|join (?:us|our)\b.{0,30}\b(?:on|channel|telegram"
     r"|whatsapp|newsletter)\b|to continue reading\b|you have \d+ (?:free )?articles?\b"
     r"|this article is for subscribers\b).{0,120}$"
     r"|^(?:log ?in|sign ?in|register|subscribe|my account)(?:\s*(?:[|/·•-]\s*)?(?:log ?in|sign ?in"
     r"|sign ?up|register|subscribe|my account|menu|search|home))*$"
     r"|扫(?:一扫|码|描).{0,20}(?:关注|二维码|下载)|(?:长按|识别).{0,8}二维码"
     r"|^关注.{0,20}(?:公众号|微信|微博).{0,20}$|^(?:订阅|訂閱).{0,20}$|^下载.{0,12}(?:客户端"
     r"|APP).{0,20}$"),
    ("a note on the printed edition",
     r"^(?:this (?:article|story|report)|a version of this (?:article"
     r"|story))\b.{0,40}\b(?:appeared|appears|was (?:first |originally )?published"
     r"|ran)\b.{0,40}\b(?:in|on|by|as)\b.{0,200}$"
     r"|^this (?:article|story) (?:was|is) (?:produced|republished|provided)\b.{0,160}$"),
    ("a path through the site",
     r"^(?:home|news|首页|主页|当前位置|您的位置"
     r"|位置)\s*[:：]?\s*(?:[>›»→]+\s*[\w&’' -]{2,30}\s*){1,6}$"
     r"|^(?:[\w&’' -]{2,24}\s*[>›»]\s*){2,6}[\w&’' -]{2,40}$"),
    ("an error of the page, not of the story",
     r"^(?:loading(?:\.{2,3}|…)?|please enable javascript\b.{0,60}|your browser (?:does not"
     r"|doesn[’']t) support\b.{0,80}|this video (?:cannot|can’t|can't) be played\b.{0,40}"
     r"|skip to (?:main )?(?:content|navigation)|toggle navigation|play video|(?:video"
     r"|audio) player(?: loading)?|tap to unmute|play|pause)[.…]*$"),
    ("the address of a page", r"^(?:url|link|网址|链接|原文链接|source url"
    r"|来源链接)?\s*[:：]?\s*https?://\S+$"),
    ("a list of tags", r"^(?!(?-i:TAGS)\W*(?-i:[A-Z]{2,5})\b)(?:tags?|topics?|filed under"
    r"|keywords?|categories|category|标签|关键词|关键字|標籤"
    r"|關鍵字)\s*[:：]\s*\S.{0,160}$"),
    ("who edited the page", r"^[(（【\[]?\s*(?:责任编辑|责编|編輯|编辑|校对|审核|監製"
    r"|web editor|online editor|editor)\s*[:：]\s*.{1,40}$"),
]  # fmt: skip
_SHARE = frozenset(
    "share tweet facebook twitter x whatsapp linkedin email e-mail mail print copy link save pin "
    "pinterest reddit weibo wechat telegram line messenger tumblr flipboard bookmark gift comment "
    "comments instagram youtube rss mastodon bluesky threads font size a+ a- "
    "分享 分享到 微博 微信 新浪微博 朋友圈 qq qq空间 打印 收藏 点赞 "
    "字号 大 中 小 复制链接".split()
)
_GLUE = frozenset("on via by to this the article story page or".split())
_SHARING = re.compile(
    r"^(?:share|print|e-?mail|save|tweet|bookmark)(?: (?:this|the))(?: (?:article|story|page"
    r"|post|link))?"
    r"(?: (?:on|via|with|to|by) [\w ,]{1,40})?[.:]?$|^share (?:on|via|to) [\w ,]{1,60}$",
    re.IGNORECASE,
)
_COMPILED = [
    (reason, re.compile(form, re.IGNORECASE)) for reason, form in _NOTICES if form[0] != "("
]
SECTION_LISTS = re.compile(
    r"related|most (?:read|popular|viewed|shared)|more (?:stories|on this|news|from)|recommended"
    r"|you may|you might|read (?:more|next|also)"
    r"|trending|top stories|latest|editor|see also|相关|相關|延伸|推荐|热门|更多",
    re.IGNORECASE,
)


def notice(text: str) -> str:
    """Why a line or a paragraph is no part of the story, or nothing."""
    words = len(text.split())
    if words > LONGEST or len(text) > 600:
        return ""
    if _is_bar(text):
        return "a bar for sharing"
    for reason, form in _COMPILED:
        if form.search(text):
            return reason
    return ""


def begins_list(text: str) -> bool:
    """Is it the head of a list of other stories: “Most read”?"""
    bare = text.rstrip(" .:：-–—>»→")
    return len(bare.split()) <= 5 and bool(SECTION_LISTS.match(bare.lstrip("[(>»→ ")))


def _is_bar(text: str) -> bool:
    if _SHARING.match(text):
        return True
    signs = [sign for sign in re.split(r"[\s|/·•,:：、()（）]+", text.casefold()) if sign]
    named = sum(sign in _SHARE or sign in _GLUE for sign in signs)
    telling = sum(
        (sign in _SHARE and len(sign) > 2) or sign in ("分享", "微博", "微信") for sign in signs
    )
    return 0 < len(signs) <= 16 and named == len(signs) and telling > 0
