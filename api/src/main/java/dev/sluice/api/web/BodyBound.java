package dev.sluice.api.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Bounds every request body, announced or not.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class BodyBound extends OncePerRequestFilter {

    static final int BODY_BYTES_MAX = 64 * 1024;

    private final ProblemAnswers problems;

    BodyBound(ProblemAnswers problems) {
        this.problems = problems;
    }

    static Problem tooLarge() {
        return Problem.of(413, "body-too-large", "The body is larger than " + BODY_BYTES_MAX + " bytes.");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > BODY_BYTES_MAX) {
            response.setHeader("Connection", "close");
            problems.write(tooLarge(), request, response);
        } else {
            chain.doFilter(new Bounded(request), response);
        }
    }

    /// Thrown while reading a body that did not announce its length.
    static final class BodyTooLargeException extends IOException {
        BodyTooLargeException() {
            super("body: more than " + BODY_BYTES_MAX + " bytes");
        }
    }

    private static final class Bounded extends HttpServletRequestWrapper {

        Bounded(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new BoundedStream(super.getInputStream());
        }
    }

    private static final class BoundedStream extends ServletInputStream {

        private final ServletInputStream stream;
        private long left = BODY_BYTES_MAX;

        BoundedStream(ServletInputStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() throws IOException {
            int next = stream.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = stream.read(bytes, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new BodyTooLargeException();
            }
        }

        @Override
        public boolean isFinished() {
            return stream.isFinished();
        }

        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            stream.setReadListener(listener);
        }
    }
}
