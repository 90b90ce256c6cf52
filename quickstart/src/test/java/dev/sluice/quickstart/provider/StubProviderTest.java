package dev.sluice.quickstart.provider;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StubProviderTest {

    private static final String MESSAGE = """
            {"model":"claude-opus-5-5","max_tokens":100,"stream":%s,"messages":[{"role":"user","content":"hi"}]}""";

    private final HttpClient client = HttpClient.newHttpClient();
    private StubProvider stub;

    @BeforeEach
    void start() throws IOException {
        stub = StubProvider.start(0, new UpstreamCredentials("sk-ant-stub", "sk-stub"), InstantSource.system());
    }

    @AfterEach
    void stop() {
        client.close();
        stub.close();
    }

    @Test
    void reportsTheUsageItWasToldInDisjointClasses() throws Exception {
        var answer = send(message(false).header("x-stub-input-tokens", "101").header("x-stub-output-tokens", "47")
                .header("x-stub-cache-read", "30011").header("x-stub-cache-write-5m", "1500")
                .header("x-stub-cache-write-1h", "503"));

        assertThat(answer.body()).contains("""
                "usage":{"input_tokens":101,"cache_creation_input_tokens":2003,"cache_read_input_tokens":30011,\
                "cache_creation":{"ephemeral_5m_input_tokens":1500,"ephemeral_1h_input_tokens":503},\
                "output_tokens":47""");
    }

    @Test
    void refusesAClientsKeyByName() throws Exception {
        var answer = send(message(false).header("authorization", "Bearer cuk_leaked"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("A client's key reached the provider.");
        assertThat(counters()).contains("\"refusedCredentials\":1");
    }

    @Test
    void breaksTheConnectionWhereItWasTold() {
        assertThatThrownBy(() -> send(message(true).header("x-stub-cut-after-chunks", "2")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void endsAStreamWithTheErrorItWasTold() throws Exception {
        var answer = send(message(true).header("x-stub-error-event", "overloaded_error"));

        assertThat(answer.body()).contains("event: error\ndata: {\"type\":\"error\"").contains("overloaded_error")
                .doesNotContain("message_stop");
    }

    @Test
    void answersTheStatusItWasTold() throws Exception {
        var answer = send(message(true).header("x-stub-status", "529").header("x-stub-retry-after", "3"));

        assertThat(answer.statusCode()).isEqualTo(529);
        assertThat(answer.headers().firstValue("retry-after")).contains("3");
    }

    @Test
    void saysWhichOrderItDoesNotUnderstand() throws Exception {
        var answer = send(message(false).header("x-stub-chunks", "many"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("x-stub-chunks: many (expected: 0..100000)");
    }

    @Test
    void staysSilentAboutUsageWhenTold() throws Exception {
        assertThat(send(message(true).header("x-stub-no-usage", "true")).body()).doesNotContain("usage");
    }

    private HttpRequest.Builder message(boolean stream) {
        return HttpRequest.newBuilder(stub.url().resolve("/v1/messages")).header("x-api-key", "sk-ant-stub")
                .header("x-stub-delay-ms", "0")
                .POST(HttpRequest.BodyPublishers.ofString(MESSAGE.formatted(stream)));
    }

    private String counters() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(stub.url().resolve("/stub/counters"))).body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
