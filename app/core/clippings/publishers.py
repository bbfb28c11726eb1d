"""Papers, agencies and sites by their names, and the voice they write in.

>>> publisher_in("新华社").name, publisher_in("The Harbour Gazette").is_known
('Xinhua', False)
>>> publisher_in("A gazette of complaints")
"""

import re
from dataclasses import dataclass

_OFFICIAL = """
Xinhua: Xinhua News Agency, Xinhuanet, New China News Agency, 新华社, 新华网, 新華社, 新華網
People's Daily: People's Daily Online, Renmin Ribao, 人民日报, 人民日報, 人民网
China Daily: 中国日报, 中国日报网
Global Times: 环球时报, 环球网
China News Service: 中国新闻社, 中新社, 中新网, 中国新闻网
CCTV: China Central Television, CGTN, 央视, 央视网, 央视新闻
Guangming Daily: 光明日报, 光明网
Legal Daily: 法制日报, 法治日报
Economic Daily: 经济日报
China Youth Daily: 中国青年报
Beijing Daily: 北京日报
PLA Daily: 解放军报
Liberation Daily: 解放日报
Workers' Daily: 工人日报
Qiushi: 求是
Shenzhen Special Zone Daily: 深圳特区报
Southern Daily: 南方日报
Farmers' Daily: 农民日报
Study Times: 学习时报
China Internet Information Center: China.org.cn, 中国网
"""
_PRESS = """
South China Morning Post: SCMP, SCMP.com, 南华早报, 南華早報
Taipei Times:
Bloomberg: Bloomberg News, 彭博社
Reuters: Thomson Reuters, 路透社
Associated Press: AP, The Associated Press, 美联社
Agence France-Presse: AFP, 法新社
The New York Times: New York Times, NYT, 纽约时报中文网
The Guardian: Guardian
BBC News: BBC, BBC 中文
Financial Times: FT, FT中文网
The Wall Street Journal: Wall Street Journal, WSJ
The Economist: Economist
Quartz: qz.com
Caixin: Caixin Global, 财新, 财新网
Sixth Tone:
The Paper: 澎湃新闻, 澎湃
Southern Weekly: Southern Weekend, 南方周末
Southern Metropolis Daily: 南方都市报
Beijing News: The Beijing News, 新京报
Beijing Youth Daily: 北京青年报
The Washington Post: Washington Post
Los Angeles Times: LA Times
CNN:
Time: TIME
The Straits Times: Straits Times
Nikkei Asia: Nikkei Asian Review
Radio Free Asia: RFA, 自由亚洲电台
Voice of America: VOA, 美国之音
Hong Kong Free Press: HKFP
The Standard:
Ming Pao: 明报, 明報
Apple Daily: 苹果日报, 蘋果日報
Lianhe Zaobao: 联合早报, 聯合早報
Deutsche Welle: DW, 德国之声
Le Monde:
The Times:
The Independent:
The Telegraph: The Daily Telegraph
Foreign Policy:
The Atlantic:
The Diplomat:
NPR: National Public Radio
Agencia EFE: EFE
Kyodo: Kyodo News
Yonhap: Yonhap News Agency
Der Spiegel:
Die Zeit:
Asia Times:
Phoenix: 凤凰网, 凤凰资讯
Sohu: 搜狐, 搜狐网
Sina: 新浪, 新浪网, 新浪新闻
NetEase: 网易, 网易新闻
"""
_SHAPE = re.compile(
    r"(?:The )?(?:[A-Z][\w'’&.-]+ ){1,4}(?:Times|Post|Daily|Herald|Tribune|Gazette|Journal|News"
    r"|Guardian|Observer|Chronicle|Mail|Star|Standard|Telegraph|Independent|Review|Weekly|Express"
    r"|Courier|Examiner|Inquirer|Mirror|Press|Magazine|Monitor|Sun|Globe|Argus|Echo|Messenger|Bulletin)"
    r"(?: (?:Agency|Online|Service|Network|Group))?"
    r"|[\u3400-\u9fff]{2,8}(?:日报|日報|晚报|晚報|早报|早報|时报|時報|周刊|周报|週刊|新闻网|新聞網"
    r"|通讯社|通訊社|电视台|電視台|青年报|都市报|商报|晨报|网)"
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """`is_known`: by its name, not only by how it looks."""

    name: str
    voice: str = "press"
    is_known: bool = True


def _read(table: str, voice: str) -> dict[str, Publisher]:
    known: dict[str, Publisher] = {}
    for line in table.strip().splitlines():
        name, _, aliases = line.partition(":")
        publisher = Publisher(name, voice)
        names = [name, *filter(None, map(str.strip, aliases.split(",")))]
        known |= {_folded(each): publisher for each in names}
    return known


def _folded(name: str) -> str:
    return name.replace("’", "'").casefold().removeprefix("the ").strip()


KNOWN = _read(_PRESS, "press") | _read(_OFFICIAL, "official press")


def publisher_in(name: str) -> Publisher | None:
    """The publisher that this is the name of, and nothing more; None where it is none."""
    name = " ".join(name.split()).strip(' .,;:|/()（）[]【】"“”-–—·。')
    if known := KNOWN.get(_folded(name)):
        short = len(name) < 5 and name.isascii()  # “time” is no paper, TIME is
        return known if not short or name.isupper() or name[:1].isupper() else None
    return Publisher(name, is_known=False) if _SHAPE.fullmatch(name) else None
