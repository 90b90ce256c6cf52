package dev.sluice.contracts.catalogue;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;

/// The catalogue as an AsyncAPI 3.0 document; payloads refer to the JSON Schemas in `contracts`.
final class AsyncApi {

    private static final String SCHEMAS = "../../contracts/src/main/resources/dev/sluice/contracts/schema/";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private AsyncApi() {}

    static ObjectNode document() {
        ObjectNode document = MAPPER.createObjectNode().put("asyncapi", "3.0.0");
        document.putObject("info").put("title", "Sluice topics").put("version", "1").put("description",
                "CloudEvents binary mode: the type of a record stands in its header ce_type. Read with "
                        + "isolation.level=read_committed.");
        document.put("defaultContentType", "application/json");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        for (TopicSpec topic : Topics.all()) {
            if (!Messages.of(topic).isEmpty()) {
                channels.set(topic.name(), channel(topic));
                operation(operations, topic);
            }
        }
        return document;
    }

    private static ObjectNode channel(TopicSpec topic) {
        ObjectNode channel = MAPPER.createObjectNode().put("address", topic.name())
                .put("description", "Key: " + topic.key() + ". Kept: " + TopicsPage.kept(topic) + ".");
        ObjectNode messages = channel.putObject("messages");
        for (Class<?> type : Messages.of(topic)) {
            ObjectNode message = messages.putObject(type.getSimpleName());
            message.put("name", type.getSimpleName()).put("contentType", "application/json");
            message.putObject("payload").put("$ref", SCHEMAS + type.getSimpleName() + ".schema.json");
        }
        return channel;
    }

    private static void operation(ObjectNode operations, TopicSpec topic) {
        ObjectNode operation = operations.putObject("read:" + topic.name()).put("action", "receive");
        operation.putObject("channel").put("$ref", "#/channels/" + topic.name());
    }
}
