#!/usr/bin/env python3
"""Records what chat templates render, as a fixture for ChatTemplateTest.

Jinja is configured as transformers does for chat templates: a sandboxed environment with trim_blocks and lstrip_blocks,
the loop controls extension, raise_exception and strftime_now, and a tojson that doesn't escape HTML.

Needs: pip install jinja2==3.1.6 gguf==0.19.0
Run:   python local-models/scripts/record_chat_templates.py SmolLM2-135M-Instruct.Q4_1.gguf
"""
import json
import pathlib
import sys

from gguf import GGUFReader
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

FOLDER = pathlib.Path(__file__).parents[1] / "src/test/resources/dev/weir/localmodels/tokenizer"
TEMPLATES = FOLDER / "templates"

CONVERSATIONS = {
    "user": [("user", "Hello!")],
    "system and user": [("system", "Answer in one word."), ("user", "Capital of France?")],
    "empty system": [("system", ""), ("user", "Hi")],
    "three turns": [("user", "Hi"), ("assistant", "Hello, how can I help?"), ("user", "Tell me a joke.\nA short one.")],
    "system late": [("user", "Hi"), ("system", "Be brief."), ("user", "Who are you?")],
    "assistant last": [("user", "Count."), ("assistant", "1, 2,")],
    "white space": [("system", "  padded \n"), ("user", "\n\n  indented\n\ttab\r\n "), ("assistant", " x "), ("user", " ")],
    "unicode": [("user", "Thủ đô của Việt Nam là gì? 你好,世界 🇻🇳👩‍💻 e\u0301"), ("assistant", "Hà Nội"), ("user", "ありがとう")],
    "template syntax": [("user", "{{ 7 * 7 }} {% raise %} {# note #} ${x} {{'a'}}")],
    "looks like markup": [("user", "a < b |> c <|im_ end|> <|x|> <| <"), ("assistant", "<"), ("user", "|im_end|>")],
    "json and code": [("user", "{\"a\": [1, 2.5, null], \"b\": \"\\\"\"}\n```python\nprint('x')\n```")],
    "tool reply": [("user", "Weather?"), ("assistant", "I'll look."), ("tool", "{\"celsius\": 21}"), ("tool", "ok"), ("user", "So?")],
    "digits": [("user", "12345 + 67890 = 80235, 3.14159, 1e10")],
}

# Small templates, each for one corner of the language.
CORNERS = {
    "whitespace control": "a  {%- if true %}  b  {%- endif -%}  c\n  {% if true %}\nd\n  {% endif %}\ne {{- ' f ' -}} g\n",
    "plus keeps": "  {%+ if true %}x{% endif +%}\ny",
    "comment": "a {# gone #} b\n  {#- gone -#}\n c",
    "loop": "{% for m in messages %}{{ loop.index }}/{{ loop.length }}{{ loop.first }}{{ loop.last }}{{ loop.index0 }}"
            "{{ loop.revindex }}{{ loop.revindex0 }};{% else %}none{% endfor %}",
    "loop empty": "{% for m in [] %}x{% else %}none{% endfor %}",
    "loop filter": "{% for m in messages if m.role == 'user' %}{{ loop.index }}{{ m.content }};{% endfor %}",
    "loop neighbours": "{% for m in messages %}{% if loop.previtem is defined %}<{{ loop.previtem.role }}{% endif %}"
                       "{% if loop.nextitem is defined %}>{{ loop.nextitem.role }}{% endif %};{% endfor %}",
    "break continue": "{% for m in messages %}{% if loop.index == 2 %}{% continue %}{% endif %}{% if loop.index == 4 %}"
                      "{% break %}{% endif %}{{ m.role }} {% endfor %}",
    "pairs": "{% for k, v in {'a': 1, 'b': [2]}.items() %}{{ k }}={{ v }};{% endfor %}",
    "namespace": "{% set ns = namespace(n=0, last='') %}{% for m in messages %}{% set ns.n = ns.n + 1 %}"
                 "{% set ns.last = m.role %}{% endfor %}{{ ns.n }}{{ ns.last }}",
    "set scope": "{% set x = 1 %}{% for m in messages %}{% set x = 2 %}{% endfor %}{{ x }}{% if true %}{% set x = 3 %}{% endif %}{{ x }}",
    "set block": "{% set x %}a{{ 1 + 1 }}{% endset %}[{{ x }}]",
    "slices": "{{ messages[1:][0].role }}{{ messages[::-1][0].role }}{{ 'abcdef'[1:4] }}{{ 'abc'[::-1] }}{{ 'abc'[-1] }}{{ messages[-1]['role'] }}{{ 'abcdef'[-3:] }}{{ [1,2,3,4][:-1] }}",
    "operators": "{{ 1 + 2 * 3 - 4 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ 7 % 3 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 2 ** 3 }} {{ 'a' ~ 1 ~ 'b' }} {{ 'ab' * 2 }} {{ -3 + 1 }}",
    "comparisons": "{{ 1 < 2 }} {{ 'a' < 'b' }} {{ 1 == 1.0 }} {{ 1 != 2 }} {{ 2 >= 2 }} {{ 'a' in 'cat' }} {{ 'x' not in ['y'] }} {{ 'k' in {'k': 1} }} {{ none is none }} {{ true == true }} {{ 1 < 2 < 3 }} {{ 3 > 2 > 2 }}",
    "logic": "{{ not false }} {{ true and false }} {{ false or 'x' }} {{ '' or 'y' }} {{ not messages|length == 1 }} {{ 1 if false else 2 }}[{{ 1 if false }}]",
    "tests": "{{ x is defined }} {{ messages is iterable }} {{ 'a' is string }} {{ {} is mapping }} {{ 3 is odd }} {{ 4 is even }} {{ none is not none }} {{ true is true }} {{ 1 is number }} {{ [] is sequence }} {{ x is undefined }} {{ 6 is divisibleby 3 }} {{ true is boolean }} {{ 1 is integer }} {{ 1.5 is float }} {{ 1 is eq 1 }} {{ 'a' is in ['a'] }} {{ false is false }}",
    "undefined": "[{{ x }}][{{ x | default('d') }}][{{ messages[0].nothing }}][{{ '' | default('e', true) }}]{% if x %}y{% else %}n{% endif %}",
    "filters": "{{ ' a '|trim }}|{{ 'Ab'|upper }}{{ 'Ab'|lower }}|{{ [3,1]|length }}|{{ ['a','b']|join('-') }}|{{ 'x'|capitalize }}|{{ [1,2]|first }}{{ [1,2]|last }}|{{ 'a b'|replace('a','c') }}|{{ '5'|int + 1 }}|{{ 3|string + 'x' }}|{{ [1,2]|list }}|{{ 'hello world'|title }}|{{ -3|abs }}|{{ [2,1]|sort }}|{{ 'abc'|reverse }}|{{ [1,2,3]|reverse|list }}|{{ '1.5'|float }}",
    "filters on items": "{{ messages|map(attribute='role')|join(',') }}|{{ messages|selectattr('role','equalto','user')|list|length }}|{{ messages|rejectattr('role','equalto','user')|map(attribute='role')|list }}|{{ [0,1,2]|select|list }}|{{ [1,2,3]|select('odd')|list }}|{{ ['a','b']|map('upper')|list }}",
    "methods": "{{ ' a'.strip() }}{{ 'a,b'.split(',') }}{{ 'a</t>b'.split('</t>')[-1] }}{{ 'abc'.startswith('ab') }}{{ 'abc'.endswith('c') }}{{ 'A'.lower() }}{{ 'a'.upper() }}{{ '\n x\n'.lstrip('\n') }}|{{ 'x\n\n'.rstrip('\n') }}|{{ 'abc'.replace('b','') }}{{ {'a':1}.get('a') }}{{ {'a':1}.get('b', 2) }}{{ {'a':1}.keys()|list }}{{ {'a':1}.values()|list }}{{ 'a b'.split() }}{{ 'ab'.title() }}{{ 'abc'.find('c') }}{{ 'aXbXc'.split('X', 1) }}{{ 'xx'.count('x') }}{{ 'ab'.capitalize() }}",
    "tojson": "{{ {'b': 1, 'a': [true, none, 1.5, 'é<&\"\\n']}|tojson }}{{ [1, {'x': 'y'}]|tojson(indent=2) }}{{ []|tojson }}{{ {}|tojson(indent=4) }}",
    "printing": "{{ true }}{{ none }}{{ 1.0 }}{{ 1e20 }}{{ [1, 'a', none, true] }}{{ {'a': 'b\\'c'} }}{{ 0.1 + 0.2 }}{{ ('a', 1) }}{{ 123456789012 }}",
    "strings": "{{ 'it\\'s' }}{{ \"dq\\n\" }}{{ 'a' 'b' }}{{ '\\t\\\\' }}{{ '\\u00e9' }}",
    "macro": "{% macro m(a, b='x') %}[{{ a }}{{ b }}]{% endmacro %}{{ m(1) }}{{ m(1, 2) }}{{ m(b=3, a=4) }}",
    "nested ifs": "{% if messages|length > 9 %}a{% elif messages[0].role == 'user' %}b{% else %}c{% endif %}",
    "range": "{% for i in range(3) %}{{ i }}{% endfor %}{{ range(1, 6, 2)|list }}",
    "raw": "{% raw %}{{ x }} {% if %}{% endraw %}!",
    "filter block": "{% filter upper %}a{{ 'b' }}{% endfilter %}",
    "attribute or item": "{{ messages[0]['content'] }}{{ messages[0].content }}{{ messages[0].get('role') }}{{ {'items': 1}['items'] }}",
    "trailing newline": "a\n",
    "line breaks": "{% if true %}\n\nx\n{% endif %}\n\ny\n\n",
    "dict call": "{{ dict(a=1, b='c') }}",
}

REFUSALS = {
    "raise": "{{ raise_exception('roles must alternate') }}",
    "raise in if": "{% if messages[0].role != 'system' %}{{ raise_exception('no system') }}{% endif %}",
}


def environment():
    env = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"])

    def raise_exception(message):
        raise TemplateError(message)

    def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)

    env.filters["tojson"] = tojson
    env.globals["raise_exception"] = raise_exception
    return env


def render(template, conversation, **more):
    messages = [{"role": role, "content": content} for role, content in conversation]
    try:
        return environment().from_string(template).render(messages=messages, add_generation_prompt=True, **more)
    except TemplateError as refusal:
        return {"refused": str(refusal)}


def main(model):
    smollm2 = GGUFReader(model).fields["tokenizer.chat_template"].contents()
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    (TEMPLATES / "smollm2.jinja").write_text(smollm2)
    cases = []
    for template in sorted(path.stem for path in TEMPLATES.glob("*.jinja")):
        text = (TEMPLATES / f"{template}.jinja").read_text()
        for name, conversation in CONVERSATIONS.items():
            cases.append({"template": template, "name": name, "messages": conversation,
                          "rendered": render(text, conversation, bos_token="<s>", eos_token="</s>")})
    (FOLDER / "renders.json").write_text(json.dumps(cases, ensure_ascii=True, indent=1) + "\n")
    corners = []
    for name, text in {**CORNERS, **REFUSALS}.items():
        corners.append({"name": name, "template": text,
                        "rendered": render(text, CONVERSATIONS["three turns"] + [("user", "Bye")])})
    (FOLDER / "corners.json").write_text(json.dumps(corners, ensure_ascii=True, indent=1) + "\n")


main(sys.argv[1])
