// The official OpenAI client for Node against Weir: only baseURL and apiKey differ from a program written for OpenAI.
// Both are read from OPENAI_BASE_URL and OPENAI_API_KEY, as the client does by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';

const client = new OpenAI({ maxRetries: 0 });
const question = [{ role: 'user', content: 'What is the capital of France? Answer in one short sentence.' }];

test('a plain answer comes from the local model', async () => {
  const { data, response } = await client.chat.completions
    .create({ model: 'auto', messages: question, temperature: 0, max_tokens: 24 })
    .withResponse();

  assert.equal(data.object, 'chat.completion');
  assert.match(data.choices[0].message.content, /Paris/);
  assert.equal(data.choices[0].message.role, 'assistant');
  assert.equal(data.usage.total_tokens, data.usage.prompt_tokens + data.usage.completion_tokens);
  assert.equal(response.headers.get('x-weir-route'), 'local');
  assert.equal(response.headers.get('x-weir-model'), 'smollm2-135m-instruct');
  assert.ok(data._request_id);
});

test('a streamed answer has the same text as the plain one', async () => {
  const request = { model: 'auto', messages: question, temperature: 0, max_tokens: 24 };
  const plain = await client.chat.completions.create(request);

  const stream = await client.chat.completions.create({
    ...request,
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = '';
  let finish = null;
  let usage = null;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta?.content ?? '';
    finish = chunk.choices[0]?.finish_reason ?? finish;
    usage = chunk.usage ?? usage;
  }

  assert.equal(text, plain.choices[0].message.content);
  assert.equal(finish, plain.choices[0].finish_reason);
  assert.deepEqual(usage.completion_tokens, plain.usage.completion_tokens);
});

test('the streaming helper puts the message together', async () => {
  const runner = client.chat.completions.stream({ model: 'local', messages: question, temperature: 0, max_tokens: 24 });

  const completion = await runner.finalChatCompletion();

  assert.match(completion.choices[0].message.content, /Paris/);
});

test('models are listed', async () => {
  const ids = [];
  for await (const model of client.models.list()) ids.push(model.id);

  assert.ok(ids.includes('auto') && ids.includes('smollm2-135m-instruct'), ids.join(', '));
});

test('a wrong key is an AuthenticationError', async () => {
  const stranger = new OpenAI({ apiKey: 'weir-wrong', maxRetries: 0 });

  await assert.rejects(
    stranger.chat.completions.create({ model: 'auto', messages: question }),
    (error) => error instanceof OpenAI.AuthenticationError && error.code === 'invalid_api_key',
  );
});

test('an unknown model is a NotFoundError', async () => {
  await assert.rejects(
    client.chat.completions.create({ model: 'no-such-model', messages: question }),
    (error) => error instanceof OpenAI.NotFoundError && error.code === 'model_not_found',
  );
});

test('leaving a stream early ends it without harm to the next request', async () => {
  const stream = await client.chat.completions.create({
    model: 'local',
    messages: [{ role: 'user', content: 'Write a long story about a river.' }],
    max_tokens: 400,
    stream: true,
  });
  for await (const chunk of stream) {
    if (chunk.choices[0]?.delta?.content) break;
  }

  const next = await client.chat.completions.create({ model: 'local', messages: question, max_tokens: 4 });
  assert.equal(next.object, 'chat.completion');
});
