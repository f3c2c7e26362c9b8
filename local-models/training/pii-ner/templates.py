"""Sentences of our own: prompts, letters, chat, forms and tool calls in the languages that the corpora are thin in.

A slot is {LABEL}; {FIRST} and {LAST} are labelled PERSON. All values are drawn or invented.
"""
import json

STREETS = {
    "en": ["{n} {w} Street", "{n} {w} Ave, Apt {m}", "{n} {w} Road", "Flat {m}, {n} {w} Lane", "{n} {w} Dr., Suite {n}"],
    "es": ["C/ {w} {n}", "Calle {w}, {n}, {m}º B", "Avda. {w} {n}", "Plaza de {w} {m}", "Paseo {w}, nº {n}"],
    "fr": ["{n} rue de {w}", "{n}, avenue {w}", "{m} bis boulevard {w}", "{n} place {w}", "{n}, chemin de {w}"],
    "de": ["{w}straße {n}", "{w}weg {m}", "{w}er Str. {n}", "Am {w} {m}", "{w}platz {m}"],
    "vi": ["{n} đường {w}", "số {n} {w}", "{n}/{m} {w}, phường {m}", "ngõ {m} {w}", "thôn {w}, xã {w}", "tổ {m}, phường {w}"],
    "it": ["Via {w} {n}", "Viale {w}, {n}", "Piazza {w} {m}"],
    "nl": ["{w}straat {n}", "{w}laan {m}", "{w}weg {n}"],
    "pl": ["ul. {w} {n}/{m}", "al. {w} {n}", "os. {w} {m}"],
}
COUNTRY = {"en": "US", "es": "ES", "fr": "FR", "de": "DE", "vi": "VN", "it": "IT", "nl": "NL", "pl": "PL"}
JOBS = {
    "en": "nurse|software engineer|accountant|project manager|teacher|sales director|data analyst|electrician|lawyer",
    "es": "enfermera|ingeniero de software|contable|jefa de proyecto|maestra|director comercial|abogado|electricista",
    "fr": "infirmière|ingénieur logiciel|comptable|cheffe de projet|enseignant|directeur commercial|avocate",
    "de": "Krankenpfleger|Softwareentwicklerin|Buchhalter|Projektleiterin|Lehrer|Vertriebsleiter|Rechtsanwältin",
    "vi": "y tá|kỹ sư phần mềm|kế toán|quản lý dự án|giáo viên|giám đốc kinh doanh|luật sư",
    "it": "infermiera|ingegnere|contabile|insegnante|avvocato", "nl": "verpleegkundige|boekhouder|leraar|advocaat",
    "pl": "pielęgniarka|księgowy|nauczyciel|prawnik",
}
HEALTH = {
    "en": "type 2 diabetes|asthma|major depression|HIV|breast cancer|epilepsy|hypertension|metformin|hepatitis B",
    "es": "diabetes tipo 2|asma|depresión mayor|VIH|cáncer de mama|epilepsia|hipertensión arterial|hepatitis B",
    "fr": "diabète de type 2|asthme|dépression|VIH|cancer du sein|épilepsie|hypertension artérielle",
    "de": "Diabetes Typ 2|Asthma|Depression|HIV|Brustkrebs|Epilepsie|Bluthochdruck|Migräne",
    "vi": "tiểu đường type 2|hen suyễn|trầm cảm|HIV|ung thư vú|động kinh|cao huyết áp|viêm gan B",
    "it": "diabete di tipo 2|asma|depressione|epilessia", "nl": "diabetes type 2|astma|depressie|epilepsie",
    "pl": "cukrzyca typu 2|astma|depresja|padaczka",
}
SUFFIX = {"en": ["Inc.", "LLC", "Ltd", "Group", "Holdings", "Partners", "Bank", "University", "Hospital", "& Sons"],
          "es": ["S.A.", "S.L.", "Grupo {}", "Hospital {}", "Universidad de {}", "Banco {}", "Clínica {}"],
          "fr": ["SA", "SARL", "Groupe {}", "Banque {}", "Université de {}", "Clinique {}"],
          "de": ["GmbH", "AG", "KG", "Universität {}", "Klinikum {}", "Sparkasse {}"],
          "vi": ["Công ty TNHH {}", "Công ty Cổ phần {}", "Ngân hàng {}", "Bệnh viện {}", "Trường THPT {}"],
          "it": ["S.p.A.", "S.r.l.", "Banca {}"], "nl": ["B.V.", "N.V.", "Universiteit {}"], "pl": ["Sp. z o.o.", "S.A."]}
MONTHS = {"en": "January February March April May June July August September October November December",
          "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
          "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
          "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"}
SENTENCES = {
    "en": """Write a polite email to {PERSON} asking about the invoice from {ORGANIZATION}.
my name is {PERSON} and i live in {LOCATION}, can you help me with my cv
Summarise this call: {FIRST} from {ORGANIZATION} said that the delivery to {ADDRESS} was late again.
Hi {FIRST},\\n\\nthanks for meeting us in {LOCATION} on {DATE_TIME}.\\n\\nBest regards,\\n{PERSON}\\n{JOB_TITLE}, {ORGANIZATION}
Rewrite my cover letter. I am {PERSON}, {AGE}, a {JOB_TITLE} at {ORGANIZATION} in {LOCATION}.
{TITLE} {LAST} was diagnosed with {HEALTH} on {DATE_TIME} and lives at {ADDRESS}.
Ticket #{n}: customer {PERSON} (moved from {LOCATION} to {LOCATION}) can't log in since the update.
Is it legal for {ORGANIZATION} to fire {PERSON} because of {HEALTH}?
{FIRST}: are you coming?\\n{FIRST}: yes, {LAST} is driving, we leave {LOCATION} at 9
user: who is {PERSON}?\\nassistant: I know nothing about {PERSON}.
Name: {PERSON}\\nAddress: {ADDRESS}\\nEmployer: {ORGANIZATION}\\nDate of birth: {DATE_TIME}
Please translate into French: "{FIRST} met {PERSON} at {ORGANIZATION} in {LOCATION}."
Dear {TITLE} {LAST}, your appointment at {ORGANIZATION}, {ADDRESS}, is confirmed for {DATE_TIME}.
cc {PERSON}, {PERSON} and {FIRST} - minutes of the {ORGANIZATION} board meeting attached
write a story about a girl called {FIRST} who grew up in {LOCATION}
The patient, {PERSON}, a {AGE}-year-old {NRP} {JOB_TITLE}, takes medication for {HEALTH}.
Attendees: {PERSON} ({ORGANIZATION}), {PERSON} ({ORGANIZATION})
def greet():\\n    # TODO ask {PERSON} about this\\n    return "hello"
git commit --author="{PERSON} <{EMAIL}>" -m "Fix the parser"
I think {FIRST} is cheating on me with {FIRST}, what should I do?""",
    "es": """Redacta un correo para {PERSON} sobre la factura de {ORGANIZATION}.
me llamo {PERSON} y vivo en {LOCATION}, ayúdame con mi currículum
El paciente {PERSON}, de {AGE} años, natural de {LOCATION}, fue diagnosticado de {HEALTH} el {DATE_TIME}.
Estimada {TITLE} {LAST}: su cita en {ORGANIZATION}, {ADDRESS}, queda confirmada.
Nombre: {FIRST}\\nApellidos: {LAST}\\nDomicilio: {ADDRESS}\\nEmpresa: {ORGANIZATION}
{FIRST} trabaja como {JOB_TITLE} en {ORGANIZATION} y se muda a {LOCATION}.
Resume la reunión de {PERSON} con {PERSON} en {LOCATION}.
hola {FIRST}, te espero en {ADDRESS} el {DATE_TIME}
Médico: {PERSON}. Servicio de Urgencias. {ORGANIZATION}. {LOCATION}.
¿Puede {ORGANIZATION} despedir a {PERSON} por tener {HEALTH}?""",
    "fr": """Rédige un e-mail à {PERSON} au sujet de la facture de {ORGANIZATION}.
je m'appelle {PERSON} et j'habite à {LOCATION}, aide-moi avec mon CV
Madame {LAST}, votre rendez-vous chez {ORGANIZATION}, {ADDRESS}, est confirmé le {DATE_TIME}.
Le patient {PERSON}, {AGE} ans, souffre de {HEALTH} et vit à {LOCATION}.
Nom : {LAST}\\nPrénom : {FIRST}\\nAdresse : {ADDRESS}\\nEmployeur : {ORGANIZATION}
{FIRST} travaille comme {JOB_TITLE} chez {ORGANIZATION} à {LOCATION}.
Résume l'appel entre {PERSON} et {PERSON}.
salut {FIRST}, rendez-vous au {ADDRESS} demain
Cordialement,\\n{PERSON}\\n{JOB_TITLE}\\n{ORGANIZATION}""",
    "de": """Schreibe eine E-Mail an {PERSON} wegen der Rechnung von {ORGANIZATION}.
ich heiße {PERSON} und wohne in {LOCATION}, hilf mir bei meinem Lebenslauf
Sehr geehrte Frau {LAST}, Ihr Termin bei {ORGANIZATION}, {ADDRESS}, ist am {DATE_TIME}.
Der Patient {PERSON}, {AGE} Jahre alt, leidet an {HEALTH} und lebt in {LOCATION}.
Name: {LAST}\\nVorname: {FIRST}\\nAnschrift: {ADDRESS}\\nArbeitgeber: {ORGANIZATION}
{FIRST} arbeitet als {JOB_TITLE} bei {ORGANIZATION} in {LOCATION}.
Fasse das Gespräch zwischen {PERSON} und {PERSON} zusammen.
hallo {FIRST}, wir treffen uns in der {ADDRESS}
Mit freundlichen Grüßen\\n{PERSON}\\n{JOB_TITLE}, {ORGANIZATION}
Herr {LAST} zieht von {LOCATION} nach {LOCATION} um.""",
    "vi": """Viết email cho {PERSON} về hóa đơn của {ORGANIZATION}.
tôi tên là {PERSON}, sống ở {LOCATION}, giúp tôi viết CV
Bệnh nhân {PERSON}, {AGE} tuổi, trú tại {ADDRESS}, được chẩn đoán {HEALTH} ngày {DATE_TIME}.
Kính gửi anh {PERSON}, lịch hẹn của anh tại {ORGANIZATION}, {ADDRESS} đã được xác nhận.
Họ và tên: {PERSON}\\nĐịa chỉ: {ADDRESS}\\nNơi làm việc: {ORGANIZATION}\\nNgày sinh: {DATE_TIME}
{PERSON} là {JOB_TITLE} tại {ORGANIZATION} ở {LOCATION}.
Tóm tắt cuộc họp giữa {PERSON} và {PERSON}.
chị {FIRST} ơi, gửi hàng về {ADDRESS} nhé
Hợp đồng giữa ông {PERSON} và {ORGANIZATION}, trụ sở tại {ADDRESS}.
chào bạn, mình là {FIRST}, mình muốn hỏi về đơn hàng
Khách hàng {PERSON} chuyển từ {LOCATION} đến {LOCATION}.""",
    "it": """Scrivi una mail a {PERSON} sulla fattura di {ORGANIZATION}.
mi chiamo {PERSON} e vivo a {LOCATION}
Il paziente {PERSON}, {AGE} anni, soffre di {HEALTH}, residente in {ADDRESS}.
{FIRST} lavora come {JOB_TITLE} presso {ORGANIZATION} a {LOCATION}.""",
    "nl": """Schrijf een e-mail aan {PERSON} over de factuur van {ORGANIZATION}.
ik ben {PERSON} en woon in {LOCATION}
De heer {LAST}, wonende te {ADDRESS}, heeft {HEALTH}.
{FIRST} werkt als {JOB_TITLE} bij {ORGANIZATION} in {LOCATION}.""",
    "pl": """Napisz e-mail do {PERSON} w sprawie faktury od {ORGANIZATION}.
nazywam się {PERSON} i mieszkam w {LOCATION}
Pacjent {PERSON}, lat {AGE}, zamieszkały {ADDRESS}, choruje na {HEALTH}.
{FIRST} pracuje jako {JOB_TITLE} w {ORGANIZATION}, {LOCATION}.""",
}
KEYS = [("name", "PERSON"), ("customer_name", "PERSON"), ("patient", "PERSON"), ("first_name", "FIRST"),
        ("lastName", "LAST"), ("city", "LOCATION"), ("address", "ADDRESS"), ("shipping_address", "ADDRESS"),
        ("company", "ORGANIZATION"), ("employer", "ORGANIZATION"), ("ho_ten", "PERSON"), ("dia_chi", "ADDRESS"),
        ("nombre", "PERSON"), ("direccion", "ADDRESS"), ("ville", "LOCATION"), ("birth_date", "DATE_TIME")]
# Everything capitalised, quoted or dotted here is nobody's name: the model must leave it alone.
PLAIN = """Explain the difference between a HashMap and a TreeMap in Java.
How do I install Docker on Ubuntu and run Kubernetes locally?
Write a Python function that merges two sorted lists and returns the result.
{"model":"gpt-4o","temperature":0.2,"max_tokens":256,"stream":true}
{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","required":["city"]}}}
SELECT id, total FROM orders WHERE status = 'OPEN' ORDER BY created_at DESC LIMIT 10;
public final class OrderService { private final OrderRepository repository; }
ERROR NullPointerException at com.example.orders.OrderService.save(OrderService.java)
Translate "good morning, how are you?" into Spanish, French and German.
What are the main causes of inflation? Answer in three bullet points.
¿Cuáles son las ventajas de la energía solar frente a la eólica?
Escribe una función en JavaScript que ordene una lista.
Quelle est la différence entre TCP et UDP ?
Écris une fonction Python qui calcule la suite de Fibonacci.
Erkläre mir den Unterschied zwischen Brutto und Netto.
Schreibe ein Programm, das Primzahlen ausgibt.
Hãy giải thích sự khác nhau giữa SQL và NoSQL.
Viết một hàm Python để sắp xếp danh sách.
Give me a recipe for pancakes with Maple syrup and blueberries.
Create a React component with a dropdown menu and TypeScript types.
Summarise the following text in two sentences.
The Scrum Master facilitates the Daily Standup and the Sprint Review.
What is the capital gains tax rate? How does a Roth account work?
import numpy as np\\nfrom sklearn.linear_model import LogisticRegression
curl -X POST https://api.example.com/v1/items -H "Content-Type: application/json"
You are a helpful assistant. Answer briefly and cite your sources.
Write a haiku about autumn leaves.
Plan a healthy meal for a family of four: Breakfast, Lunch and Dinner.
if (user.isActive()) { return Response.ok(); } else { throw new ForbiddenException(); }
Generate a Bash script that rotates logs and compresses old files with gzip.
Prove that the square root of two is irrational.
Das Bruttoinlandsprodukt misst den Wert aller Waren und Dienstleistungen.
La photosynthèse transforme la lumière en énergie chimique.
El Derecho Civil regula las relaciones entre particulares.
Quang hợp là quá trình chuyển hóa năng lượng ánh sáng thành năng lượng hóa học.
Convert this JSON into CSV: {"a": 1, "b": [2, 3], "c": {"d": null}}""".split("\n")


class Templates:
    def __init__(self, names, organizations):
        self.names, self.organizations = names, organizations

    def draw(self, rng):
        if rng.random() < 0.15:
            return {"text": rng.choice(PLAIN).replace("\\n", "\n"), "spans": [], "lang": "en", "set": "templates"}
        language = rng.choices(list(SENTENCES), [6, 4, 3, 3, 5, 1, 1, 1])[0]
        if rng.random() < 0.2:
            return self._tool_call(rng, language)
        line = rng.choice(SENTENCES[language].split("\n")).replace("\\n", "\n")
        return self._filled(line, language, rng)

    def _filled(self, line, language, rng):
        parts, spans, length = [], [], 0
        for piece in split_slots(line):
            value, label = piece, None
            if piece.startswith("{") and piece.endswith("}"):
                value, label = self._value(piece[1:-1], language, rng)
            if label:
                spans.append({"start": length, "end": length + len(value), "label": label})
            parts.append(value)
            length += len(value)
        return {"text": "".join(parts), "spans": spans, "lang": language, "set": "templates"}

    def _tool_call(self, rng, language):
        keys = dict(rng.sample(KEYS, rng.randint(1, 4)))
        line = rng.choice(['{"name":"create_record","arguments":{%s}}', "{%s}", '{"order":{"id":4711,%s}}',
                           'Call the CRM with {%s} please'])
        body = ",".join(json.dumps(key) + rng.choice([":", ": "]) + '"' + "\x01" + slot + "\x02" + '"'
                        for key, slot in keys.items())
        text = (line % body).replace("{", "\x03").replace("}", "\x04").replace("\x01", "{").replace("\x02", "}")
        record = self._filled(text, language, rng)
        return recover(record)

    def _value(self, slot, language, rng):
        names = self.names
        if slot in ("n", "m"):
            return str(rng.randint(1, 999 if slot == "n" else 30)), None
        if slot in ("FIRST", "LAST"):
            first, last = names.person(rng, rng.choice([language, language, None]))
            return (first if slot == "FIRST" else last), "PERSON"
        if slot == "PERSON":
            return names.full(rng, rng.choice([language, language, None])), "PERSON"
        if slot == "LOCATION":
            return names.city(rng, rng.choice([COUNTRY[language], None])), "LOCATION"
        if slot == "EMAIL":
            return f"dev{rng.randint(1, 99)}@example.org", "EMAIL"
        if slot in ("JOB_TITLE", "HEALTH"):
            return rng.choice((JOBS if slot == "JOB_TITLE" else HEALTH)[language].split("|")), slot
        if slot == "AGE":
            return str(rng.randint(18, 95)), "AGE"
        if slot == "TITLE":
            return rng.choice({"es": ["Sra.", "Dra."], "en": ["Mr.", "Ms.", "Dr.", "Mrs.", "Prof."]}[language]), "TITLE"
        if slot == "NRP":
            return rng.choice("Canadian Mexican Irish Vietnamese German Catholic Muslim Brazilian Swedish".split()), "NRP"
        return getattr(self, "_" + slot.lower())(language, rng), slot

    def _address(self, language, rng):
        word = lambda: self.names.city(rng, COUNTRY[language]) if rng.random() < 0.5 else rng.choice(
            self.names.last.get(language, self.names.last["en"]))
        street = rng.choice(STREETS[language])
        while "{w}" in street:
            street = street.replace("{w}", word(), 1)
        street = street.replace("{n}", str(rng.randint(1, 499))).replace("{m}", str(rng.randint(1, 30)))
        city = self.names.city(rng, COUNTRY[language])
        code = f"{rng.randint(1000, 99999):05d}"
        return rng.choice([street, f"{street}, {city}", f"{street}, {code} {city}", f"{street}, {city} {code}"])

    def _organization(self, language, rng):
        draw = rng.random()
        if draw < 0.45:
            return rng.choice(self.organizations)
        name = rng.choice([rng.choice(self.names.world), self.names.person(rng, language)[1],
                           self.names.city(rng, COUNTRY[language])])
        suffix = rng.choice(SUFFIX[language])
        return suffix.format(name) if "{}" in suffix else f"{name} {suffix}"

    def _date_time(self, language, rng):
        day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1940, 2029)
        forms = [f"{day:02d}/{month:02d}/{year}", f"{year}-{month:02d}-{day:02d}", f"{day}.{month}.{year}"]
        if language in MONTHS:
            name = MONTHS[language].split()[month - 1]
            forms += [f"{day} de {name} de {year}"] if language == "es" else [f"{day} {name} {year}", f"{name} {day}"][:1]
            if language == "en":
                forms += [f"{name} {day}, {year}", f"{name} {day}"]
        return rng.choice(forms)


def split_slots(line):
    parts, at = [], 0
    while at < len(line):
        opening = line.find("{", at)
        closing = line.find("}", opening)
        if opening < 0 or closing < 0:
            break
        parts += [line[at:opening], line[opening:closing + 1]]
        at = closing + 1
    return [p for p in parts + [line[at:]] if p]


def recover(record):
    """Puts the braces of JSON back, which had to hide from the slots."""
    return {**record, "text": record["text"].replace("\x03", "{").replace("\x04", "}")}


def organizations(records):
    """Names of organisations in the training part, to be met in other sentences."""
    found = {r["text"][s["start"]:s["end"]] for r in records if r["set"] in ("wikigold", "pii_anon", "broad_twitter",
             "wnut17") for s in r["spans"] if s["label"] == "ORGANIZATION"}
    return sorted(name for name in found if 2 < len(name) < 40 and name[0].isupper() and "\n" not in name)
