package dev.sluice.streams.query;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.IntFunction;

import jakarta.servlet.http.HttpServletRequest;

import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.streams.query.Owners.Owner;

/// Answers from this instance's rows, or passes the question on to the instance that has them, once.
public final class Answers {

    static final String PASSED_ON = "Sluice-Passed-On";
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private final InternalCredential credential;
    private final HttpClient http;

    public Answers(InternalCredential credential) {
        this.credential = credential;
        this.http = HttpClient.newBuilder().connectTimeout(ANSWER_MAX).version(HttpClient.Version.HTTP_1_1).build();
    }

    /// `here` reads the rows; `asOf` says how far they are when they cannot be read.
    ResponseEntity<byte[]> answer(HttpServletRequest request, Owners owners, String store, UserId user,
            Function<Owner.Here, Object> here, IntFunction<Instant> asOf) {
        NotReadable notReadable = new NotReadable(asOf.apply(owners.partition(user)));
        try {
            return switch (owners.of(user, store)) {
                case Owner.Here owner -> json(here.apply(owner));
                case Owner.There(URI base) when request.getHeader(PASSED_ON) == null -> passOn(request, base);
                case Owner.There _ -> throw notReadable;
                case Owner.Nowhere() -> throw notReadable;
            };
        } catch (InvalidStateStoreException | IOException moved) {
            throw notReadable;
        }
    }

    private static ResponseEntity<byte[]> json(Object answer) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                .body(SluiceJson.mapper().writeValueAsBytes(answer));
    }

    private ResponseEntity<byte[]> passOn(HttpServletRequest request, URI base) throws IOException {
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        HttpRequest question = HttpRequest.newBuilder(base.resolve(request.getRequestURI() + query)).timeout(ANSWER_MAX)
                .header("Authorization", credential.header()).header(PASSED_ON, "1").build();
        try {
            HttpResponse<byte[]> answer = http.send(question, HttpResponse.BodyHandlers.ofByteArray());
            return ResponseEntity.status(answer.statusCode()).contentType(MediaType.parseMediaType(
                    answer.headers().firstValue("Content-Type").orElse(MediaType.APPLICATION_JSON_VALUE)))
                    .body(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + base, e);
        }
    }
}
