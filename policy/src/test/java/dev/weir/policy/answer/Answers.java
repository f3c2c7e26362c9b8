package dev.weir.policy.answer;

import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.rules.AnswerAction;
import dev.weir.policy.rules.AnswerSettings;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers to inspect, by the rules that Weir ships. */
final class Answers {

    static final String KEY = "AKIAY3T5ZQWERTYUIOPA";
    static final AnswerSettings NOTE = AnswerSettings.NOTE_ALL;
    static final AnswerSettings MASK = new AnswerSettings(AnswerAction.MASK, Map.of());
    static final AnswerSettings BLOCK_SECRETS =
            new AnswerSettings(AnswerAction.NOTE, Map.of("SECRET", AnswerAction.BLOCK));
    static final Supplier<RequestWords> NOTHING_SAID = () -> RequestWords.ofTexts(List.of(), List.of());

    private Answers() {}

    static AnswerInspector inspector(AnswerSettings settings) {
        return new AnswerInspector(RequestInspector.standard(), settings);
    }

    /** What a request says, with what is found in it. */
    static Supplier<RequestWords> said(String text) {
        RequestInspector inspector = RequestInspector.standard();
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("content", text);
        return () -> RequestWords.of(body, inspector.inspect(body).findings());
    }

    static ObjectNode json(String json) {
        return (ObjectNode) JsonMapper.shared().readTree(json.replace('\'', '"'));
    }

    static ObjectNode saying(String content) {
        ObjectNode answer = json("{'id': 'chatcmpl-9a', 'choices': [{'index': 0, 'finish_reason': 'stop'}]}");
        ((ObjectNode) answer.at("/choices/0")).putObject("message").put("content", content);
        return answer;
    }
}
