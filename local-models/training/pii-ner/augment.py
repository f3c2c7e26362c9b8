"""Changes labelled records so that the model learns contexts and shapes rather than the names it has seen."""
import gzip
import os
import random
import re
import unicodedata

VI_FAMILY = ("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Đoàn Mai Lâm Tô Cao "
             "Lương Đào Hà Trương Tạ Châu Quách Kiều Thái Phùng Vương Tăng Chu Nghiêm La Doãn").split()
VI_FAMILY_WEIGHTS = [38, 11, 9.5, 7, 5, 5, 4.5, 2, 2, 2, 2, 1.5, 1.3, 1.3, 1] + [0.5] * 24
VI_MIDDLE = ("Văn Thị Hữu Đức Minh Quốc Thanh Ngọc Xuân Thu Hồng Kim Anh Bảo Gia Công Đình Trọng Tuấn Quang Phương "
             "Mỹ Thùy Diệu Khánh Hoài Nhật Thái Tiến Duy Như Bích Mạnh Hải Việt Tấn Phúc Hoàng Thành Trung").split()
VI_GIVEN = ("Anh Bình Cường Dũng Dung Duy Giang Hà Hải Hạnh Hiếu Hoa Hòa Hùng Hương Huy Khánh Khoa Kiên Lan Linh Long "
            "Mai Minh Nam Nga Ngân Ngọc Nhung Oanh Phong Phúc Phương Quân Quang Quỳnh Sơn Tâm Thảo Thắng Thanh Thành "
            "Thịnh Thủy Thúy Trang Trung Trinh Tú Tuấn Tùng Uyên Vân Việt Vinh Vy Xuân Yến Đạt Đức Hằng Hiền Thư "
            "Trâm My Nhi Chi Châu Diễm Hậu Khang Lộc Luân Nghĩa Nhân Phát Tài Thái Toàn Trí Trọng Vũ").split()
# First and family names of regions that the gazetteers lack.
WORLD_FIRST = ("Wei Jing Li Xiao Mei Hao Yuki Haruto Sakura Kenji Aiko Min-jun Ji-woo Seo-yeon Hyun Priya Arjun Ananya "
               "Rahul Deepika Sanjay Lakshmi Vikram Mohammed Ahmed Fatima Omar Aisha Yusuf Layla Hassan Khadija Ibrahim "
               "Chidi Ngozi Adaeze Kwame Amara Oluwaseun Tunde Zanele Thabo Olga Dmitri Svetlana Ivan Natasha Sergei "
               "João Thiago Beatriz Rodrigo Luiza Mehmet Ayşe Emre Elif Siti Budi Dewi Agus Nurul").split()
WORLD_LAST = ("Wang Zhang Chen Liu Yang Huang Zhao Wu Zhou Tanaka Suzuki Sato Watanabe Yamamoto Kim Park Lee Choi Jung "
              "Patel Sharma Singh Gupta Kumar Reddy Iyer Mehta Khan Hussain Al-Farsi Al-Sayed Haddad Mansour Rahman "
              "Okafor Adeyemi Mensah Diallo Traoré Nkosi Dlamini Ivanov Petrov Smirnova Kuznetsov Volkov Silva Santos "
              "Oliveira Pereira Yılmaz Kaya Demir Wijaya Santoso Nasution").split()


def fold(text):
    """Without accents, as hurried people type."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")


class Names:
    def __init__(self, data):
        folder = os.path.join(data, "gazetteers")
        self.first, self.last = {}, {}
        for row in rows(os.path.join(folder, "names_by_language.tsv.gz")):
            language, kind, name = row[:3]
            if len(name) > 2 and " " not in name:
                (self.first if kind == "first" else self.last).setdefault(language, []).append(name)
        self.world = [r[0] for r in rows(os.path.join(folder, "names_global.tsv.gz")) if len(r[0]) > 2]
        self.cities = {}
        for country, name in rows(os.path.join(folder, "cities.tsv.gz")):
            if re.fullmatch(r"[^\W\d_][\w' .-]{2,24}", name) and name[0].isupper() and ord(name[0]) < 0x250:
                self.cities.setdefault(country, []).append(name)
        self.countries = sorted(c for c in self.cities if len(self.cities[c]) > 300)
        self.languages = sorted(self.first)

    def person(self, rng, language=None):
        """(first, last) of one culture, both possibly of several words."""
        draw = rng.random()
        if language == "vi" or (language is None and draw < 0.12):
            middle = rng.sample(VI_MIDDLE, 1 if rng.random() < 0.75 else 2)
            family = rng.choices(VI_FAMILY, VI_FAMILY_WEIGHTS)[0]
            return " ".join(middle + [rng.choice(VI_GIVEN)]), family
        if draw < 0.22:
            return rng.choice(WORLD_FIRST), rng.choice(WORLD_LAST)
        if draw < 0.38:
            return rng.choice(self.world), rng.choice(self.world)
        if language not in self.first:
            language = rng.choice(self.languages if draw < 0.7 else ["en", "es", "fr", "de", "it"])
        first, last = rng.choice(self.first[language]), rng.choice(self.last[language])
        if language == "es" and rng.random() < 0.6:
            last += " " + rng.choice(self.last[language])
        elif rng.random() < 0.06:
            last += "-" + rng.choice(self.last[language])
        return first, last

    def full(self, rng, language=None):
        first, last = self.person(rng, language)
        if last in VI_FAMILY:
            name = f"{last} {first}"
        else:
            draw = rng.random()
            name = (f"{first} {last}" if draw < 0.8 else f"{first} {rng.choice('ABCDEFGHJKLMNPRSTW')}. {last}"
                    if draw < 0.88 else f"{last}, {first}" if draw < 0.93 else f"{first[0]}. {last}")
        return fold(name) if rng.random() < 0.06 else name

    def like(self, rng, value, language):
        """A name in the form of another one."""
        first, last = self.person(rng, language)
        count = len(value.split())
        if re.fullmatch(r"[\w'-]+,? [\w'-]+", value) and "," in value:
            name = f"{last}, {first}"
        elif count == 1:
            name = (first if rng.random() < 0.6 else last).split()[-1]
        elif last in VI_FAMILY:
            name = f"{last} {first}"
        else:
            name = f"{first} {last}"
        return cased_like(name, value)

    def city(self, rng, country=None):
        country = country if country in self.cities else rng.choice(self.countries)
        return rng.choice(self.cities[country])


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


def cased_like(name, value):
    if value.isupper() and len(value) > 1:
        return name.upper()
    return name.lower() if value.islower() else name


def replace(record, choose):
    """The record with the spans replaced for which choose(value, label) gives a text."""
    text, spans, parts, at, length = record["text"], [], [], 0, 0
    for span in sorted(record["spans"], key=lambda s: (s["start"], -s["end"])):
        if span["start"] < at:
            continue
        value = text[span["start"]:span["end"]]
        fresh = choose(value, span["label"])
        fresh = value if fresh is None else fresh
        parts += [text[at:span["start"]], fresh]
        length += span["start"] - at
        spans.append({"start": length, "end": length + len(fresh), "label": span["label"]})
        length += len(fresh)
        at = span["end"]
    parts.append(text[at:])
    return {**record, "text": "".join(parts), "spans": spans}


def swap(record, names, rng, person, place):
    """Other persons and places, the same one wherever the same value stood."""
    fresh = {}
    language = record.get("lang", "en")

    def choose(value, label):
        if label == "PERSON" and not value.endswith(".") and value not in fresh:
            fresh[value] = names.like(rng, value, rng.choice([language, None])) if rng.random() < person else None
        elif label == "LOCATION" and not any(c.isdigit() for c in value) and value not in fresh:
            fresh[value] = cased_like(names.city(rng), value) if rng.random() < place else None
        return fresh.get(value)

    return replace(record, choose)


def recase(record, change):
    """The whole record through a change that keeps every length; otherwise as it was."""
    text = change(record["text"])
    return {**record, "text": text} if len(text) == len(record["text"]) else record


def vary(record, rng):
    draw = rng.random()
    if draw < 0.07:
        return recase(record, str.lower)
    if draw < 0.10:
        return recase(record, str.upper)
    if draw < 0.14:
        return recase(record, fold)
    if draw < 0.17:
        return replace(record, lambda value, label: value.upper() if label in ("PERSON", "ORGANIZATION") else None)
    if draw < 0.21:
        return replace(record, lambda value, label: value.lower() if label == "PERSON" else None)
    return record
