// One call through an official SDK: node sdk.mjs <call>; writes the text of the answer.
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";

const { BASE_URL, KEY, HEADERS } = process.env;
const headers = Object.fromEntries(HEADERS.split("\n").map((line) => line.split(": ", 2)));
const question = [{ role: "user", content: "hi" }];

const anthropic = () => new Anthropic({ baseURL: BASE_URL, apiKey: KEY, defaultHeaders: headers, maxRetries: 0 });
const openai = () => new OpenAI({ baseURL: `${BASE_URL}/v1`, apiKey: KEY, defaultHeaders: headers, maxRetries: 0 });
const claude = { model: "claude-opus-5-5", max_tokens: 1000, messages: question };
const gpt = { model: "gpt-6.1-sol" };

async function joined(stream, text) {
  let all = "";
  for await (const event of stream) all += text(event) ?? "";
  return all;
}

const calls = {
  messages: async () => (await anthropic().messages.create(claude)).content[0].text,
  "messages-stream": async () => anthropic().messages.stream(claude).finalText(),
  responses: async () => (await openai().responses.create({ ...gpt, input: "hi" })).output_text,
  "responses-stream": async () =>
    joined(await openai().responses.create({ ...gpt, input: "hi", stream: true }), (event) =>
      event.type === "response.output_text.delta" ? event.delta : "",
    ),
  chat: async () =>
    (await openai().chat.completions.create({ ...gpt, messages: question })).choices[0].message.content,
  "chat-stream": async () =>
    joined(await openai().chat.completions.create({ ...gpt, messages: question, stream: true }), (chunk) => {
      if (chunk.usage) throw new Error("a usage chunk that nobody asked for");
      return chunk.choices[0]?.delta.content;
    }),
};

console.log(await calls[process.argv[2]]());
