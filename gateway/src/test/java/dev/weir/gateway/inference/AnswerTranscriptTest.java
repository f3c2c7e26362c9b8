package dev.weir.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AnswerTranscriptTest {

    @Test
    void soFar_chunksOfSeveralChoices_textAndToolCallsPutTogether() {
        var transcript = new AnswerTranscript();
        transcript.add(json("{'choices':[{'index':0,'delta':{'role':'assistant','content':'Hel'}},"
                + "{'index':1,'delta':{'tool_calls':[{'index':0,'function':{'name':'f','arguments':'{'}}]}}]}"));
        transcript.add(json("{'choices':[{'index':0,'delta':{'content':'lo'},'finish_reason':null}]}"));
        transcript.add(json("{'choices':[{'index':1,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'}'}}]},"
                + "'finish_reason':'tool_calls'},{'index':0,'delta':{},'finish_reason':'stop'}]}"));
        transcript.add(json("{'choices':[],'usage':{'total_tokens':3}}"));

        assertThat(transcript.soFar())
                .isEqualTo(json("{'choices':[{'index':0,'message':{'role':'assistant','content':'Hello'},"
                        + "'finish_reason':'stop'},{'index':1,'message':{'role':'assistant','content':'','tool_calls':"
                        + "[{'type':'function','function':{'name':'f','arguments':'{}'}}]},"
                        + "'finish_reason':'tool_calls'}]}"));
    }

    @Test
    void of_wholeAnswer_choicesWithoutLogprobs() {
        ObjectNode answer = json("{'id':'x','choices':[{'index':0,'message':{'role':'assistant','content':'Hi'},"
                + "'logprobs':{'content':[]},'finish_reason':'stop'}],'usage':{}}");

        assertThat(AnswerTranscript.of(answer))
                .isEqualTo(json("{'choices':[{'index':0,'message':{'role':'assistant','content':'Hi'},"
                        + "'finish_reason':'stop'}]}"));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
