package dev.weir.router.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageGuessTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | What is the capital of France?",
                "de | Wie kann ich das Passwort für mein Konto ändern?",
                "fr | Comment est-ce que je peux changer le mot de passe ?",
                "es | ¿Cómo puedo cambiar la contraseña de mi cuenta?",
                "it | Come posso cambiare la password del mio conto?",
                "pt | Como posso mudar a senha da minha conta? Não sei o que fazer.",
                "nl | Hoe kan ik het wachtwoord van mijn account wijzigen?",
                "vi | Làm thế nào để đổi mật khẩu của tôi?",
                "zh | 如何更改我的密码？",
                "ja | パスワードを変更するにはどうすればいいですか？",
                "ko | 비밀번호를 어떻게 바꾸나요?",
                "ru | Как изменить пароль?",
                "ar | كيف أغير كلمة المرور؟",
                "und | zxqv nplm",
                "und | 12345 !!",
            })
    void guess_text_language(String language, String text) {
        assertThat(new LanguageGuess().guess(text)).isEqualTo(language);
    }
}
