package dev.weir.policy.pseudonym;

import java.util.List;

/** Names that we made up, script by script: nobody's, and no words of a language that we know of. */
final class NeutralNames {

    private static final List<String> LATIN = List.of(
            "Aldrune",
            "Belvane",
            "Corwick",
            "Davorel",
            "Elstrin",
            "Farwyn",
            "Galdrim",
            "Hestovar",
            "Ilvane",
            "Jorvell",
            "Kelstrom",
            "Lorvane",
            "Maldrey",
            "Norvick",
            "Orveld",
            "Pelstrin",
            "Quorrel",
            "Ravendel",
            "Selvorn",
            "Tarvick",
            "Ulstrand",
            "Velmore",
            "Wexlan",
            "Yarvell",
            "Zelmont",
            "Ardwell",
            "Brennick",
            "Calvorn",
            "Dorvane",
            "Esterwick",
            "Fenvarr",
            "Gorvell",
            "Halvick",
            "Istrand",
            "Jelmar",
            "Korvane",
            "Lestrick",
            "Morvell",
            "Nelstrom",
            "Oswick",
            "Parvane",
            "Quelmar",
            "Rostrin",
            "Stelvar",
            "Torvane",
            "Umbrick",
            "Varnell",
            "Welstrin");

    private static final List<String> CYRILLIC = List.of(
            "Альдрун",
            "Бельван",
            "Корвик",
            "Даворель",
            "Эльстрин",
            "Фарвин",
            "Гальдрим",
            "Хестовар",
            "Ильван",
            "Йорвель",
            "Кельстром",
            "Лорван",
            "Мальдрей",
            "Норвик",
            "Орвельд",
            "Пельстрин");

    private static final List<String> GREEK = List.of(
            "Άλδρουν",
            "Μπελβάν",
            "Κόρβικ",
            "Νταβορέλ",
            "Έλστριν",
            "Φάρβιν",
            "Γκάλντριμ",
            "Χέστοβαρ",
            "Ίλβαν",
            "Γιόρβελ",
            "Κέλστρομ",
            "Λόρβαν");

    private NeutralNames() {}

    /** The names in the script of a word; empty for scripts that don't set words apart or that have none here. */
    static List<String> inScriptOf(String word) {
        return switch (Character.UnicodeScript.of(word.codePointAt(0))) {
            case LATIN -> LATIN;
            case CYRILLIC -> CYRILLIC;
            case GREEK -> GREEK;
            default -> List.of();
        };
    }
}
