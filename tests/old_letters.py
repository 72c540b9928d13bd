# SPDX-License-Identifier: GPL-3.0-or-later
"""Text as old fonts and bad readers wrote it, and paragraphs in four languages to tell apart."""

import random
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from editor.text.charsets import TCVN3, VNI, Charset, wide

SAMPLES = Path(__file__).resolve().parents[1] / "resources" / "samples"
_TO_TCVN3 = str.maketrans({new: old for old, new in TCVN3.items()})
_TO_VNI = str.maketrans(
    {new: old for old, new in VNI.items()}
    | {new.upper(): old.upper() for old, new in VNI.items() if len(new.upper()) == 1}
)

OWN_VIETNAMESE = """
Sáng nay, lực lượng chức năng đã sơ tán gần ba trăm hộ dân ven sông trước khi nước lên.
Theo chủ tịch xã, mỗi gia đình được hỗ trợ hai mươi ký gạo và một thùng nước sạch.
Ông nói: “Chúng tôi không thể chờ thêm, vì đập phụ đã rò rỉ từ đêm qua”.
Giá cà phê kỳ hạn tăng mạnh, người trồng ở cao nguyên lại chưa vội bán ra.
Trường tiểu học dời lịch thi sang tuần sau để học sinh kịp dọn bùn trong lớp.
Tuyến xe buýt số 8 tạm ngừng chạy qua cầu cũ; khách đi vòng theo đường vành đai.
Bà Hạnh kể, mẻ cá đầu mùa chỉ đủ trả tiền dầu và công bạn thuyền.
Hội đồng nhân dân thông qua nghị quyết về bảo tồn khu phố cổ với đa số phiếu.
Các bác sĩ khuyến cáo người già tránh ra ngoài vào giữa trưa khi chỉ số nóng vượt ngưỡng.
Đội bóng chủ nhà gỡ hòa ở phút bù giờ sau cú đá phạt hiểm hóc ngoài vòng cấm.
Nhà máy xử lý rác chậm tiến độ vì thiếu vốn đối ứng của tỉnh.
Nghệ nhân trẻ mở lớp dạy làm gốm miễn phí cho trẻ em trong làng vào cuối tuần.
Cảnh sát giao thông xử phạt hàng chục tài xế chở quá tải trên quốc lộ.
Mưa đá rơi chừng mười phút, làm thủng mái của nhiều ngôi nhà lợp ngói.
Thư viện tỉnh số hóa hơn hai nghìn trang báo xuất bản từ đầu thế kỷ trước.
Doanh nghiệp xuất khẩu gỗ đề nghị gia hạn thuế thêm một quý.
Người bán hàng rong phải dời chỗ để nhường vỉa hè cho lối đi bộ.
Ủy ban nhân dân huyện yêu cầu rà soát toàn bộ giếng khoan trước mùa khô.
Ngư dân vớt được chiếc phao lạ, lập tức báo cho đồn biên phòng.
Lễ hội đua ghe năm nay có thêm giải dành riêng cho các đội nữ.
"""
OWN_FRENCH = """
Où était-il né ? À l'été, près du théâtre, où la fête des blés a été fêtée dès l'aube.
Le maire a déclaré que les dégâts étaient limités et que l'école rouvrirait après-demain.
« Nous avons dû évacuer le quartier », a raconté une employée du musée, très émue.
Ça ne coûte rien : le thé, le café et la crème brûlée sont offerts à tous les bénévoles.
L'hôtel rénové a été loué à des étrangers, là où le gué permettait jadis de traverser.
Bé, né, dé, gré, pré, blé : la leçon était brève, même pour les élèves gâtés.
Plutôt que de céder, le préfet a exigé une enquête complète sur les marchés passés.
À Noël, les forêts gelées n'ont plus été protégées, dénonce le député européen.
Le château fût vendu aux enchères ; l'œuvre du sculpteur, elle, a été donnée au musée.
MANHÃ, RÉGION CÔTIÈRE : ÉVACUÉE PAR DÉCISION DU PRÉFET « À TITRE PRÉVENTIF ».
"""
OWN_DANISH = """
Så må du gå på gaden nu, for båden går når vi når åen.
Københavns borgmester sagde, at færgen også sejler på søndag, hvis vejret er til det.
Børnene løb ned til søen, hvor fiskerne stod med deres net og så på bølgerne.
Første gang i år måtte skolen lukke på grund af sne, og mange forældre blev hjemme.
Én af dem, en ældre mand på 80 år, fik hjælp af naboen til at få åbnet døren.
Ærø, Læsø og Fanø får nye færger; søfolkene håber på bedre løn og færre nætter ude.
Høstens bær gør sig godt på tærter, men må ikke stå for længe i køkkenet.
Åh, så på må og få! Tåge lå på åen, og fåret så på gåsen.
Prisen på brød, smør og æg er steget, så nogle må nøjes med grød og øl.
BLÅBÆR OG RØDGRØD PÅ ØEN: SÅDAN FÅR DU EN SØD SØNDAG.
"""
OWN_ENGLISH = """
The café's résumé of the protégé was naïve, said the fiancée, who paid £5 – or €6 – for it.
“We can’t wait,” the mayor told reporters; the bridge had moved 3½ inches overnight.
São Paulo, Bogotá and Malmö sent crews; Señor Núñez and Frau Müller led the teams.
Temperatures fell to −5 °C, and © the agency’s photographs show ice along the quay.
The Brontë exhibition opened at the Musée d’Orsay with a soirée for 300 guests.
Officials declined to comment on the £1.2m overspend, citing § 12 of the code.
"""
OWN_OTHERS = """
Größere Häuser für ältere Bürger: Der Bürgermeister möchte das Gebäude schön früh räumen.
El niño comió piña; la señora está aquí, así que él y tú sí podéis ir al café también.
Perché l'università è così cara? Però la città può già aiutare più studenti, si è detto.
A manhã começou com chuva; não há informações sobre as vítimas, afirmou o ministério.
Þegar sólin kom upp á Íslandi fóru börnin út að leika sér í snjónum við höfnina.
Över ån låg en bro; så små båtar gå på sjön, och räven åt ägg.
"""


def written(text: str, charset: Charset, reader: str = "cp1252") -> str:
    """Vietnamese as it was before it was Unicode; `reader` took the bytes for letters."""
    ways = {
        Charset.TCVN3: lambda: text.lower().translate(_TO_TCVN3),
        Charset.VNI: lambda: text.translate(_TO_VNI),
        Charset.DECOMPOSED: lambda: unicodedata.normalize("NFD", text),
        Charset.WINDOWS_1258: lambda: wide(as_windows_1258(text)),
        Charset.MISREAD: lambda: misread(text, reader),
    }
    return ways[charset]()


def misread(text: str, reader: str = "cp1252") -> str:
    """The UTF-8 of a text as letters; bytes that the charset has not got as signs of control."""
    return "".join(
        bytes([byte]).decode(reader, errors="ignore") or chr(byte) for byte in text.encode()
    )


def as_windows_1258(text: str) -> bytes:
    """Vietnamese as Windows wrote it: the vowel with its shape, then its tone."""
    apart = re.sub("[\u00c0-\u1eff]", lambda found: _toned(found[0]), text)
    return apart.encode("cp1258", errors="replace")


def _toned(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    tones = [each for each in marks if each in "\u0300\u0301\u0303\u0309\u0323"]
    shape = "".join(each for each in marks if each not in tones)
    return unicodedata.normalize("NFC", shape) + "".join(tones)


def own_vietnamese() -> list[str]:
    """Sentences of our own: those above and those of the sample stories."""
    files = (each.read_text("utf-8") for each in sorted(SAMPLES.glob("*.md")))
    lines = [line for text in files for line in text.split("\n") if _is_prose(line)]
    told = [each for line in lines for each in re.split(r"(?<=[.!?”]) ", line)]
    return [*OWN_VIETNAMESE.strip().split("\n"), *(each for each in told if len(each) > 20)]


def _is_prose(line: str) -> bool:
    is_marked = not line.startswith(("!", "#", "|", "+", "[", ":", ">"))
    return is_marked and sum("\u1ea0" <= letter <= "\u1ef9" for letter in line) > 5


def paragraphs(sentences: list[str], count: int, seed: int) -> Iterator[str]:
    """So many paragraphs of one to four sentences, the same for the same seed."""
    draw = random.Random(seed)
    for _ in range(count):
        yield " ".join(draw.sample(sentences, draw.randint(1, 4)))


def jumbled(sentences: list[str], count: int, seed: int) -> Iterator[str]:
    """So many rows of two to thirty words, drawn from all and in no order; mostly marked ones."""
    draw = random.Random(seed)
    words = sorted({word for each in sentences for word in each.split()})
    marked = [word for word in words if not word.isascii()]
    for _ in range(count):
        length = draw.randint(2, 30)
        yield " ".join(draw.choice(marked if draw.random() < 0.7 else words) for _ in range(length))
