package dev.weir.router.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | CHOICE | B            | B. the testes",
                "true  | CHOICE | The answer is (B).  | B. the testes",
                "true  | CHOICE | B. It is so  | B. the testes",
                "true  | CHOICE | They come from the testes.  | B. the testes",
                "false | CHOICE | A big cat    | A. a dog",
                "false | CHOICE | C: the testes| B. the testes",
                "false | CHOICE | ovaries      | B. the testes",
                "true  | RESULT | so \\boxed{1,234}.  | 1234",
                "true  | RESULT | 3 + 4 = 7 apples    | 3+4 #### 7",
                "true  | RESULT | It is \\boxed{\\dfrac{1}{2}} | thus $\\boxed{\\frac{1}{2}}$.",
                "true  | RESULT | that makes $18.00   | 18",
                "false | RESULT | 7 and then 8        | 7",
                "false | RESULT | I don't know        | 7",
                "true  | FACT   | It was sung by Sammy Davis Jr. | Sammy Davis, Jr",
                "true  | FACT   | in Córdoba          | the Cordoba",
                "false | FACT   | Frank Sinatra       | Sammy Davis, Jr",
                "true  | OUTPUT | assert f([1]) == [(1, 'a')] | [(1, \"a\")]",
                "false | OUTPUT | assert f([1]) == [(1, 'ab')] | [(1, \"a\")]",
                "false | OUTPUT | 1 | 1",
            })
    void isRight_answer_asExpected(boolean right, Grading grading, String answer, String gold) {
        assertThat(grading.isRight(answer, gold)).isEqualTo(right);
    }

    @Test
    void read_questionsOfSeveralKinds_inTurnWithTheirChoices(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("zeroeval.jsonl"), """
                {"id":"g1","task":"gsm","prompt":"1 + 1?","gold":"2"}
                {"id":"g2","task":"gsm","prompt":"1 + 2?","gold":"3"}
                """);
        Files.writeString(folder.resolve("llmrouter.jsonl"), """
                {"id":"m1","task":"mmlu","prompt":"Which?","choices":"['this', \\"that isn't\\"]","gold":"B"}
                {"id":"o1","task":"openbook_qa","prompt":"What?","choices":"{'text': ['x', 'y'], 'label': ['1', '2']}","gold":"2"}
                {"id":"c1","task":"human_eval","prompt":"def f():","choices":null,"gold":"assert f()"}
                """);

        List<GoldQuestion> questions = GoldQuestion.read(folder);

        assertThat(questions).hasSize(4);
        assertThat(questions.subList(0, 3))
                .extracting(GoldQuestion::kind)
                .containsExactly("gsm", "mmlu", "openbook_qa");
        assertThat(questions.get(1).prompt()).startsWith("Which?\nA. this\nB. that isn't\n");
        assertThat(questions.get(2).prompt()).startsWith("What?\nA. x\nB. y\n");
        assertThat(questions.get(1).isRight("B. that")).isTrue();
        assertThat(questions.get(2).isRight("B")).isTrue();
    }
}
