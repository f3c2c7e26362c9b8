package dev.weir.localmodels.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.localmodels.onnx.OnnxSessionOptions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the real model. */
class TokenClassifierTest {

    private static final String SENTENCE = "My colleague Sarah Whitfield moved from Denver to Hamburg last year.";

    private static List<String> found(String text, String label) {
        return BundledClassifier.INSTANCE.classify(text).stream()
                .filter(span -> span.label().equals(label))
                .map(span -> text.substring(span.start(), span.end()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Please write an email to Sarah Whitfield about the meeting. | Sarah Whitfield
                    La paciente se llama Carmen Ortega Ruiz y vive en Granada. | Carmen Ortega Ruiz
                    Rédige une lettre pour Camille Lefebvre, s'il te plaît. | Camille Lefebvre
                    Bitte schreibe eine E-Mail an Jürgen Krause wegen der Rechnung. | Jürgen Krause
                    Viết email cho Nguyễn Thị Minh Châu về hợp đồng. | Nguyễn Thị Minh Châu
                    {"customer_name": "Priya Raman", "city": "Leeds"} | Priya Raman
                    PATIENT NAME: GEORGE HOLLOWAY | GEORGE HOLLOWAY
                    """)
    void classify_nameInALanguage_found(String text, String name) {
        assertThat(found(text, "PERSON")).containsExactly(name);
    }

    @Test
    void classify_cities_found() {
        assertThat(found(SENTENCE, "LOCATION")).containsExactly("Denver", "Hamburg");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Explain the difference between a HashMap and a TreeMap in Java.
                    public static int max(int[] values) { return Arrays.stream(values).max().getAsInt(); }
                    What are three good ways to cook rice?
                    """)
    void classify_nothingPersonal_nothingFound(String text) {
        assertThat(BundledClassifier.INSTANCE.classify(text)).isEmpty();
    }

    @Test
    void classify_emojiAndCombiningMarksBefore_offsetsInTheOriginal() {
        String text = "🙂🎉 e\u0301te\u0301 — please call Sarah Whitfield today 🙂";

        assertThat(found(text, "PERSON")).containsExactly("Sarah Whitfield");
    }

    @Test
    void classify_decomposedName_coveredWhole() {
        String text = "Please write to Jose\u0301 Marti\u0301nez about it.";

        assertThat(found(text, "PERSON")).containsExactly("Jose\u0301 Marti\u0301nez");
    }

    @Test
    void classify_emptyAndBlank_nothing() {
        assertThat(BundledClassifier.INSTANCE.classify(List.of("", " \n"))).containsExactly(List.of(), List.of());
    }

    @Test
    void classify_longText_everyOccurrenceInPlace() {
        String line = SENTENCE + "\n";
        String text = line.repeat(60);

        List<Integer> places = BundledClassifier.INSTANCE.classify(text).stream()
                .filter(span -> text.substring(span.start(), span.end()).equals("Sarah Whitfield"))
                .map(TokenSpan::start)
                .toList();

        assertThat(places)
                .containsExactlyElementsOf(IntStream.range(0, 60)
                        .map(i -> i * line.length() + SENTENCE.indexOf("Sarah"))
                        .boxed()
                        .toList());
    }

    @Test
    void windows_tenTimesTheText_tenTimesTheRuns() {
        ClassifierManifest manifest = BundledClassifier.INSTANCE.manifest();
        WordPieces vocabulary = ClassifierFiles.vocabulary(manifest);

        int once = runs(SENTENCE.repeat(100), manifest, vocabulary);

        assertThat(runs(SENTENCE.repeat(1000), manifest, vocabulary)).isBetween(once * 9, once * 11);
    }

    private static int runs(String text, ClassifierManifest manifest, WordPieces vocabulary) {
        return Window.over(WordSplitter.split(text), vocabulary, manifest.room(), manifest.overlap())
                .size();
    }

    @Test
    void classify_manyThreads_sameResults() throws Exception {
        List<TokenSpan> expected = BundledClassifier.INSTANCE.classify(SENTENCE);
        Callable<List<TokenSpan>> task = () -> BundledClassifier.INSTANCE.classify(SENTENCE);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<TokenSpan>>> results =
                    IntStream.range(0, 40).mapToObj(i -> threads.submit(task)).toList();

            for (Future<List<TokenSpan>> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void classify_afterClose_refused() {
        TokenClassifier closed = TokenClassifier.bundled(new OnnxSessionOptions(1, OnnxSessionOptions.DEFAULT_SPIN));
        closed.close();
        closed.close();

        assertThatIllegalStateException().isThrownBy(() -> closed.classify("Sarah"));
    }
}
